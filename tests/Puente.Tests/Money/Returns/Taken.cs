using System.Text;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;

namespace Puente.Tests.Money.Returns;

/// <summary>A bank's file, taken in as a return is, without a store.</summary>
/// <param name="Kept">The rows of the dataset: line and cells.</param>
/// <param name="Refused">Rows that were not taken.</param>
/// <param name="Gathered">What they say together.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Layout">The layout.</param>
internal sealed record Taken(IReadOnlyList<TableRow> Kept, IReadOnlyList<TableRow> Refused, Gathering Gathered, IReadOnlyList<string> Columns, Layout Layout)
{
    /// <summary>An order for everything.</summary>
    public static OrderScope Everything { get; } = new(["Mabry"], [], null, null, []);

    /// <summary>Takes a text in under a ready layout, in the layout's own encoding.</summary>
    public static async Task<Taken> InAsync(string layout, string text, OrderScope? scope = null)
    {
        var ready = ReadyLayouts.Find(layout) ?? throw new ArgumentException($"{layout} is no ready layout.");
        var path = Path.GetTempFileName();
        try
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            await File.WriteAllBytesAsync(path, (ready.Encoding is { } name ? Encoding.GetEncoding(name) : new UTF8Encoding(false)).GetBytes(text));
            var opened = await ReturnTable.OpenAsync(await new LocalTables().OpenAsync(path, ready.Options(), default), ready, scope ?? Everything, default);
            opened.Fault.ShouldBeNull();
            return await InAsync(opened.Table!, ready);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Takes an opened table in.</summary>
    public static async Task<Taken> InAsync(ITable opened, Layout layout)
    {
        await using var table = (ReturnTable)opened;
        var (kept, refused) = (new List<TableRow>(), new List<TableRow>());
        while (await table.NextAsync(default) is { } rows)
            foreach (var row in rows)
                if (row.Flaw is not null) refused.Add(row);
                else if (!row.IsBlank) kept.Add(row);
        table.Fault.ShouldBeNull();
        return new Taken(kept, refused, table.Gathered, table.Head.Columns, layout);
    }

    /// <summary>The lines as the dataset gives them back: read again from its rows alone.</summary>
    public IReadOnlyList<StatementLine> Lines()
    {
        var reading = new LayoutReading(Layout, LayoutColumns.Of(Layout, Layout.Line is { } line ? [.. line.GetGroupNames()] : Columns)!);
        var lines = new List<StatementLine>();
        foreach (var (i, row) in Kept.Index())
        {
            var read = reading.Read(i + 1, row.Line, row.Cells);
            if (read.Line is not null) lines.Add(read.Line);
            if (read.Kind == RowKind.More && lines.Count > 0) lines[^1] = lines[^1] with { Text = $"{lines[^1].Text} {read.Text}".Trim() };
        }

        return lines;
    }
}

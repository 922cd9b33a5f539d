using System.Globalization;
using Puente.Evidence.Import.Tables;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>
/// The pages of a document as rows: page, confidence, text, name, problem. A page that cannot be read is a row with a problem, and the pages
/// after it are read all the same; what goes beyond the bounds ends the table with a fault, after the pages that were within.
/// </summary>
internal sealed class AnyTable(IAsyncEnumerable<ReadPage> pages, CancellationToken stop) : ITable
{
    /// <summary>Places of the cells.</summary>
    public const int Page = 0, Confidence = 1, Text = 2, Name = 3, Unread = 4;

    private const long MostCharacters = 20_000_000;
    private static readonly string[] Columns = ["page", "confidence", "text", "name", "problem"];
    private readonly IAsyncEnumerator<ReadPage> _pages = pages.GetAsyncEnumerator(stop);
    private int _page;
    private long _line, _characters;

    /// <inheritdoc/>
    public TableHead Head { get; } = new(TableFormat.Delimited, Columns);

    /// <inheritdoc/>
    public Problem? Fault { get; private set; }

    /// <inheritdoc/>
    public double Done => 0;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        if (Fault is not null) return null;
        try
        {
            if (!await _pages.MoveNextAsync()) return null;
            if (++_page > LocalDocuments.MostPages) throw new PageException("document.cut");
            var (read, page) = (_pages.Current, _page.ToString(CultureInfo.InvariantCulture));
            if ((_characters += read.Lines.Sum(l => (long)l.Text.Length)) > MostCharacters) throw new PageException("document.cut");
            return [.. read.Lines.DefaultIfEmpty().Select(l => new TableRow(++_line, [page, l.Confidence.ToString(CultureInfo.InvariantCulture), Clean(l.Text), read.Name, read.Problem]))];
        }
        catch (PageException wrong)
        {
            Fault = new Problem(0, "", wrong.Message);
        }
        catch (Exception broken) when (broken is System.Xml.XmlException or InvalidDataException or FormatException or EndOfStreamException)
        {
            Fault = new Problem(0, "", "document.broken");
        }
        catch (TableException wrong)
        {
            Fault = wrong.Problem;
        }

        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pages.DisposeAsync();

    private static string Clean(string? text) => string.Create((text ?? "").Length, text ?? "", static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = PageFiller.Harmless(from[i]);
    });
}

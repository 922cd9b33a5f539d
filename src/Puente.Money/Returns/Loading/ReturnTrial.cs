using Puente.Evidence;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Sharing;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>What a layout makes of the beginning of a file.</summary>
/// <param name="Lines">The first lines that would be kept.</param>
/// <param name="Problems">The first rows that cannot be read or lie outside, with line and reason.</param>
/// <param name="Tally">Counts of what was looked at.</param>
/// <param name="Whole">Whether that was the whole file.</param>
/// <param name="Statements">Statements found, when it was.</param>
public sealed record Trial(IReadOnlyList<StatementLine> Lines, IReadOnlyList<Problem> Problems, ReturnTally Tally, bool Whole, IReadOnlyList<Statement> Statements);

/// <summary>Tries layouts on received files; nothing is recorded.</summary>
public sealed class ReturnTrials
{
    private const int Rows = 3000;
    private readonly OrderDesk _orders;
    private readonly Uploads _uploads;
    private readonly IDatasetGate _gate;

    /// <summary>Tries through the gate of returns.</summary>
    public ReturnTrials(OrderDesk orders, Uploads uploads, IEnumerable<IDatasetGate> gates) => (_orders, _uploads, _gate) = (orders, uploads, gates.Single(g => g.Name == ReturnGate.Gate));

    /// <summary>
    /// Reads the first rows of a received file under a layout and an order's scope. Refuses <c>order.no-such-order</c>, <c>import.no-such-file</c>, the layout's problems, and the file's fault.
    /// </summary>
    public async Task<Result<Trial>> TryAsync(Viewer by, OrderId order, UploadId file, string layoutText, int take = 20, CancellationToken stop = default)
    {
        var shown = await _orders.ShowAsync(by, order, stop);
        if (shown.Refusal is { } refusal) return refusal;
        var read = LayoutReader.Read(layoutText);
        if (read.Layout is null) return new Refusal(read.Problems[0].Code, read.Problems[0].Args);
        var note = MoneyJson.Write(new ReturnNote(order.Key, layoutText, shown.Value.Order.Scope, new ControlTotals(), ""));
        return await _uploads.ReadAsync<Result<Trial>?>(by, file, async path => await ReadAsync(path, note, read.Layout, take, stop), stop) ?? new Refusal("import.no-such-file");
    }

    private async Task<Result<Trial>> ReadAsync(string path, string note, Layout layout, int take, CancellationToken stop)
    {
        var opened = await _gate.OpenAsync(path, note, stop);
        if (opened.Table is not ReturnTable table) return new Refusal(opened.Fault!.Code, opened.Fault.Args);
        await using (table)
        {
            var (lines, problems, whole, number) = (new List<StatementLine>(), new List<Problem>(), false, 0L);
            var parts = layout.Line is { } line ? (IReadOnlyList<string>)[.. line.GetGroupNames()] : table.Head.Columns;
            var reading = new LayoutReading(layout, LayoutColumns.Of(layout, parts)!);
            while (table.Gathered.Tally.Rows < Rows)
            {
                if (await table.NextAsync(stop) is not { } rows)
                {
                    whole = true;
                    break;
                }

                foreach (var row in rows)
                    if (row.Flaw is { } flaw)
                    {
                        if (problems.Count < take) problems.Add(flaw);
                    }
                    else if (!row.IsBlank && reading.Read(++number, row.Line, row.Cells) is var kept)
                    {
                        if (kept.Kind == RowKind.More && lines.Count > 0 && lines.Count <= take) lines[^1] = lines[^1] with { Text = $"{lines[^1].Text} {kept.Text}".Trim() };
                        if (kept.Line is not null && lines.Count < take) lines.Add(kept.Line);
                    }
            }

            if (table.Fault is { } fault) return new Refusal(fault.Code, fault.Args);
            return new Trial(lines, problems, table.Gathered.Tally, whole, table.Gathered.Statements);
        }
    }
}

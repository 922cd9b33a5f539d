using System.Runtime.CompilerServices;
using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Money.Returns.Layouts;

namespace Puente.Money.Returns.Loading;

/// <summary>The lines of a return, read from the rows of its dataset under its kept layout, for a viewer who may read it.</summary>
public sealed class ReturnLines(Archive archive, ReturnDesk returns, DatasetDesk datasets)
{
    /// <summary>Lines after a row in the order of the file; none when there is no such return for the viewer. Second lines are part of the text.</summary>
    public async IAsyncEnumerable<StatementLine> ReadAsync(Viewer by, ReturnId id, long after = 0, [EnumeratorCancellation] CancellationToken stop = default)
    {
        if (await returns.FindAsync(by, id, stop) is not { } found || await ReadingAsync(id, after, stop) is not { } reading) yield break;
        StatementLine? waiting = null;
        while (true)
        {
            var rows = await datasets.RowsAsync(by, found.Dataset, after, 1000, null, stop);
            if (!rows.IsOk) yield break;
            foreach (var row in rows.Value.Rows)
            {
                var read = reading.Read(row.Number, row.Line, row.Cells);
                if (read.Kind == RowKind.More && waiting is not null) waiting = waiting with { Text = $"{waiting.Text} {read.Text}".Trim() };
                if (read.Line is null) continue;
                if (waiting is not null) yield return waiting;
                waiting = read.Line;
            }

            if (!rows.Value.More) break;
            after = rows.Value.Last;
        }

        if (waiting is not null) yield return waiting;
    }

    /// <summary>The reading from a row on: what an earlier heading told of account and currency is known from the statement that the row stands in.</summary>
    private async Task<LayoutReading?> ReadingAsync(ReturnId id, long after, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var row = await connection.QuerySingleOrDefaultAsync<(string Layout, string Columns)?>("select r.layout, d.columns from money_return r join dataset d on d.key = r.dataset where r.key = @Key", new { id.Key });
        if (row is not var (layout, columns) || Reading(layout, columns) is not { } reading) return null;
        if (after > 0 && await connection.QueryFirstOrDefaultAsync<(string Account, string Currency, string Body)?>(
            "select account, currency, body from money_statement where return_key = @Key and first_row > 0 and first_row <= @next order by first_row desc limit 1", new { id.Key, next = after + 1 }) is var (account, currency, body))
        {
            var statement = MoneyJson.Read<Reconciling.Statement>(body);
            reading.Begin(account, currency, statement.From, statement.Until);
        }
        return reading;
    }

    /// <summary>How the rows of a dataset are read, by the layout's text and the dataset's columns as they are stored.</summary>
    internal static LayoutReading? Reading(string layoutText, string columns)
    {
        if (LayoutReader.Known(layoutText) is not { } layout) return null;
        using var json = System.Text.Json.JsonDocument.Parse(columns);
        IReadOnlyList<string> names = layout.Line is { } line ? [.. line.GetGroupNames()] : [.. json.RootElement.EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];
        return LayoutColumns.Of(layout, names) is { } fitted ? new LayoutReading(layout, fitted) : null;
    }
}

using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Import.Tables;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Orders;

namespace Puente.Money.Returns.Loading;

/// <summary>
/// The raw lines of a bank's file as rows of a dataset: every line but the header is a row as it came, in the header's columns. Lines outside the
/// order's scope are refused with their reason and without their cells; what the others say is gathered on the way.
/// </summary>
internal sealed class ReturnTable : ITable
{
    private const int LinesBeforeHeader = 400;
    private readonly ITable _raw;
    private readonly LayoutReading _reading;
    private readonly OrderScope _scope;
    private readonly Layout _layout;
    private readonly Queue<TableRow> _before;
    private bool _lastRefused;
    private long _kept;

    private ReturnTable(ITable raw, Layout layout, LayoutColumns columns, IReadOnlyList<string> names, OrderScope scope, Queue<TableRow> before)
    {
        (_raw, _layout, _scope, _before) = (raw, layout, scope, before);
        _reading = new LayoutReading(layout, columns);
        Gathered = new Gathering(layout);
        Head = raw.Head with { Columns = names, HoldsEntities = false };
    }

    /// <inheritdoc/>
    public TableHead Head { get; }

    /// <inheritdoc/>
    public Problem? Fault => _raw.Fault;

    /// <inheritdoc/>
    public double Done => _raw.Done;

    /// <summary>What the lines say together; whole once the last row was read.</summary>
    public Gathering Gathered { get; }

    /// <summary>Finds the header of a raw table; the fault says which columns were looked for.</summary>
    public static async Task<Opened> OpenAsync(Opened opened, Layout layout, OrderScope scope, CancellationToken stop)
    {
        if (opened.Table is not { } raw) return opened;
        var before = new Queue<TableRow>();
        if (layout.Pages || layout.Columns is not null)
        {
            var names = layout.Pages ? PageColumns.Names : layout.Columns!;
            var parts = layout.Line is { } line ? [.. line.GetGroupNames()] : names;
            return LayoutColumns.Of(layout, parts) is { } fixedColumns ? new Opened(new ReturnTable(raw, layout, fixedColumns, names, scope, before), null) : await MissingAsync(raw, layout);
        }

        while (before.Count < LinesBeforeHeader && await raw.NextAsync(stop) is { } rows)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var cells = Trimmed(rows[i].Cells);
                if (LayoutColumns.Of(layout, cells) is not { } columns)
                {
                    before.Enqueue(rows[i]);
                    continue;
                }

                var table = new ReturnTable(raw, layout, columns, Named(cells), scope, before);
                table._rest.AddRange(rows.Skip(i + 1));
                return new Opened(table, null);
            }
        }

        return await MissingAsync(raw, layout);
    }

    private readonly List<TableRow> _rest = [];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        var batch = new List<TableRow>();
        while (_before.TryDequeue(out var early)) batch.Add(Passed(early, beforeHeader: true));
        if (batch.Count > 0) return batch;
        if (_rest.Count > 0)
        {
            batch.AddRange(_rest.Select(r => Passed(r, false)));
            _rest.Clear();
            return batch;
        }

        if (await _raw.NextAsync(stop) is not { } rows)
        {
            Gathered.End(_reading.Account, _reading.Currency);
            return null;
        }

        for (var i = 0; i < rows.Count; i++) batch.Add(Passed(rows[i], false));
        return batch;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _raw.DisposeAsync();

    private TableRow Passed(TableRow row, bool beforeHeader)
    {
        if (row.Flaw is { Code: not "row.ragged" } flaw)
        {
            Gathered.Rejected();
            return row with { Flaw = flaw };
        }

        var read = beforeHeader ? (row.Cells.All(string.IsNullOrWhiteSpace) ? new ReadRow(RowKind.Blank) : _reading.Words(row.Cells)) : _reading.Read(_kept + 1, row.Line, row.Cells);
        var outside = Outside(row, read);
        if (read.Kind is RowKind.Line) _lastRefused = outside is not null;
        if (read.Kind is RowKind.Words && read.Note?.Account is { } account) _lastRefused = !_scope.Reaches(account);
        Gathered.Take(row, read, outside);
        if (read.Kind == RowKind.Blank) return new TableRow(row.Line, []);
        if (outside is not null) return new TableRow(row.Line, [], outside);
        if (read.Kind == RowKind.Unread) return new TableRow(row.Line, row.Cells, read.Problem);
        if (Fitted(row.Cells, read.Kind == RowKind.Line) is not { } cells)
            return new TableRow(row.Line, row.Cells, new Problem(row.Line, "", "row.ragged", ("cells", Text(row.Cells.Count)), ("columns", Text(Head.Columns.Count))));
        _kept++;
        return new TableRow(row.Line, cells);
    }

    /// <summary>Words that belong to a refused account or line are refused with it.</summary>
    private Problem? Outside(TableRow row, ReadRow read) => read.Kind switch
    {
        RowKind.Line => _scope.Outside(read.Line!),
        RowKind.More when _lastRefused => new Problem(row.Line, "", "return.outside-account"),
        RowKind.Words when read.Note is { } note && !_scope.Reaches(note.Account ?? _reading.Account ?? "") && (note.Account ?? _reading.Account) is not null => new Problem(row.Line, "", "return.outside-account"),
        _ => null,
    };

    /// <summary>Cells in the width of the header. Of words the surplus goes into the last cell; a line with a surplus does not fit.</summary>
    private string[]? Fitted(IReadOnlyList<string> cells, bool line)
    {
        var width = Head.Columns.Count;
        if (cells is string[] whole && whole.Length == width) return whole;
        var surplus = cells.Skip(width).Where(c => !string.IsNullOrWhiteSpace(c)).ToList();
        if (line && surplus.Count > 0 && !_layout.Pages) return null;
        var fitted = new string[width];
        for (var i = 0; i < width; i++) fitted[i] = i < cells.Count ? cells[i] : "";
        if (surplus.Count > 0) fitted[^1] = string.Join(_layout.Gap, surplus.Prepend(fitted[^1]).Where(c => c.Length > 0));
        return fitted;
    }

    private static async Task<Opened> MissingAsync(ITable raw, Layout layout)
    {
        var fault = raw.Fault ?? new Problem(0, "", "layout.header-missing", ("layout", layout.Code), ("columns", string.Join(", ", layout.Parts.Values.Select(v => v[0]))));
        await raw.DisposeAsync();
        return new Opened(null, fault);
    }

    private static List<string> Trimmed(IReadOnlyList<string> cells)
    {
        var last = cells.Count;
        while (last > 0 && string.IsNullOrWhiteSpace(cells[last - 1])) last--;
        return [.. cells.Take(last)];
    }

    private static List<string> Named(List<string> cells)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. cells.Select((cell, i) =>
        {
            var name = cell.Trim() is { Length: > 0 } told ? told : string.Create(CultureInfo.InvariantCulture, $"#{i + 1}");
            for (var n = 2; !used.Add(name); n++) name = string.Create(CultureInfo.InvariantCulture, $"{cell.Trim()} ({n})");
            return name;
        })];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

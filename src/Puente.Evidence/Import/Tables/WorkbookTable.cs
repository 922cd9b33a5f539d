using System.Globalization;
using System.Xml;

namespace Puente.Evidence.Import.Tables;

/// <summary>One sheet of a workbook, streamed. Typed cells become canonical text; an error value in a cell flaws its row.</summary>
internal sealed class WorkbookTable : ITable
{
    private const int BatchRows = 1000;
    private const int Scanned = 50;
    private readonly WorkbookParts _parts;
    private readonly XmlReader _sheet;
    private readonly TableLimits _limits;
    private readonly TextPool _pool = new();
    private readonly Queue<TableRow> _ahead = new();
    private long _row;

    private WorkbookTable(WorkbookParts parts, string name, XmlReader sheet, TableOptions options)
    {
        (_parts, _sheet, _limits) = (parts, sheet, options.Limits);
        while (_sheet.Read() && !(_sheet.NodeType == XmlNodeType.Element && _sheet.LocalName == "sheetData"))
            if (_sheet.NodeType == XmlNodeType.Element && _sheet.LocalName == "dimension")
                parts.Rows = WorkbookCell.LastRow(_sheet.GetAttribute("ref"));
        while (_ahead.Count < Scanned && ReadRow() is { } row)
            _ahead.Enqueue(row);
        var preamble = options.Preamble ?? Preamble();
        while (_ahead.TryPeek(out var skipped) && (skipped.Line <= preamble || skipped.IsBlank))
            _ahead.Dequeue();
        if (!_ahead.TryPeek(out var first))
            throw TableException.Of("table.empty");
        var width = Width(first.Cells);
        var (columns, problems) = options.HasHeader ? Headers.Name([.. first.Cells.Take(width)], first.Line) : (Headers.Numbered(width), []);
        if (options.HasHeader)
            _ahead.Dequeue();
        Head = new TableHead(TableFormat.Workbook, columns)
        {
            Preamble = preamble,
            Sheets = [.. parts.Sheets.Select(s => s.Name)],
            Sheet = name,
            Problems = problems,
        };
    }

    /// <inheritdoc/>
    public TableHead Head { get; }

    /// <inheritdoc/>
    public Problem? Fault { get; private set; }

    /// <inheritdoc/>
    public double Done => (double)_row / Math.Max(1, Math.Max(_row, _parts.Rows));

    /// <summary>Opens a seekable file.</summary>
    /// <exception cref="TableException">Not a workbook, no such sheet, an empty sheet, or beyond the bounds.</exception>
    public static WorkbookTable Open(Stream file, TableOptions options)
    {
        var parts = WorkbookParts.Open(file, options.Limits);
        if (parts.Sheets.Count == 0)
            throw TableException.Of("table.empty");
        var chosen = options.Sheet is null
            ? parts.Sheets[0]
            : parts.Sheets.FirstOrDefault(s => string.Equals(s.Name, options.Sheet, StringComparison.OrdinalIgnoreCase));
        try
        {
            if (chosen.Part is null || parts.Part(chosen.Part) is not { } sheet)
                throw TableException.Of("table.sheet-unknown", ("sheet", options.Sheet ?? ""), ("sheets", string.Join(", ", parts.Sheets.Select(s => s.Name))));
            return new WorkbookTable(parts, chosen.Name, sheet, options);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            throw TableException.Of("table.workbook-broken");
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var rows = new List<TableRow>(BatchRows);
        try
        {
            while (Fault is null && rows.Count < BatchRows)
            {
                var row = _ahead.TryDequeue(out var kept) ? kept : ReadRow();
                if (row is null)
                    break;
                rows.Add(Fitted(row.Value));
            }
        }
        catch (TableException e)
        {
            Fault = e.Problem;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            Fault = new Problem(_row, "", "table.workbook-broken");
        }
        return ValueTask.FromResult<IReadOnlyList<TableRow>?>(rows.Count == 0 ? null : rows);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _sheet.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Lines before the first row that is filled nearly as widely as the widest one seen.</summary>
    private int Preamble()
    {
        var widest = _ahead.Max(r => (int?)r.Cells.Count(c => c.Length > 0)) ?? 0;
        var header = _ahead.FirstOrDefault(r => r.Cells.Count(c => c.Length > 0) is var filled && filled > 0 && filled >= widest * 0.6);
        return header.Cells is null ? 0 : (int)header.Line - 1;
    }

    private static int Width(IReadOnlyList<string> cells)
    {
        var width = cells.Count;
        while (width > 0 && string.IsNullOrWhiteSpace(cells[width - 1]))
            width--;
        return width;
    }

    private TableRow Fitted(TableRow row)
    {
        var columns = Head.Columns.Count;
        if (Width(row.Cells) > columns && row.Flaw is null)
            return row with { Flaw = new Problem(row.Line, "", "row.ragged", ("cells", Text(Width(row.Cells))), ("columns", Text(columns))) };
        if (row.Cells.Count == columns || row.Flaw is not null && row.Cells.Count > columns)
            return row;
        return row with { Cells = [.. row.Cells.Take(columns), .. Enumerable.Repeat("", Math.Max(0, columns - row.Cells.Count))] };
    }

    private TableRow? ReadRow()
    {
        while (_sheet.Read())
        {
            if (_sheet.NodeType != XmlNodeType.Element || _sheet.LocalName != "row")
                continue;
            _row = long.TryParse(_sheet.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > _row ? number : _row + 1;
            if (_row > _limits.Rows)
                throw TableException.Of("table.too-many-rows", ("limit", Text(_limits.Rows)));
            return Cells();
        }
        return null;
    }

    private TableRow Cells()
    {
        var cells = new List<string>();
        Problem? flaw = null;
        if (_sheet.IsEmptyElement)
            return new TableRow(_row, cells);
        var depth = _sheet.Depth;
        var characters = 0;
        while (_sheet.Read() && _sheet.Depth > depth)
        {
            if (_sheet.NodeType != XmlNodeType.Element || _sheet.LocalName != "c")
                continue;
            var column = WorkbookCell.Column(_sheet.GetAttribute("r")) ?? cells.Count;
            if (column >= _limits.Columns)
                throw TableException.Of("table.too-wide", ("columns", Text(column + 1)), ("limit", Text(_limits.Columns)));
            while (cells.Count <= column)
                cells.Add("");
            var (text, fault) = WorkbookCell.Read(_sheet, _parts);
            characters += text.Length;
            cells[column] = text.Length < 40 ? _pool.Get(text) : text;
            if (fault is not null)
                flaw ??= new Problem(_row, Name(column), fault, ("value", text));
            else if (text.Length > _limits.CellCharacters)
                flaw ??= new Problem(_row, Name(column), "row.cell-too-long");
        }
        if (characters > _limits.RowCharacters)
            flaw ??= new Problem(_row, "", "row.too-long");
        return new TableRow(_row, cells, flaw);
    }

    private string Name(int column) => Head is { } head && column < head.Columns.Count ? head.Columns[column] : "";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

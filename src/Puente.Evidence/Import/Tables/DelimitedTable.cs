using System.Globalization;
using System.Text;

namespace Puente.Evidence.Import.Tables;

/// <summary>Delimited text of any common encoding, read as it streams.</summary>
internal sealed class DelimitedTable : ITable
{
    private const int BatchRows = 1000;
    private const int SampleCharacters = 64 * 1024;
    private readonly Stream _file;
    private readonly TextReader _text;
    private readonly DelimitedParser _parser;
    private readonly TableLimits _limits;
    private TableRow? _first;
    private long _rows;
    private bool _done;

    private DelimitedTable(Stream file, TextReader text, DelimitedParser parser, TableHead head, TableRow? first, TableLimits limits) =>
        (_file, _text, _parser, Head, _first, _limits) = (file, text, parser, head, first, limits);

    /// <inheritdoc/>
    public TableHead Head { get; }

    /// <inheritdoc/>
    public Problem? Fault { get; private set; }

    /// <inheritdoc/>
    public double Done => _done ? 1 : (double)_file.Position / Math.Max(1, _file.Length);

    /// <summary>Opens a seekable file.</summary>
    /// <exception cref="TableException">The file is empty, too wide, or its encoding has no such name.</exception>
    public static DelimitedTable Open(Stream file, TableOptions options)
    {
        var (encoding, certain) = options.Encoding is { } name
            ? (Encodings.ByName(name) ?? throw TableException.Of("table.encoding-unknown", ("encoding", name)), true)
            : Encodings.Detect(file);
        var sniff = Sniff(file, encoding, options);
        var preamble = options.Preamble ?? sniff.Preamble;
        var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, 64 * 1024, leaveOpen: true);
        var parser = new DelimitedParser(text, sniff.Delimiter, options.Limits);
        var state = parser.Read();
        while (state != RecordState.End && (parser.Line <= preamble || parser.Cells.TrueForAll(string.IsNullOrWhiteSpace)))
            state = parser.Read();
        if (state == RecordState.End)
            throw TableException.Of("table.empty");
        if (parser.Cells.Count > options.Limits.Columns)
            throw TableException.Of("table.too-wide", ("columns", Text(parser.Cells.Count)), ("limit", Text(options.Limits.Columns)));
        if (state != RecordState.Good)
            throw new TableException(new Problem(parser.Line, "", Code(state)));

        var (columns, problems) = options.HasHeader ? Headers.Name(parser.Cells, parser.Line) : (Headers.Numbered(parser.Cells.Count), []);
        var first = options.HasHeader ? (TableRow?)null : new TableRow(parser.Line, [.. parser.Cells]);
        if (!certain)
            problems.Add(new Problem(0, "", "table.encoding-assumed", ("encoding", encoding.WebName)));
        var head = new TableHead(TableFormat.Delimited, columns)
        {
            Encoding = encoding.WebName,
            EncodingCertain = certain,
            Delimiter = sniff.Delimiter,
            Preamble = preamble,
            Problems = problems,
        };
        return new DelimitedTable(file, text, parser, head, first, options.Limits);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (_done)
            return ValueTask.FromResult<IReadOnlyList<TableRow>?>(null);
        var rows = new List<TableRow>(BatchRows);
        if (_first is { } first)
        {
            rows.Add(Checked(first.Line, [.. first.Cells]));
            _first = null;
        }
        while (rows.Count < BatchRows)
        {
            var state = _parser.Read();
            if (state == RecordState.End)
            {
                _done = true;
                break;
            }
            if (++_rows > _limits.Rows)
            {
                _done = true;
                Fault = new Problem(_parser.Line, "", "table.too-many-rows", ("limit", Text(_limits.Rows)));
                break;
            }
            rows.Add(state == RecordState.Good
                ? Checked(_parser.Line, [.. _parser.Cells])
                : new TableRow(_parser.Line, [.. _parser.Cells], new Problem(_parser.Line, "", Code(state))));
        }
        return ValueTask.FromResult<IReadOnlyList<TableRow>?>(rows.Count == 0 ? null : rows);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _text.Dispose();
        return ValueTask.CompletedTask;
    }

    private TableRow Checked(long line, string[] cells)
    {
        var columns = Head.Columns;
        for (var i = 0; i < cells.Length; i++)
        {
            var bad = cells[i].AsSpan().IndexOfAny('\0', '\uFFFD');
            if (bad < 0)
                continue;
            var column = i < columns.Count ? columns[i] : "";
            return new TableRow(line, cells, new Problem(line, column, cells[i][bad] == '\0' ? "row.nul" : "row.undecodable"));
        }
        if (cells.Length == columns.Count)
            return new TableRow(line, cells);
        if (cells.All(string.IsNullOrWhiteSpace))
            return new TableRow(line, Fit(cells, columns.Count));
        if (cells.Length > columns.Count && cells.AsSpan(columns.Count).IndexOfAnyExcept("") < 0)
            return new TableRow(line, Fit(cells, columns.Count));
        return new TableRow(line, cells, new Problem(line, "", "row.ragged", ("cells", Text(cells.Length)), ("columns", Text(columns.Count))));
    }

    private static string[] Fit(string[] cells, int count)
    {
        var fitted = new string[count];
        Array.Fill(fitted, "");
        cells.AsSpan(0, Math.Min(count, cells.Length)).CopyTo(fitted);
        return fitted;
    }

    private static DelimitedSniff Sniff(Stream file, Encoding encoding, TableOptions options)
    {
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, 64 * 1024, leaveOpen: true);
        var buffer = new char[SampleCharacters];
        var read = text.ReadBlock(buffer, 0, buffer.Length);
        file.Position = 0;
        return DelimitedSniff.Of(new string(buffer, 0, read), read == buffer.Length, options.Delimiter, options.Limits);
    }

    private static string Code(RecordState state) => state switch
    {
        RecordState.BadQuote => "row.quote-inside",
        RecordState.OpenQuote => "row.quote-open",
        RecordState.TooLong => "row.too-long",
        _ => "row.cell-too-long",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Buffers;

namespace Puente.Evidence.Import.Tables;

/// <summary>What one record of delimited text turned out to be.</summary>
internal enum RecordState
{
    Good,
    End,
    BadQuote,
    OpenQuote,
    TooLong,
    CellTooLong,
}

/// <summary>
/// Splits delimited text into records after RFC 4180, leniently: any delimiter, LF, CR or CRLF, quotes doubled inside quotes.
/// A quote that is never closed costs its own line only: reading resumes on the next one.
/// </summary>
internal sealed class DelimitedParser(TextReader text, char delimiter, TableLimits limits)
{
    private readonly SearchValues<char> _stops = SearchValues.Create([delimiter, '\r', '\n']);
    private readonly TextPool _pool = new();
    private char[] _buffer = new char[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;
    private long _line = 1;

    /// <summary>Line on which the last record began.</summary>
    public long Line { get; private set; }

    /// <summary>Cells of the last record; after a flaw the one raw line.</summary>
    public List<string> Cells { get; } = [];

    /// <summary>Reads the next record.</summary>
    public RecordState Read()
    {
        Cells.Clear();
        Line = _line;
        if (_start == _end && !Fill())
            return RecordState.End;
        var at = 0;
        while (true)
        {
            if (!Has(at))
                return Finish(at, "");
            if (_buffer[_start + at] == '"')
            {
                var state = Quoted(ref at);
                if (state != RecordState.Good)
                    return Skip(state);
                if (!Has(at))
                    return Finish(at, null);
                var next = _buffer[_start + at];
                if (next == delimiter)
                {
                    at++;
                    continue;
                }
                return Finish(at, null);
            }
            var stop = Unquoted(at);
            if (stop < 0)
                return Skip(RecordState.TooLong);
            if (stop - at > limits.CellCharacters)
                return Skip(RecordState.CellTooLong);
            var cell = _pool.Get(_buffer.AsSpan(_start + at, stop - at));
            if (!Has(stop) || _buffer[_start + stop] != delimiter)
                return Finish(stop, cell);
            Cells.Add(cell);
            at = stop + 1;
        }
    }

    private int Unquoted(int at)
    {
        var from = at;
        while (true)
        {
            var found = _buffer.AsSpan(_start + from, _end - _start - from).IndexOfAny(_stops);
            if (found >= 0)
                return from + found;
            from = _end - _start;
            if (from > limits.RowCharacters)
                return -1;
            if (!Fill())
                return _end - _start;
        }
    }

    private RecordState Quoted(ref int at)
    {
        var open = ++at;
        var doubled = false;
        while (true)
        {
            var found = _buffer.AsSpan(_start + at, _end - _start - at).IndexOf('"');
            if (found < 0)
            {
                at = _end - _start;
                if (at > limits.RowCharacters || !Fill())
                    return RecordState.OpenQuote;
                continue;
            }
            at += found;
            if (Has(at + 1) && _buffer[_start + at + 1] == '"')
            {
                doubled = true;
                at += 2;
                continue;
            }
            break;
        }
        var content = _buffer.AsSpan(_start + open, at - open);
        at++;
        if (Has(at) && _buffer[_start + at] is var next && next != delimiter && next != '\r' && next != '\n')
            return RecordState.BadQuote;
        content = _buffer.AsSpan(_start + open, at - 1 - open);
        if (content.Length > limits.CellCharacters)
            return RecordState.CellTooLong;
        _line += Breaks(content);
        Cells.Add(doubled ? content.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : _pool.Get(content));
        return RecordState.Good;
    }

    private static int Breaks(ReadOnlySpan<char> content)
    {
        var feeds = content.Count('\n');
        return feeds > 0 ? feeds : content.Count('\r');
    }

    private RecordState Finish(int at, string? cell)
    {
        if (cell is not null)
            Cells.Add(cell);
        Consume(at);
        return RecordState.Good;
    }

    /// <summary>Leaves the first line of a flawed record behind and keeps it as the only cell.</summary>
    private RecordState Skip(RecordState state)
    {
        Cells.Clear();
        _line = Line;
        var from = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + from, _end - _start - from).IndexOfAny('\r', '\n');
            if (found >= 0)
            {
                from += found;
                break;
            }
            from = _end - _start;
            if (from > limits.RowCharacters)
            {
                // The line itself is beyond the bound: keep its beginning, forget the rest as it comes.
                if (Cells.Count == 0)
                    Cells.Add(new string(_buffer, _start, Math.Min(from, 1000)));
                _start = _end;
                from = 0;
            }
            if (!Fill())
            {
                from = _end - _start;
                break;
            }
        }
        if (Cells.Count == 0)
            Cells.Add(new string(_buffer, _start, from));
        Consume(from);
        return state;
    }

    private void Consume(int at)
    {
        _line++;
        if (!Has(at))
        {
            _start = _end;
            return;
        }
        var wasReturn = _buffer[_start + at] == '\r';
        at++;
        if (wasReturn && Has(at) && _buffer[_start + at] == '\n')
            at++;
        _start += at;
    }

    private bool Has(int at) => _start + at < _end || Fill() && _start + at < _end;

    /// <summary>Reads more text behind the current record, whose offsets stay valid. False at the end of the text.</summary>
    private bool Fill()
    {
        if (_ended)
            return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = text.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
        return read > 0;
    }
}

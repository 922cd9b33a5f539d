using System.Text;

namespace Puente.Evidence.Import.Tables;

/// <summary>Cuts a stream of UTF-8 into lines without decoding them.</summary>
internal sealed class JsonLineReader(Stream file, TableLimits limits)
{
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>1-based number of the line, 0 before the first.</summary>
    public long Line { get; private set; }

    /// <summary>The bytes of the line, valid until the next read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>True when the line is longer than a row may be; <see cref="Bytes"/> is then its beginning.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>True when the line is white space.</summary>
    public bool IsBlank => !IsTooLong && Bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0;

    /// <summary>The first characters of the line, to show what is wrong.</summary>
    public string Beginning => Encoding.UTF8.GetString(Bytes.Span[..Math.Min(Bytes.Length, 4000)]);

    /// <summary>Goes to the next line.</summary>
    public bool Read()
    {
        IsTooLong = false;
        var from = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + from, _end - _start - from).IndexOf((byte)'\n');
            if (found >= 0)
                return Take(from + found, 1);
            from = _end - _start;
            if (from > limits.RowCharacters)
                return TakeTooLong(from);
            if (!Fill())
                return from > 0 && Take(from, 0);
        }
    }

    private bool Take(int length, int feed)
    {
        var bytes = _buffer.AsMemory(_start, length);
        _start += length + feed;
        if (++Line == 1 && bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        Bytes = bytes;
        return true;
    }

    private bool TakeTooLong(int length)
    {
        Line++;
        IsTooLong = true;
        var beginning = _buffer.AsSpan(_start, Math.Min(length, 4000)).ToArray();
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (found >= 0)
            {
                _start += found + 1;
                break;
            }
            _start = _end;
            if (!Fill())
                break;
        }
        Bytes = beginning;
        return true;
    }

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
        var read = file.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
        return read > 0;
    }
}

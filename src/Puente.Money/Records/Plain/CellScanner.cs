using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Puente.Money.Records.Plain;

/// <summary>A cell of a row, without the blanks around it.</summary>
internal readonly unsafe struct Cell(byte* at, int length)
{
    public byte* At => at;

    public int Length => length;

    public ReadOnlySpan<byte> Bytes => new(at, length);
}

/// <summary>Cuts a stretch of bytes into rows and cells (RFC 4180, lenient): finds the signs that part them thirty-two bytes at a time.</summary>
internal sealed unsafe class CellScanner : IDisposable
{
    private const int Block = 32, Room = 1 << 16;
    private readonly byte* _end;
    private readonly byte _delimiter;
    private readonly byte* _scratch = (byte*)NativeMemory.Alloc(Room);
    private byte* _block;
    private byte* _row;
    private uint _signs;
    private int _scratchUsed;

    public CellScanner(byte* at, byte* end, byte delimiter)
    {
        _end = end;
        _delimiter = delimiter;
        _row = at;
        Seek(at);
    }

    /// <summary>Where the next row begins; the end when there is none.</summary>
    public byte* Row => _row;

    /// <summary>Line ends within quotes of the last row.</summary>
    public int LinesWithin { get; private set; }

    /// <summary>Reads a row and keeps its first cells. Gives how many there are.</summary>
    public int Read(Cell[] cells)
    {
        var at = _row;
        var count = 0;
        (LinesWithin, _scratchUsed) = (0, 0);
        while (true)
        {
            var quoted = at < _end && *at == '"' ? Quoted(at) : null;
            var sign = Next();
            if (count < cells.Length) cells[count] = quoted ?? Trim(at, sign);
            count++;
            if (sign == _end || *sign == '\n')
            {
                _row = sign == _end ? _end : sign + 1;
                return count;
            }

            at = sign + 1;
        }
    }

    public void Dispose() => NativeMemory.Free(_scratch);

    private static Cell Trim(byte* at, byte* end)
    {
        while (end > at && end[-1] is (byte)' ' or (byte)'\r' or (byte)'\t') end--;
        while (at < end && *at is (byte)' ' or (byte)'\t') at++;
        return new Cell(at, (int)(end - at));
    }

    /// <summary>The content of a cell in quotes, with the scanner set behind it; null when the quote is never closed or something follows it.</summary>
    private Cell? Quoted(byte* open)
    {
        var at = open + 1;
        var (doubled, lines) = (false, 0);
        for (; ; at++)
        {
            if (at >= _end || at - open > Room) return null;
            if (*at == '\n') lines++;
            if (*at != '"') continue;
            if (at + 1 >= _end || at[1] != '"') break;
            doubled = true;
            at++;
        }

        var after = at + 1;
        if (after < _end && *after != _delimiter && *after != '\n' && *after != '\r') return null;
        LinesWithin += lines;
        Seek(after);
        if (!doubled || _scratchUsed + (at - open) > Room) return Trim(open + 1, at);
        var start = _scratch + _scratchUsed;
        var to = start;
        for (var from = open + 1; from < at; from++)
        {
            *to++ = *from;
            if (*from == '"') from++;
        }

        _scratchUsed = (int)(to - _scratch);
        return Trim(start, to);
    }

    private void Seek(byte* at)
    {
        _block = at;
        _signs = Signs();
    }

    private byte* Next()
    {
        while (_signs == 0)
        {
            if (_block + Block >= _end) return _end;
            _block += Block;
            _signs = Signs();
        }

        var sign = _block + BitOperations.TrailingZeroCount(_signs);
        _signs &= _signs - 1;
        return sign;
    }

    private uint Signs()
    {
        if (_end - _block >= Block)
        {
            var bytes = Vector256.Load(_block);
            return (Vector256.Equals(bytes, Vector256.Create(_delimiter)) | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))).ExtractMostSignificantBits();
        }

        var signs = 0u;
        for (var i = 0; _block + i < _end; i++)
            if (_block[i] == _delimiter || _block[i] == '\n') signs |= 1u << i;
        return signs;
    }
}

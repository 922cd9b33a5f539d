using System.Buffers.Text;
using System.Text;

namespace Puente.Money.Records;

/// <summary>Ids of consecutive rows: eight bytes each while they are plain whole numbers, else their text.</summary>
internal sealed class IdPart(int capacity)
{
    private const int MostDigits = 18;
    private long[]? _numbers = GC.AllocateUninitializedArray<long>(capacity);
    private int[] _ends = [];
    private byte[] _text = [];
    private int _used;

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> id)
    {
        if (_numbers is not null)
        {
            if (Number(id) is { } number)
            {
                if (Count == _numbers.Length) Array.Resize(ref _numbers, Math.Max(16, Count * 2));
                _numbers[Count++] = number;
                return;
            }

            ToText();
        }

        Append(id);
    }

    public ReadOnlySpan<byte> Bytes(int row, Span<byte> scratch)
    {
        if (_numbers is null) return _text.AsSpan((row == 0 ? 0 : _ends[row - 1])..(_ends[row]));
        Utf8Formatter.TryFormat(_numbers[row], scratch, out var written);
        return scratch[..written];
    }

    public void Find(ReadOnlySpan<byte> id, int first, List<int> into)
    {
        if (_numbers is not null)
        {
            if (Number(id) is not { } number) return;
            for (int at, from = 0; (at = _numbers.AsSpan(from, Count - from).IndexOf(number)) >= 0; from += at + 1) into.Add(first + from + at);
            return;
        }

        for (var row = 0; row < Count; row++)
            if (Bytes(row, default).SequenceEqual(id)) into.Add(first + row);
    }

    private static long? Number(ReadOnlySpan<byte> id)
    {
        if (id.Length is 0 or > MostDigits || id[0] == '0' && id.Length > 1) return null;
        var number = 0L;
        foreach (var b in id)
        {
            if (b is < (byte)'0' or > (byte)'9') return null;
            number = unchecked(number * 10 + (b - '0'));
        }

        return number;
    }

    private void ToText()
    {
        var (numbers, count) = (_numbers!, Count);
        (_numbers, Count, _ends, _text) = (null, 0, new int[numbers.Length], new byte[numbers.Length * 12]);
        Span<byte> scratch = stackalloc byte[MostDigits + 2];
        for (var i = 0; i < count; i++)
        {
            Utf8Formatter.TryFormat(numbers[i], scratch, out var written);
            Append(scratch[..written]);
        }
    }

    private void Append(ReadOnlySpan<byte> id)
    {
        if (_used + id.Length > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + id.Length + 64));
        if (Count == _ends.Length) Array.Resize(ref _ends, Math.Max(16, Count * 2));
        id.CopyTo(_text.AsSpan(_used));
        _used += id.Length;
        _ends[Count++] = _used;
    }
}

/// <summary>The ids of a table; none when the record has no column for them.</summary>
internal sealed class IdColumn(IReadOnlyList<IdPart> parts, Encoding encoding)
{
    public bool IsEmpty => parts.Count == 0;

    public string? this[int row]
    {
        get
        {
            Span<byte> scratch = stackalloc byte[24];
            foreach (var part in parts)
            {
                if (row < part.Count) return Plain.PlainText.Decode(part.Bytes(row, scratch), encoding);
                row -= part.Count;
            }

            return null;
        }
    }

    public IReadOnlyList<int> Find(string id)
    {
        var (bytes, found, first) = (encoding.GetBytes(id), new List<int>(), 0);
        foreach (var part in parts)
        {
            part.Find(bytes, first, found);
            first += part.Count;
        }

        return found;
    }
}

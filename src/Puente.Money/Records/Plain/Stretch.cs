namespace Puente.Money.Records.Plain;

/// <summary>A part of a file that begins and ends with whole rows.</summary>
internal readonly unsafe struct Stretch(byte* at, byte* end, int lines)
{
    private const long Smallest = 1 << 22, Piece = 1 << 30;

    public byte* At => at;

    public byte* End => end;

    /// <summary>Line ends in it.</summary>
    public int Lines => lines;

    /// <summary>No more rows than this are in it.</summary>
    public int MostRows => lines + (end > at && end[-1] != '\n' ? 1 : 0);

    /// <summary>Cuts the rows of a file into about equal parts, where no quote is open.</summary>
    public static List<Stretch> Cut(PlainBytes bytes, int firstLine, int parts)
    {
        byte* at = bytes.At, end = bytes.At + bytes.Length;
        for (var line = 1; line < firstLine && at < end; line++) at = LineEnd(at, end);
        parts = (int)Math.Clamp((end - at) / Smallest, 1, parts);
        var bounds = new byte*[parts + 1];
        for (var i = 0; i <= parts; i++) bounds[i] = at + (end - at) * i / parts;
        var (lines, quotes) = (new long[parts], new long[parts]);
        Parallel.For(0, parts, i =>
        {
            lines[i] = Count(bounds[i], bounds[i + 1], (byte)'\n');
            quotes[i] = Count(bounds[i], bounds[i + 1], (byte)'"');
        });
        var open = false;
        for (var i = 1; i < parts; i++)
        {
            open ^= (quotes[i - 1] & 1) == 1;
            var bound = bounds[i];
            var within = open;
            for (; bound < end; bound++)
            {
                if (*bound == '"') within = !within;
                else if (*bound == '\n' && !within) break;
            }

            bound = bound < end ? bound + 1 : end;
            var moved = Count(bounds[i], bound, (byte)'\n');
            (lines[i - 1], lines[i]) = (lines[i - 1] + moved, lines[i] - moved);
            bounds[i] = bound;
        }

        return Within(bounds, lines);
    }

    /// <summary>A quote that stays open runs over the next bounds: what would have no rows is left out.</summary>
    private static List<Stretch> Within(byte*[] bounds, long[] lines)
    {
        var stretches = new List<Stretch>();
        var from = bounds[0];
        var carried = 0L;
        for (var i = 0; i < lines.Length; i++)
        {
            carried += lines[i];
            if (bounds[i + 1] <= from && i + 1 < lines.Length) continue;
            stretches.Add(new Stretch(from, bounds[i + 1], checked((int)carried)));
            from = bounds[i + 1];
            carried = 0;
        }

        return stretches;
    }

    private static byte* LineEnd(byte* at, byte* end)
    {
        while (at < end && *at != '\n') at++;
        return at < end ? at + 1 : end;
    }

    private static long Count(byte* from, byte* to, byte what)
    {
        var count = 0L;
        for (; from < to; from += Piece) count += new ReadOnlySpan<byte>(from, (int)Math.Min(Piece, to - from)).Count(what);
        return count;
    }
}

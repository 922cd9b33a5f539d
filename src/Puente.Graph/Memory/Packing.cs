namespace Puente.Graph.Memory;

/// <summary>Packs columns into segments: counted per vertex, dealt out in the order of the rows, then each vertex put in order of time.</summary>
internal static unsafe class Packing
{
    /// <summary>A power of two of vertices a segment, so that there are 16 to 64 segments, and none is smaller than 1,024 vertices.</summary>
    public static int ShiftFor(int vertices)
    {
        var shift = 10;
        while (vertices >> shift > 48) shift++;
        return shift;
    }

    public static Segment[] Pack(EdgeColumns rows, int vertices, int shift)
    {
        var count = Math.Max(1, (int)(((long)vertices + (1 << shift) - 1) >> shift));
        var (outs, ins) = (new Adjacency[count], new Adjacency[count]);
        var ordered = IsOrdered(rows.Time);
        fixed (int* from = rows.From, to = rows.To)
        fixed (long* time = rows.Time, amount = rows.Amount)
        fixed (ushort* kind = rows.Kind, mark = rows.Mark)
        {
            var pinned = new Columns(from, to, time, amount, kind, mark, rows.Count);
            Parallel.Invoke(
                () => Deal(pinned, pinned.From, pinned.To, outs, shift, ordered),
                () => Deal(pinned, pinned.To, pinned.From, ins, shift, ordered));
        }

        return [.. outs.Zip(ins, (o, i) => new Segment(o, i))];
    }

    private static void Deal(Columns rows, int* end, int* other, Adjacency[] into, int shift, bool ordered)
    {
        var mask = (1 << shift) - 1;
        var counts = new int[into.Length << shift];
        for (var row = 0; row < rows.Count; row++) counts[end[row]]++;
        var heads = new Head*[into.Length];
        var edges = new Edge*[into.Length];
        for (var s = 0; s < into.Length; s++)
        {
            var degrees = counts.AsSpan(s << shift, 1 << shift);
            var sum = 0;
            foreach (var degree in degrees) sum += degree;
            into[s] = new Adjacency(1 << shift, sum);
            heads[s] = into[s].Heads;
            edges[s] = into[s].Edges;
            var start = 0u;
            for (var v = 0; v < degrees.Length; v++)
            {
                heads[s][v].Start = start;
                start += (uint)degrees[v];
                degrees[v] = (int)heads[s][v].Start;
            }

            heads[s][degrees.Length].Start = start;
        }

        unchecked
        {
            for (var row = 0; row < rows.Count; row++)
            {
                var vertex = end[row];
                edges[vertex >> shift][counts[vertex]++] = new Edge(other[row], row, rows.Time[row], rows.Amount == null ? 0 : rows.Amount[row],
                    rows.Kind == null ? (ushort)0 : rows.Kind[row], rows.Mark == null ? (ushort)0 : rows.Mark[row]);
            }
        }

        if (ordered) return;
        Parallel.ForEach(into, segment =>
        {
            for (var v = 0; v <= mask; v++) Ordering.Sort(segment.PackedOf(v));
        });
    }

    private static bool IsOrdered(ReadOnlySpan<long> times)
    {
        for (var i = 1; i < times.Length; i++)
            if (times[i] < times[i - 1]) return false;
        return true;
    }

    private sealed class Columns(int* from, int* to, long* time, long* amount, ushort* kind, ushort* mark, int count)
    {
        public readonly int* From = from;
        public readonly int* To = to;
        public readonly long* Time = time;
        public readonly long* Amount = amount;
        public readonly ushort* Kind = kind;
        public readonly ushort* Mark = mark;
        public readonly int Count = count;
    }
}

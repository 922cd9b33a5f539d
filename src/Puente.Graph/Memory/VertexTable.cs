using System.Collections.Concurrent;

namespace Puente.Graph.Memory;

/// <summary>
/// What a walk notes at each vertex it has come to, one entry a vertex, kept between questions: an entry counts only when its stamp is of
/// the question's own. Two stamps a question, one for each side of a search from both ends.
/// </summary>
internal sealed class VertexTable
{
    private static readonly ConcurrentBag<VertexTable> Resting = [];
    private int _stamp;

    private VertexTable(int vertices) => Entries = new Entry[vertices];

    public Entry[] Entries { get; }

    /// <summary>The first of the question's two stamps; the second is one more.</summary>
    public int Stamp => _stamp;

    /// <summary>A table with an entry for every vertex below <paramref name="vertices"/>, none of which counts.</summary>
    public static VertexTable Rent(int vertices)
    {
        if (!Resting.TryTake(out var table) || table.Entries.Length < vertices) table = new VertexTable(vertices + vertices / 8);
        if (table._stamp > int.MaxValue - 4)
        {
            Array.Clear(table.Entries);
            table._stamp = 0;
        }

        table._stamp += 2;
        return table;
    }

    public void Rest()
    {
        if (Resting.Count < 2 * Environment.ProcessorCount) Resting.Add(this);
    }

    internal struct Entry
    {
        public int Stamp;
        public int Parent;
        public int Edge;
        public int Depth;
    }
}

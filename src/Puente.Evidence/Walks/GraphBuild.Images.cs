using System.Text;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Graph;

namespace Puente.Evidence.Walks;

/// <content>What the numbers of a graph of rows stand for, as an image keeps it beside the graph. An image holds rows of datasets only; what the record says is read from the store.</content>
internal sealed partial class GraphBuild
{
    private int _changes;

    /// <summary>Counts what was changed of rows that stood in the graph, and that it was given up; an image that was being written meanwhile is no good.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>The datasets in the order of their ordinals, while none was taken out.</summary>
    public IEnumerable<DatasetId> Imaged => _datasets.Select(d => new DatasetId(d));

    /// <summary>The books of a graph that holds rows of datasets and nothing else, copied.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Books()
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            to.Write(Slots.Count);
            for (var slot = 0; slot < Slots.Count; slot++) to.Write(Slots[slot].Marking);
            to.Write(Sorts.Count);
            for (var sort = 0; sort < Sorts.Count; sort++)
            {
                to.Write(_archive.Codes[Sorts[sort].Kind]);
                to.Write(_archive.Codes[Sorts[sort].Currency]);
            }

            to.Write(_datasets.Count);
            foreach (var dataset in _datasets)
            {
                to.Write(dataset);
                Write(to, _told[new DatasetId(dataset)]);
            }

            to.Write(_stretches.Count);
            foreach (var stretch in _stretches)
            {
                to.Write(stretch.FirstReference);
                to.Write(stretch.LastReference);
                to.Write(stretch.FirstEdge);
                to.Write(stretch.Count);
            }
        }

        return [bytes.ToArray(), .. Vertices.ToBytes()];
    }

    /// <summary>A graph of rows with its books as an image gave them.</summary>
    public static async Task<GraphBuild> OfAsync(TemporalGraph graph, IReadOnlyList<byte[]> books, Func<long, bool> inForce, Archive archive)
    {
        var build = new GraphBuild(inForce, archive) { Vertices = VertexBook.Of([.. books.Skip(1)]) };
        build.Graph.Dispose();
        build.Graph = graph;
        using var from = new BinaryReader(new MemoryStream(books[0]), Encoding.UTF8);
        for (var left = from.ReadInt32(); left > 0; left--) build.Slots.Of(new Slot(from.ReadInt64(), -1, -1, IsRow: true));
        for (var left = from.ReadInt32(); left > 0; left--) await build.SortAsync(from.ReadString(), from.ReadString());
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            build._datasets.Add(from.ReadInt64());
            build._told[new DatasetId(build._datasets[^1])] = Told(from);
        }

        for (var left = from.ReadInt32(); left > 0; left--) build._stretches.Add(new Stretch(from.ReadInt64(), from.ReadInt64(), from.ReadInt32(), from.ReadInt32()));
        return build;
    }

    /// <summary>The number of a kind and a currency by their codes.</summary>
    public async Task<ushort> SortAsync(string kind, string currency)
    {
        var codes = await _archive.Codes.InternAsync([kind, currency]);
        return Sorts.Of(codes[kind], codes[currency]);
    }

    private static void Write(BinaryWriter to, RowsTold told)
    {
        to.Write(told.Marking);
        to.Write(told.Rows);
        to.Write(told.Known.Count);
        foreach (var (row, number) in told.Known)
        {
            to.Write(row);
            to.Write(number);
        }

        foreach (var rows in new[] { told.Froms, told.Tos })
        {
            to.Write(rows.Count);
            foreach (var row in rows) to.Write(row);
        }
    }

    private static RowsTold Told(BinaryReader from)
    {
        var (marking, rows, known) = (from.ReadInt64(), from.ReadInt64(), new Dictionary<long, long>());
        for (var left = from.ReadInt32(); left > 0; left--) known.Add(from.ReadInt64(), from.ReadInt64());
        var told = new RowsTold(known, marking, rows);
        foreach (var those in new[] { told.Froms, told.Tos })
            for (var left = from.ReadInt32(); left > 0; left--) those.Add(from.ReadInt64());
        return told;
    }

    /// <summary>Counted before the graph is touched, so that who counts afterwards has not missed it.</summary>
    public void RowsChanged() => Interlocked.Increment(ref _changes);
}

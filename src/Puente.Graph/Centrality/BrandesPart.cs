using Puente.Graph.Budgets;
using Puente.Graph.Projections;

namespace Puente.Graph.Centrality;

/// <summary>Goes out from sources, one after the other, on one thread, and adds up what each leaves at every vertex.</summary>
internal sealed class BrandesPart
{
    private readonly Projection _graph;
    private readonly Note[] _notes;
    private readonly int[] _order;
    private readonly double[]? _squares;
    private Meter _meter;

    public BrandesPart(Projection graph, bool squares, Budget budget)
    {
        (_graph, _notes, _order, _meter) = (graph, new Note[graph.Count], new int[graph.Count], new Meter(budget));
        Sum = new double[graph.Count];
        _squares = squares ? new double[graph.Count] : null;
    }

    public double[] Sum { get; }

    public int Walked { get; private set; }

    public Cut Cut => _meter.Cut;

    public double SquareAt(int vertex) => _squares?[vertex] ?? 0;

    /// <summary>False when the budget is used up; what this source would have left is then not counted.</summary>
    public bool GoOutFrom(int source)
    {
        var (notes, order, starts, to) = (_notes, _order, _graph.Starts, _graph.To);
        for (var v = 0; v < notes.Length; v++) notes[v].Depth = -1;
        var (done, count) = (0, 1);
        order[0] = source;
        notes[source] = new Note { Depth = 0, Paths = 1 };
        unchecked
        {
            for (; done < count; done++)
            {
                var at = order[done];
                var (depth, paths) = (notes[at].Depth + 1, notes[at].Paths);
                var (first, end) = (starts[at], starts[at + 1]);
                for (var i = first; i < end; i++)
                {
                    ref var note = ref notes[to[i]];
                    if (note.Depth < 0)
                    {
                        (note.Depth, note.Paths) = (depth, paths);
                        order[count++] = to[i];
                    }
                    else if (note.Depth == depth)
                    {
                        note.Paths += paths;
                    }
                }

                if (!_meter.Spend(end - first)) return false;
            }

            // Deepest first: what hangs on each vertex is complete before the one above asks.
            while (--done >= 0)
            {
                var at = order[done];
                var (below, sum) = (notes[at].Depth + 1, 0.0);
                for (var i = starts[at]; i < starts[at + 1]; i++)
                {
                    ref var note = ref notes[to[i]];
                    if (note.Depth == below) sum += note.Share;
                }

                var hangs = sum * notes[at].Paths;
                notes[at].Share = (1 + hangs) / notes[at].Paths;
                if (done == 0) break;
                Sum[at] += hangs;
                if (_squares is not null) _squares[at] += hangs * hangs;
            }
        }

        Walked++;
        return true;
    }

    private struct Note
    {
        public int Depth;
        public double Paths;
        public double Share;
    }
}

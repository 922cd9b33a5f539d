using Puente.Evidence.Sharing;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Tracing.Node;

/// <summary>
/// Lines of two returns that are one transfer and of which the graph keeps both, since their markings differ: the viewer who sees the two counts them once, by the
/// line that went out.
/// </summary>
/// <param name="Replaced">By the edge of the line that came in, that of the line that went out.</param>
/// <param name="Told">By the edge of the line that went out, the vertex of the account that the other line names.</param>
/// <param name="Counted">The lines that went out, of all pairs that count once.</param>
internal sealed record BookPairs(IReadOnlyDictionary<int, int> Replaced, IReadOnlyDictionary<int, int> Told, IReadOnlySet<WalkSource> Counted)
{
    /// <summary>Reads the pairs that the viewer may see.</summary>
    public static async Task<BookPairs> ReadAsync(Viewer by, Walk walk, ReturnDesk returns, PairDesk pairs, CancellationToken stop)
    {
        var datasets = (await returns.ListAsync(by, null, stop)).ToDictionary(r => r.Id, r => r.Dataset);
        var once = (await pairs.ListAsync(by, null, int.MaxValue, stop)).Where(p => p.CountsOnce).ToList();
        WalkSource Of(PairSide side) => new(null, datasets[side.Return], side.Row);
        var found = once.Count == 0 ? new Dictionary<WalkSource, int>() : walk.Find([.. once.SelectMany(p => new[] { Of(p.Out), Of(p.In) })]);
        var (replaced, told) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        foreach (var pair in once)
        {
            if (!found.TryGetValue(Of(pair.Out), out var went) || !found.TryGetValue(Of(pair.In), out var came)) continue;
            replaced[came] = went;
            if (walk.Vertex(pair.In.Account) is { } vertex) told[went] = vertex;
        }

        return new BookPairs(replaced, told, once.Select(p => Of(p.Out)).ToHashSet());
    }
}

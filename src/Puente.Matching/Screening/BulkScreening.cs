using Puente.Matching.Names;

namespace Puente.Matching.Screening;

/// <summary>Screens many names on every core, and gives the answers in the order of the names.</summary>
public static class BulkScreening
{
    private const int Batch = 8192;

    /// <summary>The hits of each name, streamed in order. The names are read lazily, a few thousand at a time.</summary>
    /// <param name="index">The list.</param>
    /// <param name="names">The names with what they are.</param>
    /// <param name="at">The least score.</param>
    /// <param name="most">The most hits of a name.</param>
    /// <param name="threads">How many cores to use; all when 0.</param>
    public static IEnumerable<IReadOnlyList<ScreeningHit>> Run(ScreeningIndex index, IEnumerable<(string Text, NameKind Kind)> names, double at = ScreeningSearch.DefaultAt, int most = 20, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(names);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        var searches = new System.Collections.Concurrent.ConcurrentBag<ScreeningSearch>();
        foreach (var batch in names.Chunk(Batch))
        {
            var hits = new IReadOnlyList<ScreeningHit>[batch.Length];
            Parallel.For(0, batch.Length, options, () => searches.TryTake(out var kept) ? kept : index.Open(), (i, _, search) =>
            {
                hits[i] = search.Find(batch[i].Text, batch[i].Kind, at, most);
                return search;
            }, searches.Add);
            foreach (var found in hits) yield return found;
        }
    }
}

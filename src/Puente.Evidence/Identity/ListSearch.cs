using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <summary>Finds the entries of a list that are near somebody, by any name and by numbers.</summary>
internal sealed class ListSearch
{
    private const int MostHits = 20;
    private const int ShortestNumber = 6;
    private readonly ScreeningSearch _names;
    private readonly Dictionary<string, Listed> _listed = new(StringComparer.Ordinal);
    private readonly ILookup<(string, string), Listed> _numbers;

    /// <summary>Prepares a list.</summary>
    public ListSearch(ScreeningList list)
    {
        _names = new ScreeningIndex(list).Open();
        foreach (var entry in list.Entries) _listed.TryAdd(entry.Id, new Listed(entry));
        _numbers = _listed.Values.SelectMany(l => l.Identifiers.Where(i => i.Value.Length >= ShortestNumber).Select(i => (Key: (i.Kind, i.Value), Of: l))).ToLookup(x => x.Key, x => x.Of);
    }

    /// <summary>The entries that are at least possible, judged from what is seen.</summary>
    public IEnumerable<ListEntry> Find(Seen seen) =>
        seen.Faces.Select(f => f.Name.Original).Distinct(StringComparer.Ordinal)
            .SelectMany(n => _names.Find(n, seen.Of.Kind, NameScore.PossibleFrom, MostHits).Select(h => _listed[h.Entry.Id]))
            .Concat((seen.Faces[0].Identifiers ?? []).SelectMany(i => _numbers[(i.Kind, i.Value)]))
            .Distinct().Where(l => l.Best(seen) is not null).Select(l => l.Entry);
}

using Puente.Matching.Names;

namespace Puente.Matching.Linkage;

/// <summary>A store that grows: each new record is compared with those that came before and share a key with it.</summary>
public sealed class GrowingIndex
{
    private const int MostOfKey = 400;

    private readonly List<LinkageRecord> _records = [];
    private readonly Dictionary<ulong, List<int>> _byKey = [];
    private readonly List<ulong> _keys = [];
    private readonly HashSet<int> _met = [];

    /// <summary>The records so far, in the order in which they came.</summary>
    public IReadOnlyList<LinkageRecord> Records => _records;

    /// <summary>Adds a record and gives the earlier ones that it may be one with, best first.</summary>
    /// <param name="record">The new record.</param>
    /// <param name="at">The least score.</param>
    public IReadOnlyList<LinkedPair> Add(LinkageRecord record, double at = NameScore.PossibleFrom)
    {
        ArgumentNullException.ThrowIfNull(record);
        _keys.Clear();
        _met.Clear();
        BlockingKeys.Write(record, _keys);
        var found = new List<LinkedPair>();
        foreach (var key in _keys)
        {
            if (!_byKey.TryGetValue(key, out var others)) _byKey[key] = others = [];
            // Of a crowded key the latest are compared; the record shares rarer keys with whom it is.
            foreach (var other in others.Skip(others.Count - MostOfKey))
            {
                if (!_met.Add(other)) continue;
                var score = RecordMatcher.Score(_records[other], record);
                if (score.Score >= at) found.Add(new LinkedPair(other, _records.Count, score));
            }

            others.Add(_records.Count);
        }

        _records.Add(record);
        return [.. found.OrderByDescending(f => f.Result.Score).ThenBy(f => f.Left)];
    }
}

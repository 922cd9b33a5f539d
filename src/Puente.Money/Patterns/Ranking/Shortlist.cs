using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Ranking;

/// <summary>The best candidates of each pattern, as many as are kept, each once; how many there were is counted. One for each thread.</summary>
internal sealed class Shortlist(int keep)
{
    private readonly PriorityQueue<Candidate, (double, (ulong, ulong))>[] _best = [.. Enum.GetValues<Pattern>().Select(_ => new PriorityQueue<Candidate, (double, (ulong, ulong))>())];
    private readonly HashSet<(ulong, ulong)> _seen = [];

    /// <summary>How many there were of each pattern, kept or not.</summary>
    public long[] Met { get; } = new long[Enum.GetValues<Pattern>().Length];

    /// <summary>False when it would not be kept, so that nothing need be made of it. Counts it.</summary>
    public bool Offer(Pattern pattern, in Weights weights, ReadOnlySpan<Leg> legs)
    {
        var print = Candidate.PrintOf(pattern, legs);
        if (_seen.Contains(print)) return false;
        Met[(int)pattern]++;
        var best = _best[(int)pattern];
        return best.Count < keep || !best.TryPeek(out _, out var worst) || (weights.Total, print).CompareTo(worst) > 0;
    }

    /// <summary>False when even this much would not be kept; then counts it.</summary>
    public bool Hopes(Pattern pattern, double most)
    {
        var best = _best[(int)pattern];
        if (best.Count < keep || !best.TryPeek(out _, out var worst) || most >= worst.Item1) return true;
        Met[(int)pattern]++;
        return false;
    }

    /// <summary>Keeps a candidate that <see cref="Offer"/> let pass.</summary>
    public void Add(Candidate candidate)
    {
        var best = _best[(int)candidate.Pattern];
        if (!_seen.Add(candidate.Print)) return;
        best.Enqueue(candidate, (candidate.Weights.Total, candidate.Print));
        if (best.Count > keep) _seen.Remove(best.Dequeue().Print);
    }

    /// <summary>Everything kept, in no order.</summary>
    public IEnumerable<Candidate> All => _best.SelectMany(q => q.UnorderedItems.Select(i => i.Element));

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var best in _best) best.Clear();
        _seen.Clear();
        Array.Clear(Met);
    }

    /// <summary>Takes over what another has kept.</summary>
    public void Merge(Shortlist other)
    {
        for (var pattern = 0; pattern < Met.Length; pattern++) Met[pattern] += other.Met[pattern];
        foreach (var candidate in other.All) Add(candidate);
    }
}

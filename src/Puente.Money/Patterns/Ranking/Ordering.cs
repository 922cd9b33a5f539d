namespace Puente.Money.Patterns.Ranking;

/// <summary>
/// The order in which findings are read: best first, but a finding that shows little new waits. What a finding has in common with better ones lowers it, so that the
/// first screen shows distinct things about distinct accounts; nothing but near copies of the same pattern is left out.
/// </summary>
internal static class Ordering
{
    /// <summary>Orders candidates; the number beside each is its place's worth, falling from the first to the last.</summary>
    public static List<(Candidate Found, double Worth)> Order(IEnumerable<Candidate> candidates)
    {
        var shown = new Dictionary<int, List<int>>();
        var centres = new Dictionary<(Pattern, int), int>();
        var ordered = new List<(Candidate Found, double Worth)>();
        var queue = new PriorityQueue<Candidate, (double, (ulong, ulong))>();
        foreach (var candidate in candidates) queue.Enqueue(candidate, (-candidate.Weights.Score, candidate.Print));
        while (queue.TryDequeue(out var candidate, out var key))
        {
            var common = Common(candidate, shown, ordered, out var copy);
            if (copy) continue;
            var again = candidate.Centres.Length == 0 ? 0 : candidate.Centres.Average(c => Math.Min(8, centres.GetValueOrDefault((candidate.Pattern, c))));
            var worth = candidate.Weights.Score * (1 - 0.75 * common) * Math.Pow(0.85, again);
            // Worth only falls as more is shown: what still leads with its worth of now is next.
            if (queue.TryPeek(out _, out var next) && (-worth, candidate.Print).CompareTo(next) > 0 && worth < -key.Item1)
            {
                queue.Enqueue(candidate, (-worth, candidate.Print));
                continue;
            }

            foreach (var leg in candidate.Legs)
            {
                if (!shown.TryGetValue(leg.Payment.Row, out var list)) shown.Add(leg.Payment.Row, list = []);
                if (list.Count < 24) list.Add(ordered.Count);
            }

            foreach (var centre in candidate.Centres) centres[(candidate.Pattern, centre)] = centres.GetValueOrDefault((candidate.Pattern, centre)) + 1;
            ordered.Add((candidate, worth));
        }

        return ordered;
    }

    /// <summary>The share of a candidate's payments that a better finding shows already; a copy when it is the same pattern and nearly the same payments.</summary>
    private static double Common(Candidate candidate, Dictionary<int, List<int>> shown, List<(Candidate Found, double Worth)> ordered, out bool copy)
    {
        copy = false;
        Dictionary<int, int>? with = null;
        var seen = 0;
        foreach (var leg in candidate.Legs)
        {
            if (!shown.TryGetValue(leg.Payment.Row, out var list)) continue;
            seen++;
            with ??= [];
            foreach (var at in list) with[at] = with.GetValueOrDefault(at) + 1;
        }

        if (with is null) return 0;
        foreach (var (at, shared) in with)
        {
            var better = ordered[at].Found;
            if (better.Pattern != candidate.Pattern) continue;
            var union = better.Legs.Length + candidate.Legs.Length - shared;
            if (shared >= 0.8 * union) copy = true;
        }

        return seen / (double)candidate.Legs.Length;
    }
}

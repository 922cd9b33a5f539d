using Puente.Money.Patterns.Ranking;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Stacks that are full: where several accounts pay the same middles and these pay the same others, every pair of ends is a scatter-gather. Pairs that share most of
/// their middles are one stack.
/// </summary>
internal static class LayerJoin
{
    /// <summary>Reads the scatter-gathers kept so far and offers the stacks that they are part of.</summary>
    public static void Join(Scope scope)
    {
        var layers = scope.Shortlist.All.Where(c => c.Pattern == Pattern.ScatterGather)
            .OrderByDescending(c => c.Weights.Total).ThenBy(c => c.Print).Select(c => (Found: c, Middles: Middles(c))).ToList();
        var of = new Dictionary<int, List<int>>();
        for (var i = 0; i < layers.Count; i++)
            foreach (var middle in layers[i].Middles)
            {
                if (!of.TryGetValue(middle, out var list)) of.Add(middle, list = []);
                list.Add(i);
            }

        var used = new bool[layers.Count];
        for (var i = 0; i < layers.Count; i++)
        {
            if (used[i]) continue;
            var group = layers[i].Middles.SelectMany(m => of[m]).GroupBy(j => j)
                .Where(g => !used[g.Key] && g.Count() >= 2 && 2 * g.Count() >= layers[g.Key].Middles.Count && 2 * g.Count() >= layers[i].Middles.Count && Near(scope, layers[i].Found, layers[g.Key].Found))
                .Select(g => g.Key).Order().ToList();
            if (group.Count < 2) continue;
            foreach (var j in group) used[j] = true;
            Offer(scope, [.. group.Select(j => layers[j].Found)]);
        }
    }

    private static HashSet<int> Middles(Candidate found) => [.. found.Legs.Where(l => l.From == found.Centres[0]).Select(l => l.To)];

    private static bool Near(Scope scope, Candidate a, Candidate b) => Math.Abs((long)a.Legs[0].Payment.At - b.Legs[0].Payment.At) <= scope.Options.LayerWindow;

    private static void Offer(Scope scope, Candidate[] group)
    {
        var inputs = group.Select(c => c.Centres[0]).Distinct().Count();
        var outputs = group.Select(c => c.Centres[1]).Distinct().Count();
        if (inputs < 2 && outputs < 2) return;
        var legs = group.SelectMany(c => c.Legs).Distinct().OrderBy(l => l.Payment.At).ThenBy(l => l.From).ThenBy(l => l.To).ThenBy(l => l.Payment.Row).ToArray();
        var middles = group.SelectMany(Middles).Distinct().Order().ToArray();
        var weights = scope.Weighing.Of(legs);
        weights.Size = Math.Min(12, group.Max(c => c.Weights.Size) + 2 * Math.Log(inputs * outputs));
        weights.Amounts = Math.Clamp(group.Max(c => c.Weights.Amounts), -6, 14);
        weights.Haste = Math.Min(4, group.Max(c => c.Weights.Haste));
        weights.Ordinary += group.Average(c => c.Weights.Ordinary) / 2;
        scope.Offer(Pattern.Stack, weights, legs, middles);
    }
}

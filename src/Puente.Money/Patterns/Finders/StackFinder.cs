using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Stacks: inputs pay middles, middles pay outputs. Its pieces are two payments that carry on one another and nothing else carries on; pieces that share an input, a
/// middle or an output within the window are one stack. One piece alone is the smallest stack, and ranks low.
/// </summary>
internal sealed class StackFinder(Scope scope)
{
    private const int Most = 50_000;
    private readonly PriorityQueue<Piece, double> _pieces = new();

    /// <summary>Two payments through one middle.</summary>
    internal sealed record Piece(Leg Into, Leg OutOf, double Amounts, double Haste);

    /// <summary>Takes a piece; the weakest make way when there are very many.</summary>
    public void Add(in Weights weights, in Leg into, in Leg outOf)
    {
        var worth = weights.Amounts + weights.Haste + weights.Novelty - weights.Ordinary;
        var piece = new Piece(into, outOf, weights.Amounts, weights.Haste);
        if (_pieces.Count < Most) _pieces.Enqueue(piece, worth);
        else _pieces.EnqueueDequeue(piece, worth);
    }

    /// <summary>Takes the pieces of another thread.</summary>
    public void Merge(StackFinder other)
    {
        foreach (var (piece, worth) in other._pieces.UnorderedItems)
            if (_pieces.Count < Most) _pieces.Enqueue(piece, worth);
            else _pieces.EnqueueDequeue(piece, worth);
    }

    /// <summary>Puts the pieces together.</summary>
    public void Finish()
    {
        var pieces = _pieces.UnorderedItems.Select(i => i.Element).OrderBy(p => p.Into.Payment.At).ThenBy(p => p.Into.From).ThenBy(p => p.OutOf.To).ThenBy(p => p.Into.Payment.Row).ToArray();
        var leaders = Enumerable.Range(0, pieces.Length).ToArray();
        Join(pieces, leaders, p => p.Into.From);
        Join(pieces, leaders, p => p.Into.To);
        Join(pieces, leaders, p => p.OutOf.To);
        _pieces.Clear();
        foreach (var group in Enumerable.Range(0, pieces.Length).GroupBy(i => Leader(leaders, i))) Offer([.. group.Select(i => pieces[i])]);
    }

    private void Join(Piece[] pieces, int[] leaders, Func<Piece, int> share)
    {
        var last = new Dictionary<int, int>();
        for (var i = 0; i < pieces.Length; i++)
        {
            if (last.TryGetValue(share(pieces[i]), out var before) && pieces[i].Into.Payment.At - (long)pieces[before].Into.Payment.At <= scope.Options.LayerWindow / 6)
                leaders[Leader(leaders, i)] = Leader(leaders, before);
            last[share(pieces[i])] = i;
        }
    }

    private static int Leader(int[] leaders, int at)
    {
        while (leaders[at] != at) at = leaders[at] = leaders[leaders[at]];
        return at;
    }

    private void Offer(Piece[] pieces)
    {
        var legs = pieces.SelectMany(p => (Leg[])[p.Into, p.OutOf]).Distinct().ToArray();
        var middles = pieces.Select(p => p.Into.To).Distinct().ToArray();
        if (middles.Length > 100) return;
        var weights = scope.Weighing.Of(legs);
        weights.Amounts = pieces.Length == 1 ? pieces[0].Amounts : Math.Clamp(pieces.Sum(p => p.Amounts - 1), -6, 12);
        weights.Haste = Math.Min(4, pieces.Sum(p => p.Haste));
        weights.Size = 0.7 * Math.Log(middles.Length);
        weights.Ordinary += middles.Length == 1 ? 4 : 2;
        scope.Offer(Pattern.Stack, weights, legs, middles);
    }
}

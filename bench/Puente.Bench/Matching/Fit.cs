using Puente.Matching.Names;

namespace Puente.Bench.Matching;

/// <summary>
/// Fits the weights of the features: logistic regression with a small ridge and fixed signs, by projected gradient steps. Few features,
/// so what it learns from the half at hand should hold on the half that judges.
/// </summary>
internal static class Fit
{
    private const int Rounds = 4000;
    private const double Ridge = 0.02;
    private const double Neutral = -1.5;

    /// <summary>What a rare word that agrees is worth. Held fixed: the sets' negatives were chosen because they agree, so they cannot teach it.</summary>
    private const double Agreement = 0.3;

    private static readonly Feature[] For = [Feature.Exact, Feature.Sound, Feature.Near10, Feature.Nickname, Feature.Variant, Feature.Abbreviation, Feature.Initial, Feature.Joined, Feature.Acronym];

    private static readonly Feature[] Against =
    [
        Feature.Near40, Feature.Conflict, Feature.MoreConflict, Feature.Extra, Feature.MoreExtra, Feature.GivenDiffers, Feature.SecondSurnameDiffers, Feature.NothingAgrees, Feature.TwoNames,
        Feature.OnlyCommon, Feature.LegalForm, Feature.Number, Feature.NumberExtra, Feature.FirstDiffers, Feature.PatronymicReversed, Feature.GivenReordered,
    ];

    /// <summary>A pair as features, with its label and how much it counts.</summary>
    public sealed record Row(LabelledPair Pair, float[] Features, double Weight, double AtMost);

    public static Row Of(LabelledPair pair, NameMatcher matcher)
    {
        var (left, right) = matcher.Prepare(pair.Left, pair.Right, pair.Kind);
        var evidence = new Evidence();
        var atMost = Alignment.Of(left, right, ref evidence, null);
        var features = new float[Evidence.Length];
        for (var i = 0; i < Evidence.Length; i++) features[i] = evidence[i];
        return new Row(pair, features, Importance(pair, features), atMost);
    }

    /// <summary>
    /// Pairs of the OFAC set count less because it is four times as large; its positives of which no word agrees are other identities
    /// (false papers), from which nothing about spelling can be learned.
    /// </summary>
    private static double Importance(LabelledPair pair, float[] features) =>
        pair.Set == LabelledPairs.Cases ? 1 : pair.Set == Strangers.Set ? 0.1 : features[(int)Feature.NotComparable] > 0 ? 0 : pair.Same && features[(int)Feature.NothingAgrees] > 0 ? 0.02 : pair.Same && features[(int)Feature.Conflict] > 0 ? 0.1 : pair.Class == "weak_aka" ? 0.2 : 0.4;

    public static float[] Train(IReadOnlyList<Row> rows)
    {
        var used = rows.Where(r => r.Features[(int)Feature.Identical] == 0).ToList();
        var weights = new double[Evidence.Length];
        var (first, second) = (new double[Evidence.Length], new double[Evidence.Length]);
        var total = used.Sum(r => r.Weight);
        for (var round = 1; round <= Rounds; round++)
        {
            var slope = new double[Evidence.Length];
            foreach (var row in used)
            {
                double sum = 0;
                for (var i = 0; i < weights.Length; i++) sum += weights[i] * row.Features[i];
                var miss = row.Weight * ((1 / (1 + Math.Exp(-sum))) - (row.Pair.Same ? 1 : 0));
                for (var i = 0; i < weights.Length; i++) slope[i] += miss * row.Features[i];
            }

            weights[(int)Feature.Exact] = Agreement;
            for (var i = 0; i < weights.Length; i++)
            {
                if (i == (int)Feature.Exact) continue;
                var g = (slope[i] / total) + (i == 0 ? 0 : Ridge * weights[i] * 0.1);
                first[i] = (0.9 * first[i]) + (0.1 * g);
                second[i] = (0.999 * second[i]) + (0.001 * g * g);
                weights[i] -= 0.03 * (first[i] / (1 - Math.Pow(0.9, round))) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, round))) + 1e-8);
                if (For.Contains((Feature)i)) weights[i] = Math.Max(0, weights[i]);
                if (Against.Contains((Feature)i)) weights[i] = Math.Min(0, weights[i]);
            }
        }

        // What cannot be compared is neither for nor against; no pair can teach it.
        weights[(int)Feature.NotComparable] = Neutral - weights[(int)Feature.Start];
        return [.. weights.Select(w => MathF.Round((float)w, 2))];
    }

    public static double Score(Row row, float[] weights, bool capped = true)
    {
        var evidence = new Evidence();
        for (var i = 0; i < Evidence.Length; i++) evidence[i] = row.Features[i];
        return NameScore.Of(new NameWeights(weights).LogOdds(in evidence), capped ? row.AtMost : 1).Score;
    }

    /// <summary>Five folds; each pair is scored by weights that never saw it or its names.</summary>
    public static List<(Row Row, double Score)> CrossValidate(IReadOnlyList<Row> rows, int folds = 5)
    {
        var scored = new List<(Row, double)>();
        for (var fold = 0; fold < folds; fold++)
        {
            var weights = Train([.. rows.Where(r => FoldOf(r.Pair) != fold)]);
            scored.AddRange(rows.Where(r => FoldOf(r.Pair) == fold).Select(r => (r, Score(r, weights))));
        }

        return scored;

        int FoldOf(LabelledPair pair)
        {
            var (a, b) = (Hashing.Of(pair.Left.ToUpperInvariant()), Hashing.Of(pair.Right.ToUpperInvariant()));
            return (int)(unchecked(a + b) % (ulong)folds);
        }
    }
}

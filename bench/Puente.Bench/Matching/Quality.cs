namespace Puente.Bench.Matching;

/// <summary>Precision, recall and their like over scored pairs.</summary>
internal static class Quality
{
    /// <summary>Precision, recall and F1 at a fixed threshold.</summary>
    public static (double Precision, double Recall, double F1) At(IEnumerable<(bool Same, double Score)> scored, double threshold)
    {
        var (hit, wrong, missed) = (0.0, 0.0, 0.0);
        foreach (var (same, score) in scored)
        {
            if (score >= threshold && same) hit++;
            else if (score >= threshold) wrong++;
            else if (same) missed++;
        }

        var (precision, recall) = (hit / Math.Max(1, hit + wrong), hit / Math.Max(1, hit + missed));
        return (precision, recall, hit == 0 ? 0 : 2 * precision * recall / (precision + recall));
    }

    /// <summary>Average precision: pairs of one score stand together, so order in the file does not matter.</summary>
    public static double AveragePrecision(IReadOnlyCollection<(bool Same, double Score)> scored)
    {
        var all = (double)scored.Count(s => s.Same);
        double sum = 0, seen = 0, same = 0;
        foreach (var level in scored.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            var before = same;
            seen += level.Count();
            same += level.Count(s => s.Same);
            sum += (same - before) / all * (same / seen);
        }

        return sum;
    }

    /// <summary>The highest recall at which precision is at least 0.95, and the threshold.</summary>
    public static (double Recall, double Threshold) RecallAt95(IReadOnlyCollection<(bool Same, double Score)> scored)
    {
        var all = (double)scored.Count(s => s.Same);
        double seen = 0, same = 0;
        var best = (0.0, 1.0);
        foreach (var level in scored.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            seen += level.Count();
            same += level.Count(s => s.Same);
            if (same / seen >= 0.95) best = (same / all, level.Key);
        }

        return best;
    }
}

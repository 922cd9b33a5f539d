namespace Puente.Tests.Matching.Names;

/// <summary>What scores of labelled pairs are worth, for tests and benchmarks.</summary>
internal static class Ranked
{
    /// <summary>F1, precision and recall when everything from a score on is said to be the same.</summary>
    public static (double F1, double Precision, double Recall) At(List<(bool Same, double Score)> scored, double threshold)
    {
        double said = scored.Count(s => s.Score >= threshold), same = scored.Count(s => s.Same), hit = scored.Count(s => s.Same && s.Score >= threshold);
        return (2 * hit / (said + same), said == 0 ? 1 : hit / said, hit / same);
    }

    /// <summary>The mean precision over all that are the same, best score first; equal scores count together.</summary>
    public static double AveragePrecision(List<(bool Same, double Score)> scored)
    {
        double sum = 0, seen = 0, same = 0, all = scored.Count(s => s.Same);
        foreach (var level in scored.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            seen += level.Count();
            same += level.Count(s => s.Same);
            sum += level.Count(s => s.Same) / all * (same / seen);
        }

        return sum;
    }

    /// <summary>The most that is found while 95 of 100 of what is found are the same.</summary>
    public static double RecallAt95(List<(bool Same, double Score)> scored)
    {
        double best = 0, seen = 0, same = 0, all = scored.Count(s => s.Same);
        foreach (var level in scored.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            seen += level.Count();
            same += level.Count(s => s.Same);
            if (same / seen >= 0.95) best = same / all;
        }

        return best;
    }
}

namespace Puente.Evidence.Import.Tables;

/// <summary>Finds the delimiter that makes the rows of a sample even, and the lines before the header.</summary>
/// <param name="Delimiter">The delimiter, comma when the text has one column.</param>
/// <param name="Preamble">Lines before the first row that looks like the others.</param>
internal readonly record struct DelimitedSniff(char Delimiter, int Preamble)
{
    private const int Records = 200;
    private static readonly char[] Candidates = [';', '\t', '|', ',', '^', '~'];

    /// <summary>Looks at the beginning of a text; <paramref name="known"/> fixes the delimiter.</summary>
    public static DelimitedSniff Of(string sample, bool cut, char? known, TableLimits limits)
    {
        var declared = sample.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && sample.Length > 5 && sample[5] is '\r' or '\n';
        if (known is null && declared)
            known = sample[4];
        var best = new DelimitedSniff(',', FirstFilled(sample));
        var bestScore = 0.0;
        foreach (var candidate in known is { } one ? [one] : Candidates)
        {
            var rows = Shape(sample, cut, candidate, limits);
            if (rows.Count == 0)
                continue;
            var mode = rows.GroupBy(r => r.Cells).OrderByDescending(g => g.Count() * (g.Key > 1 ? 2 : 1)).ThenByDescending(g => g.Key).First();
            if (mode.Key < 2)
                continue;
            var score = (double)mode.Count() / rows.Count + (Math.Min(mode.Key, 10) * 0.001);
            if (score <= bestScore + 0.0005)
                continue;
            var header = rows.Find(r => r.Cells == mode.Key && r.Filled >= Math.Max(2, mode.Key * 6 / 10));
            var line = header.Line > 0 ? header.Line : mode.First().Line;
            (best, bestScore) = (new DelimitedSniff(candidate, (int)line - 1), score);
        }
        return declared && best.Preamble == 0 ? best with { Preamble = 1 } : best;
    }

    private static int FirstFilled(string sample)
    {
        var skipped = 0;
        foreach (var line in sample.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
                return skipped;
            skipped++;
        }
        return 0;
    }

    private static List<(long Line, int Cells, int Filled)> Shape(string sample, bool cut, char delimiter, TableLimits limits)
    {
        var parser = new DelimitedParser(new StringReader(sample), delimiter, limits);
        var rows = new List<(long, int, int)>();
        while (rows.Count < Records)
        {
            var state = parser.Read();
            if (state == RecordState.End)
            {
                if (cut && rows.Count > 1)
                    rows.RemoveAt(rows.Count - 1);
                break;
            }
            var filled = parser.Cells.Count(c => !string.IsNullOrWhiteSpace(c));
            if (filled > 0)
                rows.Add((parser.Line, state == RecordState.Good ? parser.Cells.Count : 0, filled));
        }
        return rows;
    }
}

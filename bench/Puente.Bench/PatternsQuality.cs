using Puente.Money.Patterns;
using Puente.Money.Patterns.Traffic;
using Puente.Tests.Money.Patterns;

namespace Puente.Bench;

/// <summary>What the search finds in labelled sets and invented towns, and what comes first. Parameters are the defaults everywhere.</summary>
internal static class PatternsQuality
{
    public static async Task<int> RunAsync(string shared, string? folder, CancellationToken stop)
    {
        var report = new Report("What the search for patterns finds", "patterns-quality --shared FOLDER");
        report.Line("A plant is found when the findings of its own pattern hold four fifths of its rows. It is distinct and true at the first finding, of whatever pattern, that holds four fifths");
        report.Line("of its rows and of which it is at least half. Options are the defaults, the same for every set. Plants too small for their own definition (one payment, one middle) cannot be found and");
        report.Line("stand in their own column. AMLworld's bipartite attempts are pairs without a common account and cannot be found by structure; its stacks are mostly chains of two payments apart.");
        var sets = new LabelledSets(parts => Path.Combine([shared, "data", .. parts]));
        foreach (var (name, (columns, plants)) in (ReadOnlySpan<(string, (TrafficColumns, List<Plant>))>)[
            ("AMLSim, 200 cycles (those with every payment in the log)", sets.AmlSimCycles()), ("AMLSim, 200 fan-ins", sets.AmlSimFanIns()), ("AMLSim, typologies", sets.AmlSimTypologies()), ("AMLworld, half, with ordinary rows", sets.AmlWorld())])
        {
            stop.ThrowIfCancellationRequested();
            Set(report, name, plants, Measure.Of(columns, plants, new PatternOptions()));
        }

        foreach (var (seed, households) in (ReadOnlySpan<(int, int)>)[(21, 600), (22, 2000), (23, 5000)])
        {
            stop.ThrowIfCancellationRequested();
            var town = InventedTown.Found(seed, households);
            var measured = Measure.Of(town, new PatternOptions());
            Set(report, $"Invented town of {households:N0} households, seed {seed}, {town.Lives.Length:N0} transfers", town.Plants, measured);
            report.Line("");
            report.Table("mostly", "among the first 20", "100", "240");
            foreach (var life in Enum.GetValues<Life>()) report.Row($"{life}", measured.Mostly(life, 20), measured.Mostly(life, 100), measured.Mostly(life, 240));
        }

        await report.SaveAsync(folder, "patterns-quality.md");
        return 0;
    }

    private static void Set(Report report, string name, List<Plant> plants, Measure measured)
    {
        report.Title(name);
        report.Table("pattern", "planted", "whole", "found of whole", "found of all");
        foreach (var group in plants.GroupBy(p => p.Pattern).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var whole = group.Where(IsWhole).ToList();
            report.Row(group.Key, group.Count(), whole.Count, whole.Count(p => measured.FoundOf[p]), group.Count(p => measured.FoundOf[p]));
        }

        report.Line("");
        report.Table("findings", "distinct true in the first 20", "50", "240", "possible");
        report.Row(measured.Count, measured.DistinctWithin(20), measured.DistinctWithin(50), measured.DistinctWithin(240), plants.Count(IsWhole));
    }

    private static bool IsWhole(Plant plant) => plant.Rows.Length >= plant.Pattern switch { "gather-scatter" or "scatter-gather" => 4, "random-walk" => 3, _ => 2 };
}

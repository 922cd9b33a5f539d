using Puente.Money.Patterns;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Tests.Money.Patterns;

/// <summary>
/// How well a search does against what was planted. A plant is found when the findings of its own pattern hold four fifths of its rows; it is distinct true at the first finding, of
/// whatever pattern, that holds four fifths of its rows and of which it is at least half.
/// </summary>
internal sealed class Measure
{
    private readonly List<HashSet<int>> _rows = [];
    private readonly Dictionary<Plant, int> _first = [];
    private readonly Life[] _lives;

    private Measure(Life[] lives) => _lives = lives;

    /// <summary>For each plant, whether it was found under its own name.</summary>
    public Dictionary<Plant, bool> FoundOf { get; } = [];

    /// <summary>How many findings there are.</summary>
    public int Count => _rows.Count;

    /// <summary>Measures an invented town.</summary>
    public static Measure Of(InventedTown town, PatternOptions options) => Of(town.Columns, town.Plants, options, town.Lives);

    /// <summary>Measures any table with known plants.</summary>
    public static Measure Of(TrafficColumns columns, IReadOnlyList<Plant> plants, PatternOptions options, Life[]? lives = null)
    {
        var traffic = TrafficIndex.Build(columns);
        var answer = new Mining(traffic, options, RuleBook.Standard()).Run();
        var measure = new Measure(lives ?? []);
        var byPattern = new Dictionary<string, HashSet<int>>();
        foreach (var (found, _) in answer.Found)
        {
            var rows = Rows(traffic, found);
            measure._rows.Add(rows);
            var code = Family(found.Pattern.Code());
            if (!byPattern.TryGetValue(code, out var all)) byPattern.Add(code, all = []);
            all.UnionWith(rows);
        }

        foreach (var plant in plants)
        {
            measure.FoundOf[plant] = byPattern.TryGetValue(Family(plant.Pattern), out var all) && plant.Rows.Count(all.Contains) >= 0.8 * plant.Rows.Length;
            var first = measure._rows.FindIndex(r => plant.Rows.Count(r.Contains) is var hit && hit >= 0.8 * plant.Rows.Length && 2 * hit >= plant.Rows.Length + r.Count - hit);
            if (first >= 0) measure._first[plant] = first;
        }

        return measure;
    }

    /// <summary>How many plants the first findings show.</summary>
    public int DistinctWithin(int first) => _first.Values.Count(at => at < first);

    /// <summary>How many of the first findings are mostly one part of ordinary life.</summary>
    public int Mostly(Life life, int first) => _rows.Take(first).Count(rows => 2 * rows.Count(r => _lives[r] == life) > rows.Count);

    private static string Family(string code) => code.StartsWith("cycle", StringComparison.Ordinal) ? "cycle" : code;

    private static HashSet<int> Rows(TrafficIndex traffic, Candidate found)
    {
        var rows = new HashSet<int>();
        foreach (var leg in found.Legs) traffic.Rows(leg.Payment, rows);
        return rows;
    }
}

using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Tests.Matching.Names;

/// <summary>A labelled pair of names.</summary>
/// <param name="Schema">As the set calls it.</param>
/// <param name="Kind">What both are.</param>
/// <param name="Tier">STRONG, MEDIUM or WEAK, or the kind of pair.</param>
/// <param name="Same">Whether they are one.</param>
internal sealed record LabelledPair(string Schema, NameKind Kind, string Left, string Right, string Tier, bool Same);

/// <summary>The public halves of the labelled sets, for tests and benchmarks; the folder is the one of the data for matching.</summary>
internal static class LabelledNames
{
    public static List<LabelledPair> Cases(string folder) =>
        [.. Rows(folder, "nomenklatura", "cases.csv").Select(r => new LabelledPair(r[1], KindOf(r[1]), r[2], r[3], r[5], r[4] == "true"))];

    public static List<LabelledPair> Narcotics(string folder) =>
        [.. Rows(folder, "ofac-derived", "ofac_narcotics_name_pairs.csv").Select(r => new LabelledPair(r[0], KindOf(r[0]), r[1], r[2], r[4], r[3] == "true"))];

    /// <summary>The frozen scores of logic-v2 by both names.</summary>
    public static Dictionary<(string, string), double> LogicV2(string folder)
    {
        using var reader = new StreamReader(Path.Combine(folder, "nomenklatura", "logicv2-frozen.csv"));
        var rows = new CsvRows(reader, "logicv2-frozen.csv", new List<ListProblem>()).Read().Select(r => r.Fields).ToList();
        var (one, two, score) = (Array.IndexOf(rows[0], "name1"), Array.IndexOf(rows[0], "name2"), Array.IndexOf(rows[0], "score"));
        return rows.Skip(1).DistinctBy(r => (r[one], r[two])).ToDictionary(r => (r[one], r[two]), r => double.Parse(r[score], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static List<string[]> Rows(string folder, string set, string file)
    {
        using var reader = new StreamReader(Path.Combine(folder, set, file));
        return [.. new CsvRows(reader, file, new List<ListProblem>()).Read().Skip(1).Select(r => r.Fields)];
    }

    private static NameKind KindOf(string schema) => schema switch { "Person" => NameKind.Person, "Company" or "Organization" => NameKind.Organisation, "Vessel" => NameKind.Vessel, _ => NameKind.Unknown };
}

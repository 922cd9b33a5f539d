using System.IO.Compression;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Bench.Matching;

/// <summary>A labelled pair of names.</summary>
internal sealed record LabelledPair(string Set, string Schema, string Tier, string Class, string Left, string Right, bool Same)
{
    public NameKind Kind => Schema switch { "Person" => NameKind.Person, "Company" or "Organization" => NameKind.Organisation, "Vessel" => NameKind.Vessel, _ => NameKind.Unknown };
}

/// <summary>The labelled sets that lie beside the repository.</summary>
internal static class LabelledPairs
{
    public const string Cases = "cases";
    public const string Ofac = "ofac";

    public static string Data { get; } = Find();

    public static List<LabelledPair> ReadCases() =>
        [.. Rows("matching/nomenklatura/cases.csv").Skip(1).Select(r => new LabelledPair(Cases, r[1], r[5], r[6], r[2], r[3], r[4] == "true"))];

    public static List<LabelledPair> ReadOfac() =>
        [.. Rows("matching/ofac-derived/ofac_narcotics_name_pairs.csv").Skip(1).Select(r => new LabelledPair(Ofac, r[0], "", r[4], r[1], r[2], r[3] == "true"))];

    /// <summary>The frozen scores of logic-v2, by pair.</summary>
    public static Dictionary<(string, string), double> ReadFrozen() =>
        Rows("matching/nomenklatura/logicv2-frozen.csv").Skip(1).GroupBy(r => (r[3], r[4])).ToDictionary(g => g.Key, g => double.Parse(g.First()[9], System.Globalization.CultureInfo.InvariantCulture));

    public static IEnumerable<string[]> Rows(string path)
    {
        var full = Path.Combine(Data, path);
        using var reader = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new StreamReader(new GZipStream(File.OpenRead(full), CompressionMode.Decompress)) : new StreamReader(full);
        foreach (var (_, fields) in new CsvRows(reader, path, []).Read()) yield return fields;
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("PUENTE_SHARED") is { Length: > 0 } named) return Path.Combine(named, "data");
        for (var at = new DirectoryInfo(Environment.CurrentDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "data"))) return Path.Combine(at.FullName, "shared", "data");
        throw new DirectoryNotFoundException("The shared test data is not at hand: it lies in ../shared, or where PUENTE_SHARED says.");
    }
}

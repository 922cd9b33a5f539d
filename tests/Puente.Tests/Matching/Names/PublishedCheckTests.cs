using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;
using YamlDotNet.RepresentationModel;

namespace Puente.Tests.Matching.Names;

/// <summary>Gates on published checks that others wrote for their own matchers.</summary>
public sealed class PublishedCheckTests
{
    [Fact]
    public void Of_228_entity_checks_200_come_out_as_expected()
    {
        var judged = Checks().Select(c => (c, Right: Score(c.Kind, c.Left, c.Right) >= NameScore.MatchFrom == c.Same)).ToList();
        judged.Count.ShouldBe(228);
        judged.Count(j => j.Right).ShouldBeGreaterThanOrEqualTo(200, string.Join('\n', judged.Where(j => !j.Right).Select(j => $"{j.c.Same} {Score(j.c.Kind, j.c.Left, j.c.Right):N2} {string.Join(" / ", j.c.Left)} | {string.Join(" / ", j.c.Right)}")));
    }

    [Fact]
    public void Across_scripts_two_in_three_names_are_at_least_possible()
    {
        using var reader = new StreamReader(SharedData.Path("matching", "watchman", "cross_script_pairs.csv"));
        var rows = new CsvRows(reader, "pairs", new List<ListProblem>()).Read().Where(r => !r.Fields[0].StartsWith('#') && r.Fields.Length >= 3).Select(r => r.Fields).ToList();
        rows.Count.ShouldBe(22);
        var found = rows.Where(r => NameMatcher.Default.Compare(r[0], r[1], NameKind.Person).Decision != MatchDecision.No).ToList();
        found.Count.ShouldBeGreaterThanOrEqualTo(14, string.Join('\n', rows.Except(found).Select(r => string.Join(" | ", r))));
    }

    [Fact]
    public void Of_persons_on_no_list_fewer_than_one_in_twenty_bears_a_name_that_matches_one()
    {
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(SharedData.Path("matching", "yente", "negatives_us.csv.gz")), System.IO.Compression.CompressionMode.Decompress));
        var names = new CsvRows(reader, "negatives", new List<ListProblem>()).Read().Skip(1).Where((_, i) => i % 25 == 0).Select(r => (r.Fields[0], NameKind.Person)).ToList();
        var index = new ScreeningIndex(OfacFiles.Read(SharedData.Path("sanctions", "ofac-2021-07")));
        var met = BulkScreening.Run(index, names, NameScore.MatchFrom).Count(h => h.Count > 0);
        ((double)met / names.Count).ShouldBeLessThan(0.05);
    }

    [Fact]
    public void The_records_of_FEBRL_4_find_their_partners()
    {
        var records = Febrl("dataset4a.csv").Concat(Febrl("dataset4b.csv")).ToList();
        records.Count.ShouldBe(10_000);
        var pairs = Deduplication.Run(records);
        double right = pairs.Count(p => Person(records[p.Left]) == Person(records[p.Right]));
        (right / pairs.Count).ShouldBeGreaterThan(0.99);
        (right / 5_000).ShouldBeGreaterThan(0.85);
    }

    private static double Score(NameKind kind, List<string> left, List<string> right) => left.Max(l => right.Max(r => NameMatcher.Default.Compare(l, r, kind).Score));

    private static string Person(LinkageRecord record) => record.Id.Split('-')[1];

    private static IEnumerable<LinkageRecord> Febrl(string file)
    {
        using var reader = new StreamReader(SharedData.Path("matching", "splink", file));
        foreach (var (_, fields) in new CsvRows(reader, file, new List<ListProblem>()).Read().Skip(1))
        {
            var cells = fields.Select(f => f.Trim()).ToArray();
            PartialDate? birth = PartialDate.TryParse(cells[9], out var date) ? date : null;
            yield return new LinkageRecord(cells[0], NameMatcher.Default.Prepare($"{cells[1]} {cells[2]}", NameKind.Person), birth, [new ListedIdentifier("ssn", cells[10])]);
        }
    }

    private static List<(bool Same, NameKind Kind, List<string> Left, List<string> Right)> Checks()
    {
        using var reader = new StreamReader(SharedData.Path("matching", "nomenklatura", "checks.yml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var checks = (YamlSequenceNode)yaml.Documents[0].RootNode["checks"];
        return [.. checks.Select(c => ((string)c["match"]! == "true", Kind((string)c["schema"]!), Names(c["query"]), Names(c["candidate"])))];
    }

    private static NameKind Kind(string schema) => schema switch { "Person" => NameKind.Person, "Vessel" => NameKind.Vessel, "LegalEntity" => NameKind.Unknown, _ => NameKind.Organisation };

    /// <summary>The names of an entity: as given, or put together from their parts.</summary>
    private static List<string> Names(YamlNode entity)
    {
        var map = ((YamlMappingNode)entity).Children.ToDictionary(c => (string)c.Key!, c => c.Value is YamlSequenceNode many ? many.Select(m => (string)m!).ToList() : [(string)c.Value!]);
        if (map.TryGetValue("name", out var names)) return names;
        var given = string.Join(' ', ((string[])["firstName", "middleName", "fatherName"]).SelectMany(p => map.GetValueOrDefault(p) ?? []));
        return map.TryGetValue("lastName", out var last) ? [$"{string.Join(' ', last)}, {given}"] : [given];
    }
}

using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Tests.Matching.Linkage;

/// <summary>Records linked by names, dates and identifiers; suggestions only.</summary>
public sealed class LinkageTests
{
    [Fact]
    public void A_birth_date_that_conflicts_keeps_the_same_name_open()
    {
        var compared = RecordMatcher.Compare(Record("1", "Juan Pérez López", "1970-01-02"), Record("2", "Juan Pérez López", "1988-05-06"));
        compared.Decision.ShouldBe(MatchDecision.Possible);
        compared.Reasons.ShouldContain(r => r.Code == "birth-differs" && r.Weight < 0);
        compared.Reasons.Sum(r => r.Weight).ShouldBe(compared.Score, 1e-9);
    }

    [Theory]
    [InlineData("1970-01-02", "1970-02-01")]
    [InlineData("1970-01-02", "1970-01-03")]
    [InlineData("1970", "1970-01-03")]
    public void A_date_with_a_slip_or_in_part_is_no_conflict(string left, string right) =>
        RecordMatcher.Score(Record("1", "Juan Pérez López", left), Record("2", "Juan Peres López", right)).Decision.ShouldBe(MatchDecision.Match);

    [Fact]
    public void Twins_stay_open_and_an_identifier_that_agrees_closes_them()
    {
        var (one, two) = (Record("1", "Mario Ocampo Ruiz", "1970-01-02"), Record("2", "Maria Ocampo Ruiz", "1970-01-02"));
        RecordMatcher.Score(one, two).Decision.ShouldBe(MatchDecision.Possible);
        ListedIdentifier[] curp = [new("curp", "OARM700102HDFCZR09")];
        RecordMatcher.Score(one with { Identifiers = curp }, two with { Identifiers = curp }).Decision.ShouldBe(MatchDecision.Match);
        var near = RecordMatcher.Compare(one with { Identifiers = curp }, two with { Identifiers = [new("curp", "OARM700102MDFCZR07")] });
        near.Reasons.Single(r => r.Code == "identifier-near").ShouldSatisfyAllConditions(r => r.Left.ShouldBe("curp"), r => r.Right.ShouldBe("16/18"));
        RecordMatcher.Compare(one with { Identifiers = curp }, one with { Identifiers = [new("curp", "XEXX010101HNEXXXA4")] }).Decision.ShouldNotBe(MatchDecision.Match);
    }

    [Theory]
    [InlineData("Hernando", "Hernanso", "1970-01-02", "1970-01-02", MatchDecision.Match)]
    [InlineData("Hernando", "Hernanso", null, null, MatchDecision.Possible)]
    [InlineData("Hernando", "Hernanso", "1970", "1970-01-02", MatchDecision.Possible)]
    [InlineData("Hernando", "Hernanso", "1970-01-02", "1970-01-03", MatchDecision.Possible)]
    [InlineData("Yarel", "Yarela", "1970-01-02", "1970-01-02", MatchDecision.Possible)]
    [InlineData("Daniel", "Daniela", "1970-01-02", "1970-01-02", MatchDecision.Possible)]
    [InlineData("Martha", "Marta Elena", "1970-01-02", "1970-01-02", MatchDecision.Match)]
    [InlineData("Hernando", "Armando", "1970-01-02", "1970-01-02", MatchDecision.Possible)]
    public void One_day_of_birth_closes_a_slip_in_a_given_name_and_never_another_name(string left, string right, string? born, string? other, MatchDecision decision) =>
        RecordMatcher.Score(Record("1", left + " Ocampo Ruiz", born), Record("2", right + " Ocampo Ruiz", other)).Decision.ShouldBe(decision);

    [Fact]
    public void A_pair_that_shares_a_crowded_key_is_compared_where_another_brings_it_together()
    {
        string[] third = [.. Enumerable.Range(0, 70).Select(i => $"{(char)('b' + (i % 20))}{"aeiou"[i % 5]}{(char)('l' + (i % 7))}{"aeiou"[i / 14]}mez")];
        var store = third.SelectMany((t, i) => new[] { Record($"{i}", $"Ana Lopez {t}", $"{1930 + i}-02-03"), Record($"{i} again", $"Ana Lopez {t}zk", $"{1930 + i}-02-03") }).ToArray();
        var found = Deduplication.Run(store).Select(p => (p.Left, p.Right)).ToHashSet();
        Enumerable.Range(0, 70).Where(i => !found.Contains((2 * i, (2 * i) + 1))).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_household_shares_speaks_for_and_never_closes_what_the_names_keep_open()
    {
        var (one, two) = (Record("1", "Mario Ocampo Ruiz"), Record("2", "Marcelo Ocampo Ruiz"));
        ListedIdentifier[] shared = [new("phone", "+526311140218"), new("email", "a@b.mx"), new("CLABE", "032180000118359719"), new("sobrenombre", "ingeniero")];
        var compared = RecordMatcher.Compare(one with { Identifiers = shared }, two with { Identifiers = shared });
        compared.Decision.ShouldNotBe(MatchDecision.Match);
        compared.Reasons.ShouldContain(r => r.Code == "contact-shared");
        compared.Reasons.Sum(r => r.Weight).ShouldBe(compared.Score, 1e-9);
        RecordMatcher.Score(one with { Identifiers = [shared[0]] }, one with { Identifiers = [new("phone", "+526311140219")] }).ShouldBe(RecordMatcher.Score(one, one));
    }

    [Fact]
    public void What_a_household_shares_makes_no_match_of_what_is_none_without_it()
    {
        ListedIdentifier[] shared = [new("phone", "+526311140218"), new("CLABE", "032180000118359719"), new("plate", "VBC1234"), new("address", "calle obregon 215 nogales"), new("thing", "17")];
        string[] names = ["Evaristo Luján Cota", "Evaristo Paz Luján", "Evaristo Quiroga", "Ramona Luján Cota", "Ana Ibarra de Luján", "Evaristo Luján Ibarra", "E. Luján", "Luján"];
        foreach (var left in names)
            foreach (var right in names.Where(n => n != left))
            {
                var (one, other) = (Record("1", left), Record("2", right));
                var (without, with) = (RecordMatcher.Score(one, other), RecordMatcher.Score(one with { Identifiers = shared }, other with { Identifiers = shared }));
                with.Score.ShouldBeGreaterThanOrEqualTo(without.Score);
                if (without.Decision != MatchDecision.Match) with.Decision.ShouldNotBe(MatchDecision.Match, $"{left} | {right}");
            }

        RecordMatcher.Score(Record("1", names[0]) with { Identifiers = shared }, Record("2", "Evaristo Quiroga") with { Identifiers = [shared[0]] }).Decision.ShouldBe(MatchDecision.Possible);
        RecordMatcher.Score(Record("1", names[0]) with { Identifiers = shared }, Record("2", names[0]) with { Identifiers = shared }).Decision.ShouldBe(MatchDecision.Match);
    }

    [Fact]
    public void What_a_caller_knows_besides_adds_up_with_the_rest_and_keeps_its_limit()
    {
        var (one, other) = (Record("1", "Evaristo Luján Cota"), Record("2", "LUJAN COTA, Evaristo"));
        var further = new FurtherEvidence([new Reason("spells-other", 0, 2, "a", "b")], NameScore.OpenAtMost);
        var compared = RecordMatcher.Compare(one, other, further);
        compared.Score.ShouldBe(NameScore.OpenAtMost);
        compared.Result.ShouldBe(RecordMatcher.Score(one, other, further));
        compared.Reasons.Sum(r => r.Weight).ShouldBe(compared.Score, 1e-9);
        RecordMatcher.Score(one, Record("3", "Evaristo Quiroga"), new FurtherEvidence([new Reason("x", 0, 1)])).Score.ShouldBeGreaterThan(RecordMatcher.Score(one, Record("3", "Evaristo Quiroga")).Score);
    }

    [Fact]
    public void Duplicates_of_a_store_are_found_and_clustered_and_siblings_are_not()
    {
        LinkageRecord[] store =
        [
            Record("a", "Wenceslao Ocampo Zavala"), Record("b", "Leonor Ibarra Muñoz"), Record("c", "OCAMPO ZABALA, Wenseslao"), Record("d", "Wencho Ocampo Zavala"),
            Record("e", "Leonora Ibarra Munos"), Record("f", "Patricia Ibarra Muñoz"),
        ];
        var pairs = Deduplication.Run(store, NameScore.PossibleFrom, threads: 2);
        var clusters = Cluster.Of(store.Length, pairs);
        clusters[0].Members.ShouldBe([0, 2, 3]);
        clusters[0].Weakest.ShouldBeGreaterThanOrEqualTo(NameScore.MatchFrom);
        clusters.SelectMany(c => c.Members).ShouldNotContain(5);
    }

    [Fact]
    public void A_growing_store_finds_what_came_before()
    {
        var index = new GrowingIndex();
        index.Add(Record("a", "Wenceslao Ocampo Zavala")).ShouldBeEmpty();
        index.Add(Record("b", "Leonor Ibarra Muñoz")).ShouldBeEmpty();
        index.Add(Record("c", "Ocampo Zavala Wenceslao")).ShouldHaveSingleItem().Left.ShouldBe(0);
    }

    [Fact]
    public void Blocking_of_the_febrl_records_loses_less_than_one_in_a_hundred()
    {
        var (left, right) = (Febrl("dataset4a.csv"), Febrl("dataset4b.csv"));
        var lost = left.Count(a => !Keys(a.Value).Overlaps(Keys(right[a.Key])));
        left.Count.ShouldBe(5000);
        lost.ShouldBeLessThan(50);
    }

    private static HashSet<ulong> Keys(LinkageRecord record)
    {
        var keys = new List<ulong>();
        BlockingKeys.Write(record, keys);
        return [.. keys];
    }

    private static Dictionary<string, LinkageRecord> Febrl(string file)
    {
        using var reader = new StreamReader(SharedData.Path("matching", "splink", file));
        return new CsvRows(reader, file, new List<ListProblem>()).Read().Skip(1).Select(r => r.Fields.Select(f => f.Trim()).ToArray())
            .ToDictionary(f => f[0].Split('-')[1], f => new LinkageRecord(f[0], NameMatcher.Default.Prepare(f[1] + " " + f[2], NameKind.Person),
                PartialDate.TryParse(f[9], out var born) ? born : null, [new ListedIdentifier("soc_sec_id", f[10])]));
    }

    private static LinkageRecord Record(string id, string name, string? born = null) =>
        new(id, NameMatcher.Default.Prepare(name, NameKind.Person), PartialDate.TryParse(born, out var date) ? date : null);
}

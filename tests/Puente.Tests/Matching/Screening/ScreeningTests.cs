using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Tests.Matching.Screening;

/// <summary>Lists read and searched.</summary>
public sealed class ScreeningTests
{
    private static readonly ScreeningList Invented = new("invented",
    [
        Entry("1", NameKind.Person, ("OCAMPO ZAVALA, Wenceslao", ListedNameKind.Primary), ("Wencho OCAMPO", ListedNameKind.Alias), ("El Tlacuache", ListedNameKind.Weak), ("WENCES", ListedNameKind.Weak)),
        Entry("2", NameKind.Organisation, ("TRANSPORTES OCAMPO, S.A. DE C.V.", ListedNameKind.Primary)),
        Entry("3", NameKind.Person, ("ZAVALA, Wenceslao Tlacuache", ListedNameKind.Primary)),
    ], []);

    [Fact]
    public void An_entry_is_found_once_by_the_name_that_agrees_best()
    {
        var hits = new ScreeningIndex(Invented).Open().Find("Wenseslao Ocampo Zabala", NameKind.Person);
        var hit = hits.Single(h => h.Entry.Id == "1");
        hit.Name.Text.ShouldBe("OCAMPO ZAVALA, Wenceslao");
        hit.Result.Decision.ShouldBe(MatchDecision.Match);
        hit.Explain().Reasons.Sum(r => r.Weight).ShouldBe(hit.Result.Score, 1e-9);
    }

    [Fact]
    public void A_weak_alias_is_found_by_the_sobrenombre_and_not_by_a_name_that_holds_the_word()
    {
        var search = new ScreeningIndex(Invented).Open();
        search.Find("El Tlacuache", NameKind.Person)[0].Entry.Id.ShouldBe("1");
        search.Find("Wences Pérez Ibarra", NameKind.Person).ShouldBeEmpty();
        foreach (var name in (string[])["Wences Pérez", "Wences Pérez Ibarra", "Tlacuache Pérez Ibarra", "Pérez Wences"])
            search.Find(name, NameKind.Person, 0.001, 20).ShouldAllBe(h => h.Name.Kind != ListedNameKind.Weak, name);
    }

    [Fact]
    public void A_name_that_was_added_is_found_at_once()
    {
        var index = new ScreeningIndex(Invented);
        var search = index.Open();
        search.Find("Xicoténcatl Rivapalacio", NameKind.Person).ShouldBeEmpty();
        index.Add(Entry("4", NameKind.Person, ("RIVAPALACIO, Xicotencatl", ListedNameKind.Primary)));
        search.Find("Xicoténcatl Rivapalacio", NameKind.Person).Single().Entry.Id.ShouldBe("4");
    }

    [Fact]
    public void Searching_finds_what_comparing_one_by_one_finds()
    {
        var list = OfacFiles.Read(SharedData.Path("sanctions", "ofac-2021-07"));
        var index = new ScreeningIndex(list);
        var search = index.Open();
        var random = new Random(11);
        var (wanted, found) = (0, 0);
        for (var i = 0; i < 60; i++)
        {
            var text = list.Entries[random.Next(list.Entries.Count)].Names[0].Text;
            if (i % 2 == 0 && text.Length > 6) text = text.Remove(2 + random.Next(text.Length - 4), 1);
            var name = index.Matcher.Prepare(text);
            var force = search.FindByForce(name, true, ScreeningSearch.DefaultAt, 1000).Select(h => h.Entry.Id).ToList();
            var ours = search.Find(name, true, ScreeningSearch.DefaultAt, 1000).Select(h => h.Entry.Id).ToHashSet();
            wanted += force.Count;
            found += force.Count(ours.Contains);
        }

        wanted.ShouldBeGreaterThan(60);
        ((double)found / wanted).ShouldBeGreaterThanOrEqualTo(0.99);
    }

    [Fact]
    public void Many_names_come_back_in_their_order()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => (i % 3 == 0 ? "Wenceslao Ocampo Zavala" : $"Nadie Ninguno{i}", NameKind.Person));
        BulkScreening.Run(new ScreeningIndex(Invented), names, threads: 2).Select(h => h.Count > 0).ShouldBe(Enumerable.Range(0, 20_000).Select(i => i % 3 == 0));
    }

    [Fact]
    public void The_ofac_files_are_read_with_their_aliases_dates_and_numbers()
    {
        var list = OfacFiles.Read(SharedData.Path("sanctions", "ofac-2021-07"));
        list.Entries.Count.ShouldBe(8976);
        list.Entries.Sum(e => e.Names.Count(n => n.Kind == ListedNameKind.Alias)).ShouldBe(11910);
        list.Problems.ShouldBeEmpty();
        list.Entries.Sum(e => e.Identifiers.Count(i => i.Kind == "curp")).ShouldBeGreaterThan(300);
        list.Entries.Count(e => e.Kind == NameKind.Person && e.BirthDates.Count > 0).ShouldBeGreaterThan(3000);
    }

    [Fact]
    public void Follow_the_money_lines_are_read_and_a_bad_line_is_named()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """
            {"id":"a","schema":"Person","properties":{"name":["Ana Ocampo"],"alias":["Anita Ocampo"],"weakAlias":["La Maestra"],"birthDate":["1970-02-03"],"idNumber":["X1"]}}
            {"id":"b","schema":"Address","properties":{"full":["Calle 5"]}}
            {"id":"c",
            """);
        var list = FollowTheMoneyLines.Read(file);
        var entry = list.Entries.ShouldHaveSingleItem();
        entry.Names.Select(n => n.Kind).ShouldBe([ListedNameKind.Primary, ListedNameKind.Alias, ListedNameKind.Weak]);
        entry.BirthDates.Single().ToString().ShouldBe("1970-02-03");
        var problem = list.Problems.ShouldHaveSingleItem();
        (problem.Line, problem.Code).ShouldBe((3, "list.json"));
        File.Delete(file);
    }

    [Fact]
    public void Csv_rows_keep_their_lines_and_an_open_quote_is_a_problem()
    {
        var problems = new List<ListProblem>();
        var rows = new CsvRows(new StringReader("a,b\r\n\"x\ny\",\"say \"\"hi\"\"\"\n\n1,\"open"), "f", problems).Read().ToList();
        rows.Select(r => r.Line).ShouldBe([1, 2]);
        rows[1].Fields.ShouldBe(["x\ny", "say \"hi\""]);
        var problem = problems.ShouldHaveSingleItem();
        (problem.Line, problem.Column, problem.Code).ShouldBe((5, 2, "csv.unclosed-quote"));
    }

    [Fact]
    public void A_row_with_a_zero_character_is_a_problem_of_its_field_and_the_rows_after_it_are_read()
    {
        var problems = new List<ListProblem>();
        var rows = new CsvRows(new StringReader("a,b\n1,x\0y\n2,z\n"), "f", problems).Read().ToList();
        rows.Select(r => r.Fields[0]).ShouldBe(["a", "2"]);
        var problem = problems.ShouldHaveSingleItem();
        (problem.Line, problem.Column, problem.Code, problem.Text).ShouldBe((2, 2, "csv.zero", "xy"));
    }

    private static ListEntry Entry(string id, NameKind kind, params (string Text, ListedNameKind Kind)[] names) =>
        new() { Id = id, Kind = kind, Names = [.. names.Select(n => new ListedName(n.Text, n.Kind))] };
}

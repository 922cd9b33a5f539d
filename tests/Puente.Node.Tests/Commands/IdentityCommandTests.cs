using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Commands;

/// <summary>Who is one with whom, from the command line.</summary>
[Collection(nameof(Counter))]
public sealed class IdentityCommandTests(Counter counter)
{
    [Fact]
    public async Task Two_spellings_wait_in_the_queue_are_rejected_taken_back_and_accepted()
    {
        var one = await PersonAsync("Wenceslao Ocampo Zavala", "1971");
        var two = await PersonAsync("OCAMPO ZAVALA, Wenceslao", "1971-04-02");
        (await QueueAsync()).ShouldContain(p => Pair(p, one, two) && (string)p!["decision"]! == "match" && (double)p["score"]! > 0.9);
        var (code, output, _) = await counter.RunAsync("nunez", "match", "show", one, two);
        code.ShouldBe(0);
        output.ShouldContain("Wenceslao Ocampo Zavala");
        output.ShouldContain("agrees");

        var rejection = (string)(await counter.JsonAsync("nunez", "match", "reject", one, two, "--reason", "Father and son"))["id"]!;
        (await QueueAsync()).ShouldNotContain(p => Pair(p, one, two));
        (await counter.RunAsync("nunez", "match", "rejected")).Output.ShouldContain("Father and son");
        (await counter.RunAsync("nunez", "match", "reject", one, two, "--reason", "again")).Error.ShouldContain("decided already");
        (await counter.RunAsync("tanaka", "match", "undo", rejection)).Code.ShouldBe(2);
        (await counter.RunAsync("nunez", "match", "undo", rejection)).Code.ShouldBe(0);
        (await counter.JsonAsync("nunez", "match", "accept", one, two, "--source-title", "Comparison"))["id"].ShouldNotBeNull();
        (await QueueAsync()).ShouldNotContain(p => Pair(p, one, two));
        var same = (await counter.JsonAsync("nunez", "show", one))["sameAs"]!.AsArray().ShouldHaveSingleItem()!;
        same["score"].ShouldBeNull();
        same["reasons"]!.AsArray().Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task The_record_is_screened_against_a_list()
    {
        await PersonAsync("Teofilo Barragan Quezada", "1969-11-03");
        var list = counter.Write("list.ftm.json", """{"id":"L-1","schema":"Person","properties":{"name":["BARRAGAN QUEZADA, Teofilo"],"birthDate":["1969-11-03"]}}""");
        var screening = await counter.JsonAsync("nunez", "match", "against", list);
        screening["hits"]!.AsArray().ShouldContain(h => (string)h!["entry"]! == "L-1" && (string)h["decision"]! == "match");
        var (code, output, _) = await counter.RunAsync("nunez", "match", "against", list);
        code.ShouldBe(0);
        output.ShouldContain("BARRAGAN QUEZADA, Teofilo (L-1)");
    }

    [Fact]
    public async Task The_hits_of_a_screening_leave_as_a_file_without_what_may_not_leave()
    {
        await PersonAsync("=Fidencio Alcantar Robles", "1968-02-14");
        await PersonAsync("Macario Alcantar Robles", "1966-05-01", "protected-source");
        var list = counter.Write("list2.ftm.json", """
            {"id":"L-2","schema":"Person","properties":{"name":["=ALCANTAR ROBLES, Fidencio"],"birthDate":["1968-02-14"]}}
            {"id":"L-3","schema":"Person","properties":{"name":["ALCANTAR ROBLES, Macario"]}}
            """);
        var file = counter.Write("hits.csv", "");
        var screening = await counter.JsonAsync("nunez", "match", "against", list, "--csv", file);
        screening["hits"]!.AsArray().Select(h => (string)h!["entry"]!).ShouldBe(["L-2", "L-3"], ignoreOrder: true);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        text.ShouldContain(",L-2,");
        text.ShouldContain("'=Fidencio");
        text.ShouldNotContain("Macario");

        var id = (string)screening["id"]!;
        (await counter.RunAsync("nunez", "match", "screenings")).Output.ShouldContain(id);
        (await counter.RunAsync("nunez", "match", "cancel", id)).Error.ShouldContain("ended already");
        (await counter.RunAsync("tanaka", "match", "cancel", id)).Code.ShouldBe(2);
        using var officer = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        (await officer.GetAsync("/matching/lists/" + id)).ShouldContain($"/matching/lists/{id}/hits.csv");
        (await officer.BodyAsync($"/matching/lists/{id}/hits.csv")).ShouldContain(",L-2,");
    }

    private async Task<IEnumerable<JsonNode?>> QueueAsync() => (await counter.JsonAsync("nunez", "match", "queue")).AsArray();

    private static bool Pair(JsonNode? pair, string one, string two) => ((string[])[(string)pair!["left"]!["id"]!, (string)pair["right"]!["id"]!]).Order().SequenceEqual(((string[])[one, two]).Order());

    private async Task<string> PersonAsync(string name, string birth, string preset = "internal") =>
        (string)(await counter.JsonAsync("nunez", "record", "entity", "Person", "name=" + name, "birthDate=" + birth, "--role", "suspect", "--ground", "Named in a report", "--review-by", "2027-01-01", "--source-title", "People", "--preset", preset, "--anyway"))["entities"]!["new"]!;
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Api;

/// <summary>The programming interface with good, bad, empty, huge and hostile input.</summary>
[Collection(nameof(Counter))]
public sealed class ApiTests(Counter counter)
{
    [Theory]
    [InlineData("entities/x")]
    [InlineData("sources")]
    [InlineData("vocabulary")]
    [InlineData("export")]
    [InlineData("nothing-here")]
    public async Task Nobody_gets_anything_without_signing_in(string path)
    {
        using var answer = await (await counter.ApiAsync()).GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ProblemAsync(answer)).ShouldBe("access.sign-in");
    }

    [Theory]
    [InlineData("statements", "{", 400, "request.malformed")]
    [InlineData("statements", "[]", 400, "request.malformed")]
    [InlineData("statements", "", 400, "request.malformed")]
    [InlineData("statements", "{}", 422, "record.empty")]
    [InlineData("statements", """{"entities":[{"ref":null,"kind":null}]}""", 400, "request.malformed")]
    [InlineData("statements", """{"entities":[{"kind":"Person"}]}""", 400, "request.malformed")]
    [InlineData("statements", """{"attributes":[null],"facts":[null],"sameAs":[null],"entities":[null]}""", 422, "input.problems")]
    [InlineData("statements", """{"entities":[{"ref":"a","kind":"Thing"}]}""", 422, "input.problems")]
    [InlineData("statements", """{"entities":[{"ref":"a","kind":"Vehicle"},{"ref":"a","kind":"Vehicle"}]}""", 422, "input.problems")]
    [InlineData("statements", """{"facts":[{"kind":"Payment","from":"nope"}]}""", 422, "input.problems")]
    [InlineData("statements", """{"entities":[{"ref":"a","kind":"Vehicle"}],"attributes":[{"entity":"a","property":"name","value":"x"}]}""", 422, "body.source-missing")]
    [InlineData("statements", """{"source":"x","newSource":{"title":"y"},"entities":[{"ref":"a","kind":"Vehicle"}],"attributes":[{"entity":"a","property":"name","value":"x"}]}""", 422, "body.source-twice")]
    [InlineData("statements", """{"newSource":{"title":" "},"entities":[{"ref":"a","kind":"Vehicle"}],"attributes":[{"entity":"a","property":"name","value":"x"}]}""", 422, "body.source-title")]
    [InlineData("statements", """{"newSource":{"title":"y"},"marking":{"audience":[null]},"entities":[{"ref":"a","kind":"Vehicle"}],"attributes":[{"entity":"a","property":"name","value":"x"}]}""", 422, "marking.reader-unreadable")]
    [InlineData("sources", """{"kind":null,"title":null}""", 422, "body.source-title")]
    [InlineData("sources", """{"kind":"rumour","title":"x"}""", 422, "body.source-kind")]
    [InlineData("sources", """{"title":"x","regime":"zzz"}""", 422, "body.source-regime")]
    [InlineData("sources", """{"title":"x","published":"03/04/2008"}""", 422, "time.order-needed")]
    [InlineData("sources", """{"title":"x","marking":{"tlp":"PURPLE"}}""", 422, "marking.tlp-unknown")]
    [InlineData("searches", """{"text":null}""", 422, "search.empty")]
    [InlineData("searches", """{"text":"x","kind":"Nope"}""", 422, "body.kind-unknown")]
    [InlineData("searches", """{"text":"x","from":"yesterday"}""", 422, "time.unreadable")]
    [InlineData("alike", """{"kind":"Nope"}""", 422, "body.kind-unknown")]
    [InlineData("chart", """{"entities":[null]}""", 422, "chart.entities")]
    [InlineData("chart", """{"entities":[]}""", 422, "chart.entities")]
    [InlineData("chart", """{"entities":[{"id":"x"}],"kinds":["Nope"]}""", 422, "body.kind-unknown")]
    [InlineData("chart", """{"entities":[{"id":"x"}],"kinds":[null]}""", 422, "body.kind-unknown")]
    [InlineData("chart", """{"entities":[{"id":"x"}],"hidden":[null],"together":[null,[null]]}""", 404, "access.not-found")]
    [InlineData("imports", """{"upload":"x","mapping":"y"}""", 404, "import.no-such-file")]
    [InlineData("imports", "{}", 400, "request.malformed")]
    [InlineData("statements/x/retraction", """{"reason":" "}""", 422, "record.reason.missing")]
    [InlineData("statements/x/retraction", """{"reason":"r"}""", 404, "access.not-found")]
    public async Task Bad_input_is_refused_with_a_code_and_words(string path, string body, int status, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await (await counter.ApiAsync("nunez")).PostAsync(path, content);
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        (await ProblemAsync(answer)).ShouldBe(code);
    }

    [Theory]
    [InlineData("entities/x", 404, "access.not-found")]
    [InlineData("statements/zzzzzzzzzzzzzzzzzzzzzzzzzz", 404, "access.not-found")]
    [InlineData("sources/../../etc/passwd", 404, "access.not-found")]
    [InlineData("entities/x?known=garbage", 422, "api.moment")]
    [InlineData("entities/x?asOf=garbage", 422, "api.day")]
    [InlineData("sources?take=abc", 400, "request.malformed")]
    [InlineData("export?format=exe", 422, "export.format-unknown")]
    [InlineData("identity/screenings/x/hits.pdf", 422, "screening.format-unknown")]
    [InlineData("export?entity=x", 404, "access.not-found")]
    [InlineData("node/doctor", 403, "access.not-allowed")]
    [InlineData("sealed?x=1", 200, null)]
    public async Task A_bad_address_is_refused_with_a_code_and_words(string path, int status, string? code)
    {
        using var answer = await (await counter.ApiAsync("nunez")).GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        if (code is not null) (await ProblemAsync(answer)).ShouldBe(code);
    }

    [Theory]
    [InlineData("abara")]
    [InlineData("kessler")]
    [InlineData("quintana")]
    public async Task Whoever_does_not_record_is_told_so_before_anything_else(string officer)
    {
        using var answer = await (await counter.ApiAsync(officer)).PostAsJsonAsync("statements", new { newSource = new { title = "x" } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ProblemAsync(answer)).ShouldBe("access.not-allowed");
    }

    [Fact]
    public async Task Broken_json_is_refused_with_its_place()
    {
        using var content = new StringContent("{\n \"text\": 5\n}", Encoding.UTF8, "application/json");
        using var answer = await (await counter.ApiAsync("nunez")).PostAsync("searches", content);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["problems"]![0]!;
        ((int)problem["line"]!).ShouldBe(2);
        ((string)problem["column"]!).ShouldBe("$.text");
        ((string)problem["text"]!).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Words_come_in_the_language_that_the_program_asks_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "entities/x");
        request.Headers.AcceptLanguage.ParseAdd("es");
        using var answer = await (await counter.ApiAsync("nunez")).SendAsync(request);
        ((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!).ShouldStartWith("Aquí no hay nada");
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_read()
    {
        using var content = new StringContent("{\"text\":\"" + new string('a', 2 << 20) + "\"}", Encoding.UTF8, "application/json");
        using var answer = await (await counter.ApiAsync("nunez")).PostAsync("searches", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ProblemAsync(answer)).ShouldBe("request.too-large");
    }

    [Fact]
    public async Task A_list_with_an_empty_entry_is_searched_as_it_is()
    {
        using var answer = await (await counter.ApiAsync("nunez")).PostAsJsonAsync("searches", new { lines = new[] { null, "Evaristo Luján Cota" } });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_correction_keeps_source_evaluation_and_marking_unless_it_says_otherwise()
    {
        var api = await counter.ApiAsync("nunez");
        var made = await MadeAsync(api, new
        {
            newSource = new { title = "Own unit's note" },
            evaluation = "B2",
            marking = new { preset = "own-unit" },
            entities = new[] { new { @ref = "v", kind = "Vehicle" } },
            attributes = new[] { new { entity = "v", property = "name", value = "Grey sedan" } },
        });
        var (entity, old) = ((string)made["entities"]!["v"]!, (string)made["attributes"]![0]!);
        var next = await MadeAsync(api, new { attributes = new[] { new { entity, property = "name", value = "Gray sedan", supersedes = old } } });
        var origin = (await api.GetFromJsonAsync<JsonObject>("statements/" + (string)next["attributes"]![0]!))!["origin"]!;
        ((string)origin["evaluation"]!).ShouldBe("B2");
        ((string)origin["source"]!).ShouldBe((string)made["source"]!);
        ((string)origin["marking"]!["tlp"]!).ShouldBe("Red");
    }

    [Fact]
    public async Task A_person_without_a_role_leaves_no_source_behind()
    {
        var api = await counter.ApiAsync("nunez");
        using var answer = await api.PostAsJsonAsync("statements", new
        {
            newSource = new { title = "Orphan title 4711" },
            entities = new[] { new { @ref = "p", kind = "Person" } },
            attributes = new[] { new { entity = "p", property = "name", value = "X" } },
        });
        (await ProblemAsync(answer)).ShouldBe("standing.role-missing");
        (await api.GetStringAsync("sources?take=500")).ShouldNotContain("Orphan title 4711");
    }

    private static async Task<JsonObject> MadeAsync(HttpClient api, object body)
    {
        using var answer = await api.PostAsJsonAsync("statements", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>The code; every problem has words, and none has particulars of the product.</summary>
    private static async Task<string> ProblemAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldNotContain("System.");
        var problem = JsonNode.Parse(text)!.AsObject();
        ((string?)problem["detail"] ?? (problem["problems"] is JsonArray { Count: > 0 } ? "listed" : "")).ShouldNotBeEmpty(text);
        foreach (var one in problem["problems"] as JsonArray ?? []) ((string)one!["text"]!).ShouldNotBeEmpty(text);
        return (string)problem["code"]!;
    }
}

using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Commands;

/// <summary>Log in, search, show, export: as a stranger to the command line would try them.</summary>
[Collection(nameof(Counter))]
public sealed class ReadingCommandTests(Counter counter)
{
    [Fact]
    public async Task Without_a_login_a_command_says_how_to_log_in()
    {
        var (code, output, error) = await counter.PuenteAsync("nobody", "en", null, "search", "luján");
        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain("puente login");
    }

    [Theory]
    [InlineData("ftp://x", 1, "no address")]
    [InlineData("127.0.0.1:8080", 1, "no address")]
    [InlineData("http://127.0.0.1:1", 4, "answers")]
    public async Task A_wrong_address_is_told_from_a_silent_one(string address, int code, string said)
    {
        var result = await counter.PuenteAsync("nobody", "en", null, "login", address, "--as", "nunez");
        result.Code.ShouldBe(code);
        result.Error.ShouldContain(said);
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Somebody_elses_unit_is_refused_by_name()
    {
        var (code, _, error) = await counter.PuenteAsync("nobody", "en", null, "login", counter.Address.ToString(), "--as", "nunez", "--unit", "US/ATF/PHX");
        code.ShouldBe(2);
        error.ShouldContain("US/ATF/PHX");
    }

    [Fact]
    public async Task A_search_gives_ids_that_show_opens_with_statements_timeline_links_and_sources()
    {
        var id = (string)(await counter.JsonAsync("nunez", "search", "evaristo", "luján", "cota"))["hits"]![0]!["entity"]!["id"]!;
        var (code, output, _) = await counter.RunAsync("nunez", "show", id);
        code.ShouldBe(0);
        output.ShouldContain("Evaristo Luján Cota");
        foreach (var part in new[] { "What the sources say", "Timeline", "Links", "Said to be the same", "Sources", "TLP:AMBER", "[1]" }) output.ShouldContain(part);
        var statement = (string)(await counter.JsonAsync("nunez", "show", id))["attributes"]![0]!["id"]!;
        (await counter.RunAsync("nunez", "show", statement)).Output.ShouldContain("Evaristo Luján Cota");
        var source = (string)(await counter.JsonAsync("nunez", "show", statement))["origin"]!["source"]!;
        (await counter.RunAsync("nunez", "show", source)).Output.ShouldContain("Case report");
    }

    [Fact]
    public async Task Different_officers_get_different_things()
    {
        var hers = await counter.JsonAsync("nunez", "search", "luján");
        var theirs = await counter.JsonAsync("quintana", "search", "luján");
        ((int)hers["count"]!).ShouldBeGreaterThan((int)theirs["count"]!);
        var id = (string)hers["hits"]!.AsArray().First(h => theirs["hits"]!.AsArray().All(t => (string)t!["entity"]!["id"]! != (string)h!["entity"]!["id"]!))!["entity"]!["id"]!;
        var (code, output, error) = await counter.RunAsync("quintana", "show", id);
        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.Trim().ShouldBe((await counter.RunAsync("quintana", "show", "4zzzzzzzzzzzzzzzzzzzzzzzzz")).Error.Trim());
    }

    [Theory]
    [InlineData(1, "search")]
    [InlineData(1, "search", "--take", "0", "x")]
    [InlineData(3, "search", "--kind", "Nope", "x")]
    [InlineData(3, "search", "--from", "yesterday", "x")]
    [InlineData(3, "search", "--lines", "/no/such/file")]
    [InlineData(2, "show", "nope")]
    [InlineData(3, "show", "nope", "--known", "garbage")]
    [InlineData(3, "show", "nope", "--as-of", "garbage")]
    [InlineData(2, "export", "--source", "nope")]
    [InlineData(1, "export", "--format", "xls")]
    [InlineData(3, "export", "--out", "/no/such/folder/file")]
    [InlineData(3, "kinds", "Nope")]
    [InlineData(2, "jobs", "nope")]
    [InlineData(1, "jobs", "--cancel")]
    [InlineData(2, "doctor")]
    public async Task What_is_wrong_is_said_on_standard_error_with_its_exit_code(int expected, params string[] arguments)
    {
        var (code, output, error) = await counter.RunAsync("nunez", arguments);
        code.ShouldBe(expected, error);
        error.Trim().ShouldNotBeEmpty();
        error.ShouldNotContain("   at ");
        if (expected != 1) output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_comes_from_a_file_or_from_standard_input_and_is_limited()
    {
        var file = counter.Write("names.txt", "Evaristo Luján Cota\n\nNobody Here At All\n");
        var (code, output, _) = await counter.RunAsync("nunez", "search", "--lines", file);
        code.ShouldBe(0);
        output.ShouldContain("1 of 2 lines found");
        (await counter.PuenteAsync("nunez", "en", "Evaristo Luján Cota\n", "search", "--lines", "-")).Output.ShouldContain("1 of 1 lines found");
        var many = await counter.PuenteAsync("nunez", "en", string.Join('\n', Enumerable.Range(0, 501)), "search", "--lines", "-");
        many.Code.ShouldBe(3);
        many.Error.ShouldContain("500");
    }

    [Fact]
    public async Task Words_come_in_the_language_of_the_environment()
    {
        await counter.RunAsync("nunez", "login", "--who");
        (await counter.PuenteAsync("nunez", "es", null, "search", "luján")).Output.ShouldContain("encontradas");
        (await counter.PuenteAsync("nunez", "es", null, "show", "nada")).Error.ShouldContain("no está abierto para usted");
        (await counter.PuenteAsync("nunez", "es", null, "--help")).Output.ShouldContain("Códigos de salida");
    }

    [Fact]
    public async Task With_json_a_refusal_is_json_on_standard_error()
    {
        var (code, output, error) = await counter.RunAsync("nunez", "show", "nope", "--json");
        code.ShouldBe(2);
        output.ShouldBeEmpty();
        ((string)System.Text.Json.Nodes.JsonNode.Parse(error)!["code"]!).ShouldBe("access.not-found");
    }

    [Fact]
    public async Task An_export_holds_what_the_officer_sees()
    {
        var id = (string)(await counter.JsonAsync("nunez", "search", "evaristo", "luján", "cota"))["hits"]![0]!["entity"]!["id"]!;
        var csv = await counter.RunAsync("nunez", "export", "--entity", id);
        csv.Code.ShouldBe(0);
        csv.Output.ShouldContain("Evaristo Luján Cota");
        csv.Output.Split('\n')[0].ShouldStartWith("statement,what,entity");
        (await counter.RunAsync("nunez", "export", "--entity", id, "--format", "ftm")).Output.ShouldContain("\"schema\":\"Person\"");
        (await counter.RunAsync("quintana", "export")).Output.ShouldNotContain("El Ingeniero");
    }
}

using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Commands;

/// <summary>Recording by hand, correcting and importing from the command line.</summary>
[Collection(nameof(Counter))]
public sealed class RecordingCommandTests(Counter counter)
{
    private static string Sample(string name) => Path.Combine(Checkout.Root, "samples", name);

    [Fact]
    public async Task A_person_and_what_happened_are_recorded_shown_corrected_and_retracted()
    {
        var person = await counter.JsonAsync("nunez", "record", "entity", "Person", "name=Prudencia Sotomayor Vélez", "birthDate=1974-03", "--role", "witness",
            "--source-title", "Interview 7", "--source-kind", "interview", "--preset", "internal", "--evaluation", "B2");
        var (id, source) = ((string)person["entities"]!["new"]!, (string)person["source"]!);
        var car = (string)(await counter.JsonAsync("nunez", "record", "entity", "Vehicle", "name=Blue pickup", "--source", source, "--anyway"))["entities"]!["new"]!;
        await counter.JsonAsync("nunez", "record", "attribute", id, "alias=La Maestra", "--at", "2019", "--source", source);
        var fact = (string)(await counter.JsonAsync("nunez", "record", "fact", "Payment", "--from", id, "--amount", "1250.50", "--currency", "MXN", "--at", "about March 2026", "method=cash", "--source", source))["facts"]![0]!;
        await counter.JsonAsync("nunez", "correct", fact, "--amount", "1350.50");
        var shown = await counter.RunAsync("nunez", "show", id);
        foreach (var part in new[] { "Prudencia Sotomayor Vélez", "March 1974", "La Maestra", "about March 2026", "1,350.50", "TLP:AMBER+STRICT", "Interview 7" })
            shown.Output.Replace('\u00a0', ' ').ShouldContain(part);
        shown.Output.ShouldNotContain("1,250.50");
        var history = await counter.JsonAsync("nunez", "show", id, "--history");
        history["facts"]!.AsArray().Count.ShouldBe(2);
        var name = (string)history["attributes"]!.AsArray().First(a => (string)a!["property"]! == "name")!["id"]!;
        await counter.JsonAsync("nunez", "correct", name, "--value", "Prudencia Sotomayor Vela");
        (await counter.RunAsync("nunez", "correct", name, "--value", "Somebody else")).Code.ShouldBe(2, "the statement was corrected meanwhile");
        (await counter.RunAsync("nunez", "retract", fact, "--reason", " ")).Code.ShouldBe(3);
        (await counter.RunAsync("nunez", "show", car)).Output.ShouldContain("Blue pickup");
    }

    [Fact]
    public async Task A_doubtful_identifier_is_recorded_as_it_stands_and_said_on_standard_error()
    {
        var (code, output, error) = await counter.RunAsync("nunez", "record", "entity", "Vehicle", "name=Doubtful pickup", "vin=1M8GDM9A1KP042788", "--source-title", "Registration 13", "--anyway");
        code.ShouldBe(0);
        error.ShouldContain("vin 1M8GDM9A1KP042788: The check character is 1; the rest of the value gives X.");
        output.ShouldNotContain("check character");
    }

    [Fact]
    public async Task Everything_wrong_with_a_record_is_said_of_the_argument_it_is_about()
    {
        var (code, output, error) = await counter.RunAsync("nunez", "record", "entity", "Person", "name=X Y", "birthDate=19999", "colour=red", "--role", "witness", "--source-title", "Note");
        code.ShouldBe(3);
        output.ShouldBeEmpty();
        error.ShouldContain("birthDate=19999: ");
        error.ShouldContain("colour=red: ");
    }

    [Theory]
    [InlineData(1, "record", "entity", "Person", "name=A B")]
    [InlineData(1, "record", "entity", "Person", "name", "--source-title", "N")]
    [InlineData(3, "record", "entity", "Person", "name=A B", "--source-title", "N")]
    [InlineData(3, "record", "entity", "Person", "name=A B", "--source-title", "N", "--role", "suspect")]
    [InlineData(3, "record", "entity", "Nope", "name=A B", "--source-title", "N")]
    [InlineData(3, "record", "entity", "Vehicle", "name=A B", "--source-title", "N", "--preset", "nope")]
    [InlineData(3, "record", "entity", "Vehicle", "name=A B", "--source-title", "N", "--evaluation", "Z9")]
    [InlineData(3, "record", "entity", "Vehicle", "name=A B", "--source-title", "N", "--source-kind", "rumour")]
    [InlineData(2, "record", "entity", "Vehicle", "name=A B", "--source", "nope")]
    [InlineData(3, "record", "fact", "Payment", "--from", "nope", "--source", "nope")]
    [InlineData(3, "record", "report", "/no/such/file")]
    [InlineData(2, "retract", "nope", "--reason", "x")]
    [InlineData(2, "correct", "nope", "--value", "x")]
    public async Task A_record_that_cannot_be_is_refused_with_its_exit_code(int expected, params string[] arguments)
    {
        var (code, output, error) = await counter.RunAsync("nunez", arguments);
        code.ShouldBe(expected, error);
        output.ShouldBeEmpty();
        error.Trim().ShouldNotBeEmpty();
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Something_that_looks_like_it_is_shown_before_it_is_recorded_twice()
    {
        var (code, _, error) = await counter.RunAsync("nunez", "record", "entity", "Person", "name=Evaristo Luján Cota", "--role", "witness", "--source-title", "Note");
        code.ShouldBe(3);
        error.ShouldContain("Evaristo Luján Cota");
        error.ShouldContain("--anyway");
    }

    [Fact]
    public async Task A_report_with_several_statements_comes_from_a_file_or_from_standard_input()
    {
        const string Report = """
            { "newSource": { "title": "Report 14" }, "evaluation": "B2",
              "entities": [ { "ref": "car", "kind": "Vehicle" }, { "ref": "man", "kind": "Person", "standing": { "role": "bystander" } } ],
              "attributes": [ { "entity": "car", "property": "name", "value": "White van" }, { "entity": "man", "property": "name", "value": "Celso Ibáñez Mora" } ],
              "facts": [ { "kind": "use", "from": "man", "to": "car", "at": "2026-02" } ] }
            """;
        var usable = Report.Replace("\"use\"", $"\"{await FactAsync()}\"", StringComparison.Ordinal);
        var (code, output, error) = await counter.PuenteAsync("nunez", "en", usable, "record", "report", "-", "--json");
        code.ShouldBe(0, error);
        JsonNode.Parse(output)!["entities"]!.AsObject().Count.ShouldBe(2);
        var broken = await counter.RunAsync("nunez", "record", "report", counter.Write("broken.json", "{\n \"source\": ,\n}"));
        broken.Code.ShouldBe(3);
        broken.Error.ShouldContain("broken.json:2");
    }

    [Fact]
    public async Task An_import_is_previewed_run_repeated_and_undone()
    {
        var preview = await counter.RunAsync("becerra", "import", Sample("recoveries.csv"), "--mapping", Sample("recoveries.yaml"), "--preview");
        preview.Code.ShouldBe(0, preview.Error);
        preview.Output.ShouldContain("Norinco");
        (await counter.JsonAsync("becerra", "jobs")).AsArray().Select(j => (string)j!["file"]!).ShouldNotContain("recoveries.csv");
        var first = await counter.JsonAsync("becerra", "import", Sample("recoveries.csv"), "--mapping", Sample("recoveries.yaml"));
        ((long)first["tally"]!["accepted"]!).ShouldBe(12);
        var again = await counter.JsonAsync("becerra", "import", Sample("recoveries.csv"), "--mapping", Sample("recoveries.yaml"));
        ((long)again["tally"]!["new"]!).ShouldBe(0);
        var id = (string)first["id"]!;
        (await counter.RunAsync("becerra", "jobs", id, "--effect")).Output.ShouldContain("Undoing would take away");
        (await counter.RunAsync("becerra", "jobs", id, "--undo", "Wrong file")).Code.ShouldBe(0);
        ((string)(await counter.JsonAsync("becerra", "jobs", id))["state"]!).ShouldBe("undone");
    }

    [Fact]
    public async Task A_table_is_kept_as_a_dataset_its_rows_are_shown_and_sought_and_it_goes_with_its_import()
    {
        var mapping = counter.Write("kept.yaml", "mapping: kept\ndataset: { Recovered: date }\n");
        var csv = counter.Write("kept.csv", (await File.ReadAllTextAsync(Sample("recoveries.csv"))).Replace("\nA578825", "\nX99,Colt,,,soon,,,,\nA578825", StringComparison.Ordinal));
        var preview = await counter.RunAsync("becerra", "import", csv, "--mapping", mapping, "--preview");
        preview.Code.ShouldBe(3);
        preview.Output.ShouldContain("Norinco");
        preview.Error.ShouldContain("soon");
        var rejects = Path.Combine(counter.Folder, "kept-rejects.csv");
        var import = await counter.RunAsync("becerra", "import", csv, "--mapping", mapping, "--rejects", rejects, "--json");
        import.Code.ShouldBe(3, import.Error);
        (await File.ReadAllTextAsync(rejects)).ShouldContain("X99");
        var job = (await counter.JsonAsync("becerra", "jobs")).AsArray().Single(j => (string)j!["file"]! == "kept.csv")!;
        var dataset = (string)job["dataset"]!;
        (await counter.RunAsync("becerra", "datasets")).Output.ShouldContain(dataset);
        (await counter.RunAsync("becerra", "datasets", dataset, "--take", "1")).Output.ShouldContain("A578825");
        (await counter.JsonAsync("becerra", "datasets", dataset, "--find", "norinco", "--column", "Make"))["rows"]!.AsArray().Count.ShouldBe(4);
        (await counter.RunAsync("becerra", "datasets", dataset, "--find", "x", "--column", "Nothing")).Code.ShouldBe(2);
        var parquet = Path.Combine(counter.Folder, "rows.parquet");
        (await counter.RunAsync("becerra", "datasets", dataset, "--parquet", parquet)).Code.ShouldBe(0);
        (await File.ReadAllBytesAsync(parquet))[..4].ShouldBe("PAR1"u8.ToArray());
        (await counter.RunAsync("becerra", "datasets", "--find", "x")).Code.ShouldBe(1);
        (await counter.RunAsync("becerra", "jobs", (string)job["id"]!, "--undo", "Wrong file")).Code.ShouldBe(0);
        (await counter.RunAsync("becerra", "datasets", dataset)).Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_plain_file_is_tried_without_a_node()
    {
        var good = await counter.PuenteAsync("nobody", "en", null, "import", "--in", Sample("recoveries.csv"), "--mapping", Sample("recoveries.yaml"), "--json");
        good.Code.ShouldBe(0, good.Error);
        ((long)System.Text.Json.Nodes.JsonNode.Parse(good.Output)!["tally"]!["accepted"]!).ShouldBe(12);
        var csv = counter.Write("tried.csv", (await File.ReadAllTextAsync(Sample("recoveries.csv"))).TrimEnd() + "\nX99,Colt\n");
        var rejects = Path.Combine(counter.Folder, "tried-rejects.csv");
        var bad = await counter.PuenteAsync("nobody", "en", null, "import", "--in", csv, "--mapping", Sample("recoveries.yaml"), "--rejects", rejects);
        bad.Code.ShouldBe(3);
        bad.Error.ShouldContain("tried.csv:14");
        (await File.ReadAllTextAsync(rejects)).ShouldContain("X99");
        var preview = await counter.PuenteAsync("nobody", "en", null, "import", "--in", Sample("recoveries.csv"), "--mapping", Sample("recoveries.yaml"), "--preview");
        preview.Code.ShouldBe(0, preview.Error);
        preview.Output.ShouldContain("Norinco");
        (await counter.PuenteAsync("nobody", "en", null, "import", "--in", Sample("recoveries.csv"), "--mapping", Sample("operaciones.yaml"))).Error.ShouldContain("operaciones.yaml");
        (await counter.PuenteAsync("nobody", "en", null, "import", "--mapping", Sample("recoveries.yaml"))).Code.ShouldBe(1);
        (await counter.PuenteAsync("nobody", "en", null, "import", csv, "--in", csv, "--mapping", Sample("recoveries.yaml"))).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Rejected_rows_are_written_with_line_and_reason_and_the_command_says_so()
    {
        var csv = counter.Write("bad.csv", (await File.ReadAllTextAsync(Sample("recoveries.csv"))).TrimEnd() + "\nX99,Colt\n");
        var rejects = Path.Combine(counter.Folder, "rejects.csv");
        var (code, _, error) = await counter.RunAsync("salgado", "import", csv, "--mapping", Sample("recoveries.yaml"), "--rejects", rejects);
        code.ShouldBe(3);
        error.ShouldContain("rejects.csv");
        (await File.ReadAllTextAsync(rejects)).ShouldContain("line");
    }

    [Fact]
    public async Task A_mapping_that_does_not_fit_is_refused_with_file_line_and_reason()
    {
        var wrong = await counter.RunAsync("nunez", "import", Sample("recoveries.csv"), "--mapping", counter.Write("odd.yaml", "mapping: odd\ncolour: red\n"));
        wrong.Code.ShouldBe(3);
        wrong.Error.ShouldContain("odd.yaml:2");
        var other = await counter.RunAsync("nunez", "import", Sample("recoveries.csv"), "--mapping", Sample("operaciones.yaml"), "--preview");
        other.Code.ShouldBe(3);
        other.Error.ShouldContain("no column");
        (await counter.RunAsync("nunez", "import", counter.Write("empty.csv", ""), "--mapping", Sample("recoveries.yaml"))).Code.ShouldBe(3);
    }

    private async Task<string> FactAsync()
    {
        var facts = (await counter.JsonAsync("nunez", "kinds"))["facts"]!.AsArray();
        return (string)facts.First(f => (string)f!["label"]!["en"]! == "Use")!["code"]!;
    }
}

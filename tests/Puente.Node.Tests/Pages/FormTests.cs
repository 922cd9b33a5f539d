using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>What officers do to each other's statements, over the forms of the pages.</summary>
[Collection(nameof(Counter))]
public sealed class FormTests(Counter counter)
{
    private static readonly (string, string)[] Provenance =
        [("preset", "internal"), ("source.title", "Correction note"), ("evaluation.source", "B"), ("evaluation.information", "2"), ("language", "en"), ("source.kind", "report"), ("do", "save")];

    [Fact]
    public async Task Of_two_who_correct_the_same_statement_the_second_is_told_and_nothing_is_lost()
    {
        var (entity, statement) = await VehicleAsync("Green lorry");
        var path = $"/statements/{statement}/correct";
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        using var rivas = await OfficerDesk.OpenAsync(counter.Address, "rivas");
        var (hers, his) = (await rivas.GetAsync(path), await nunez.GetAsync(path));
        await nunez.PostAsync(path, "correct", his, [("value", "Green lorry, six wheels"), .. Provenance]);
        var told = await rivas.PostAsync(path, "correct", hers, [("value", "Blue lorry"), .. Provenance]);
        told.ShouldContain("Green lorry, six wheels");
        told.ShouldContain("value=\"Blue lorry\"");
        var over = Between(told, "name=\"over\" value=\"", "\"");
        await rivas.PostAsync(path, "correct", told, [("value", "Blue lorry"), ("over", over), .. Provenance]);
        var names = (await NamesAsync(entity, history: true)).Order().ToList();
        names.ShouldBe(["Blue lorry", "Green lorry", "Green lorry, six wheels"]);
        (await NamesAsync(entity, history: false)).ShouldBe(["Blue lorry"]);
    }

    [Fact]
    public async Task A_correction_is_seen_by_the_same_whatever_was_chosen_for_the_last_form()
    {
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        var (_, other) = await VehicleAsync("Open van");
        var elsewhere = $"/statements/{other}/correct";
        await nunez.PostAsync(elsewhere, "correct", await nunez.GetAsync(elsewhere), [("value", "Open van, white"), .. Provenance[1..], ("preset", "open-source")]);

        var (entity, statement) = await VehicleAsync("Shared van", "partner-full");
        var path = $"/statements/{statement}/correct";
        var form = await nunez.GetAsync(path);
        form.ShouldMatch("value=\"kept\"[^>]*checked");
        await nunez.PostAsync(path, "correct", form, [("value", "Shared van, grey"), .. Provenance[1..], ("preset", "kept")]);
        var names = (await (await counter.ApiAsync("nunez")).GetFromJsonAsync<JsonArray>($"entities/{entity}/attributes?history=true"))!.Where(a => (string)a!["property"]! == "name").ToList();
        names.Select(a => (string)a!["value"]!).Order().ShouldBe(["Shared van", "Shared van, grey"]);
        names[0]!["origin"]!["marking"]!.ToJsonString().ShouldBe(names[1]!["origin"]!["marking"]!.ToJsonString());
    }

    [Fact]
    public async Task A_suggestion_is_accepted_as_the_officers_own_statement_and_can_be_rejected()
    {
        var (one, _) = await VehicleAsync("Twin A");
        var (other, _) = await VehicleAsync("Twin B");
        var same = (string)(await RecordAsync(new { newSource = new { title = "Match" }, sameAs = new[] { new { left = one, right = other, score = 870, reasons = new[] { "same plate" } } } }))["sameAs"]![0]!;
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        var page = await nunez.GetAsync("/entities/" + one);
        page.ShouldContain("Twin B");
        await nunez.PostAsync("/entities/" + one, "judge-" + same, page, ("statement", same), ("do", "accept"));
        (await SameAsync(one)).Count(s => s!["score"] is null).ShouldBe(1);
        page = await nunez.GetAsync("/entities/" + one);
        await nunez.PostAsync("/entities/" + one, "judge-" + same, page, ("statement", same), ("do", "withdraw"));
        (await SameAsync(one)).ShouldHaveSingleItem()!["score"].ShouldBeNull();
    }

    [Fact]
    public async Task A_doubtful_identifier_is_said_once_and_recorded_as_it_stands()
    {
        const string form = "/record/entity?kind=Person";
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        (string, string)[] typed =
        [
            ("p.name", "Casimiro Ontiveros Bañuelos"), ("row.0.property", "curp"), ("row.0.value", "CAUP590612HJCDRR09"), ("rows", "3"), ("role", "suspect"), ("ground", "Named in a report"), ("review", "2027-01-01"),
            .. Provenance[..^1],
        ];
        var told = await nunez.PostAsync(form, "record", await nunez.GetAsync(form), [.. typed, ("do", "save")]);
        told.ShouldContain("Look at these again");
        told.ShouldContain("The check character is 9");
        told.ShouldContain("Record anyway");
        await nunez.PostAsync(form, "record", told, [.. typed, ("doubts", Between(told, "name=\"doubts\" value=\"", "\"")), ("do", "save")]);
        var hits = (await (await (await counter.ApiAsync("nunez")).PostAsJsonAsync("searches", new { text = "CAUP590612HJCDRR09" })).Content.ReadFromJsonAsync<JsonObject>())!["hits"]!.AsArray();
        hits.ShouldHaveSingleItem()!["value"]!.ToString().ShouldBe("CAUP590612HJCDRR09");
    }

    [Fact]
    public async Task A_report_says_once_whose_name_an_identifier_fits_and_records_it_as_it_stands()
    {
        const string form = "/record/report";
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        (string, string)[] typed =
        [
            ("rows.s", "0,1/2"), ("s.0.kind", "Person"), ("s.0.name", "ZAVALA ORTIZ, FULGENCIO"), ("s.0.role", "witness"), ("s.1.kind", "Person"), ("s.1.name", "HERRERA GARCIA, GLORIA"), ("s.1.role", "witness"),
            ("rows.a", "0/1"), ("a.0.about", "A"), ("a.0.property", "curp"), ("a.0.value", "HEGG560427MVZRRL04"), .. Provenance,
        ];
        var told = await nunez.PostAsync(form, "report", await nunez.GetAsync(form), typed);
        told.ShouldContain("It fits the name of HERRERA GARCIA, GLORIA");
        told.ShouldContain("Record anyway");
        var source = await nunez.PostAsync(form, "report", told, [.. typed, ("doubts", Between(told, "name=\"doubts\" value=\"", "\""))]);
        source.ShouldContain("HEGG560427MVZRRL04");
        source.ShouldNotContain("It fits the name");
    }

    [Fact]
    public async Task A_correction_to_a_doubtful_identifier_is_asked_about_once()
    {
        var made = await RecordAsync(new { newSource = new { title = "Registration 12" }, entities = new[] { new { @ref = "v", kind = "Vehicle" } }, attributes = new[] { new { entity = "v", property = "vin", value = "1M8GDM9AXKP042788" } } });
        made["warnings"]!.AsArray().ShouldBeEmpty();
        var path = $"/statements/{(string)made["attributes"]![0]!}/correct";
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        var told = await nunez.PostAsync(path, "correct", await nunez.GetAsync(path), [("value", "1M8GDM9A1KP042788"), .. Provenance]);
        told.ShouldContain("The check character is 1");
        (await nunez.PostAsync(path, "correct", told, [("value", "1M8GDM9A1KP042788"), ("doubts", Between(told, "name=\"doubts\" value=\"", "\"")), .. Provenance])).ShouldContain("1M8GDM9A1KP042788");
    }

    [Fact]
    public async Task What_is_recorded_over_the_api_comes_back_with_what_is_doubtful_about_it()
    {
        var made = await RecordAsync(new
        {
            newSource = new { title = "Card index" },
            entities = new object[] { new { @ref = "p", kind = "Person", standing = new { role = "witness" } }, new { @ref = "v", kind = "Vehicle" } },
            attributes = new[] { new { entity = "p", property = "name", value = "QUIROGA PAZ, NORBERTO" }, new { entity = "v", property = "vin", value = "1M8GDM9A1KP042788" } },
        });
        made["warnings"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldContain("The check character is 1");
        var person = (string)made["entities"]!["p"]!;
        var more = await RecordAsync(new { newSource = new { title = "Card index 2" }, attributes = new[] { new { entity = person, property = "curp", value = "BOXW310820HNERXN09" } } });
        var warning = more["warnings"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)warning["entity"]!, (string)warning["property"]!, (string)warning["value"]!, (string)warning["code"]!).ShouldBe((person, "curp", "BOXW310820HNERXN09", "name.other-identity"));
        more["attributes"]!.AsArray().Count.ShouldBe(1, "it is recorded as it stands");
    }

    [Fact]
    public async Task A_source_is_withdrawn_after_its_effect_was_shown_and_not_without_a_reason()
    {
        var made = await RecordAsync(new
        {
            newSource = new { title = "Wrong report 88" },
            entities = new[] { new { @ref = "v", kind = "Vehicle" } },
            attributes = new[] { new { entity = "v", property = "name", value = "Only here" }, new { entity = "v", property = "notes", value = "Second" } },
        });
        var (entity, path) = ((string)made["entities"]!["v"]!, $"/sources/{(string)made["source"]!}/withdraw");
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        var shown = await nunez.GetAsync(path);
        var effect = (await (await counter.ApiAsync("nunez")).GetFromJsonAsync<JsonObject>($"sources/{(string)made["source"]!}/withdrawal"))!;
        ((long)effect["attributes"]!).ShouldBe(2);
        ((long)effect["entities"]!).ShouldBe(1);
        await nunez.PostAsync(path, "withdraw", shown, ("reason", ""));
        (await NamesAsync(entity, history: false)).ShouldBe(["Only here"]);
        await nunez.PostAsync(path, "withdraw", shown, ("reason", "It was another report"));
        (await nunez.StatusAsync("/entities/" + entity)).ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_pointer_answers_a_partners_complete_identifier_with_a_unit_and_a_part_of_it_with_nothing()
    {
        const string Vin = "3FAHP0HA7AR123456";
        await RecordAsync(new
        {
            newSource = new { title = "Seized car" },
            marking = new { preset = "partner-pointer" },
            entities = new[] { new { @ref = "v", kind = "Vehicle" } },
            attributes = new[] { new { entity = "v", property = "vin", value = Vin } },
        });
        using var whitfield = await OfficerDesk.OpenAsync(counter.Address, "whitfield");
        var (_, whole) = await whitfield.AskAsync(Vin);
        whole.ShouldContain("Organised Crime Prosecution");
        whole.ShouldNotContain("/entities/");
        var (_, part) = await whitfield.AskAsync(Vin[..11]);
        part.ShouldNotContain("Organised Crime Prosecution");
    }

    [Fact]
    public async Task A_kind_that_the_node_adds_shows_by_its_own_label_on_pages_in_search_and_on_the_terminal()
    {
        var made = await RecordAsync(new
        {
            newSource = new { title = "Badge found" },
            entities = new[] { new { @ref = "b", kind = "Badge" } },
            attributes = new[] { new { entity = "b", property = "notes", value = "Found near Naco" }, new { entity = "b", property = "badgeNumber", value = "PF-4471-X" } },
        });
        var entity = (string)made["entities"]!["b"]!;
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        var page = await nunez.GetAsync("/entities/" + entity, "es");
        page.ShouldContain("Placa policial");
        page.ShouldContain("Número de placa");
        page.ShouldContain("PF-4471-X");
        (await nunez.AskAsync("PF-4471-X")).Body.ShouldContain("Police badge");
        (await counter.RunAsync("nunez", "show", entity)).Output.ShouldContain("Police badge: PF-4471-X");
        (await nunez.GetAsync("/record")).ShouldContain("Police badge");
    }

    [Fact]
    public async Task A_page_that_shows_something_sensitive_bears_its_marking_and_its_reader_across_each_sheet_and_no_other_does()
    {
        using var nunez = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        var (open, _) = await VehicleAsync("Plain car");
        var (closed, statement) = await VehicleAsync("Closed car", "own-unit");
        (await nunez.GetAsync("/entities/" + open)).ShouldNotContain("class=\"watermark\"");
        foreach (var path in new[] { "/entities/" + closed, "/statements/" + statement })
        {
            var page = await nunez.GetAsync(path);
            Between(page, "class=\"watermark\"", "</p>").ShouldContain("TLP:RED");
            System.Net.WebUtility.HtmlDecode(Between(page, "class=\"watermark\"", "</p>")).ShouldContain("Tomás Núñez Arriola");
        }
    }

    private async Task<(string Entity, string Statement)> VehicleAsync(string name, string preset = "internal")
    {
        var made = await RecordAsync(new
        {
            newSource = new { title = "Note on " + name },
            marking = new { preset },
            entities = new[] { new { @ref = "v", kind = "Vehicle" } },
            attributes = new[] { new { entity = "v", property = "name", value = name } },
        });
        return ((string)made["entities"]!["v"]!, (string)made["attributes"]![0]!);
    }

    private async Task<JsonObject> RecordAsync(object body)
    {
        using var answer = await (await counter.ApiAsync("nunez")).PostAsJsonAsync("statements", body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<List<string>> NamesAsync(string entity, bool history) =>
        [.. (await (await counter.ApiAsync("nunez")).GetFromJsonAsync<JsonArray>($"entities/{entity}/attributes?history={(history ? "true" : "false")}"))!
            .Where(a => (string)a!["property"]! == "name").Select(a => (string)a!["value"]!)];

    private async Task<JsonArray> SameAsync(string entity) => (await (await counter.ApiAsync("nunez")).GetFromJsonAsync<JsonArray>($"entities/{entity}/same-as"))!;

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal);
        from.ShouldBeGreaterThan(-1, "the form does not carry " + before);
        from += before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }
}

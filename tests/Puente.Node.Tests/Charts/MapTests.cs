using System.Globalization;
using System.Text.Json.Nodes;
using Puente.Evidence.Places;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Node.Pages.Charts;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;
using Puente.Office.Api;

namespace Puente.Node.Tests.Charts;

public sealed class MapTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Places_are_drawn_as_surely_as_they_are_known(Engine engine)
    {
        await using var town = await ChartTown.NewAsync(engine);
        var boss = await town.PersonAsync("Boss");
        await MetAtAsync(town, boss, "Exact", ("latitude", "31.34"), ("longitude", "-110.93"));
        await MetAtAsync(town, boss, "Around", ("latitude", "31.34"), ("longitude", "-110.93"), ("radius", "5000"));
        await MetAtAsync(town, boss, "By code", ("municipalityCode", "26043"), ("country", "mx"));
        await MetAtAsync(town, boss, "By state and code", ("municipalityCode", "01001"), ("state", "Aguascalientes"));
        await MetAtAsync(town, boss, "By name", ("municipality", "Webb County"), ("state", "TX"));
        await MetAtAsync(town, boss, "The town is not the county", ("city", "Houston"), ("state", "Texas"));
        await MetAtAsync(town, boss, "Only the state", ("municipality", "Atlantis"), ("state", "Sonora"));
        await MetAtAsync(town, boss, "Either country", ("municipalityCode", "01001"));
        await MetAtAsync(town, boss, "Off the earth", ("latitude", "131.34"), ("longitude", "-110.93"));
        await MetAtAsync(town, boss, "Half a point", ("latitude", "31.34"));
        var map = await MapAsync(town, town.Ask(boss));
        map.Places.ToDictionary(p => p.Entity.Caption, p => (p.At.Sureness, p.At.Named?.Code)).ShouldBe(new Dictionary<string, (Sureness, string?)>
        {
            ["Exact"] = (Sureness.Point, null),
            ["Around"] = (Sureness.Around, null),
            ["By code"] = (Sureness.District, "26043"),
            ["By state and code"] = (Sureness.District, "01001"),
            ["By name"] = (Sureness.District, "48479"),
            ["The town is not the county"] = (Sureness.State, "48"),
            ["Only the state"] = (Sureness.State, "26"),
        }, ignoreOrder: true);
        map.Nowhere.Select(e => e.Caption).Order(StringComparer.Ordinal).ShouldBe(["Either country", "Half a point", "Off the earth"]);
        map.Counties.ShouldBe(["48"]);
        (map.Box.West < -110.93 && map.Box.East > -99.3 && map.Box.South < 21.9 && map.Box.North > 31.34).ShouldBeTrue();
    }

    [Fact]
    public async Task Points_of_two_sources_that_lie_apart_are_said_to_disagree()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var boss = await town.PersonAsync("Boss");
        var place = await MetAtAsync(town, boss, "Ranch", ("latitude", "31.34"), ("longitude", "-110.93"));
        await town.Town.RecordAsync(town.Source, Town.Marking(), b => Point(b, place, 31.341, -110.931));
        (await MapAsync(town, town.Ask(boss))).Places.Single().At.Disputed.ShouldBeFalse();
        await town.Town.RecordAsync(town.Source, Town.Marking(), b => Point(b, place, 31.5, -110.93));
        var at = (await MapAsync(town, town.Ask(boss))).Places.Single().At;
        (at.Disputed, at.Point.Latitude).ShouldBe((true, 31.5));
    }

    [Fact]
    public async Task The_state_of_one_source_does_not_complete_the_town_of_another_and_sources_that_name_different_places_are_said_to_disagree()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var boss = await town.PersonAsync("Boss");
        var place = await MetAtAsync(town, boss, "House", ("municipality", "Nogales"), ("state", "Sonora"));
        await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.Attributes.Add(new NewAttribute(place, "state", "Sonora")));
        var at = (await MapAsync(town, town.Ask(boss))).Places.Single().At;
        (at.Named!.Code, at.Disputed).ShouldBe(("26043", false));
        await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.Attributes.Add(new NewAttribute(place, "state", "Veracruz")));
        at = (await MapAsync(town, town.Ask(boss))).Places.Single().At;
        (at.Named!.Code, at.Disputed, at.From.Count).ShouldBe(("26043", true, 3));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_hidden_point_leaves_the_map_as_it_would_be_without_it(Engine engine)
    {
        await using var town = await ChartTown.NewAsync(engine);
        var open = Town.Marking(audience: Town.To("US"));
        var boss = await town.PersonAsync("Boss", marking: open);
        var place = await MetAtAsync(town, boss, "Ranch", open, ("state", "Sonora"));
        var before = await MapAsync(town, town.Ask(boss), "dan");
        await town.Town.RecordAsync(town.Source, Town.Marking(), b => Point(b, place, 31.5, -110.93));
        var after = await MapAsync(town, town.Ask(boss), "dan");
        (after.Places.Single().At.Point, after.Places.Single().At.Sureness, after.Box).ShouldBe((before.Places.Single().At.Point, Sureness.State, before.Box));
        (await MapAsync(town, town.Ask(boss))).Places.Single().At.Sureness.ShouldBe(Sureness.Point);
    }

    [Fact]
    public async Task A_place_leaves_in_a_file_only_with_every_statement_that_says_where_it_is()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var stays = Town.Marking() with { Actions = Permission.View };
        var boss = await town.PersonAsync("Boss");
        await MetAtAsync(town, boss, "Free", ("latitude", "31.34"), ("longitude", "-110.93"));
        var kept = await MetAtAsync(town, boss, "Kept", ("name", "Kept"));
        await town.Town.RecordAsync(town.Source, stays, b => Point(b, kept, 31.5, -110.93));
        var ask = town.Ask(boss);
        var map = await MapAsync(town, ask);
        map.Places.Count.ShouldBe(2);
        (await town.LeavingAsync(ask)).Places(map).Select(p => (p.Entity.Caption, p.Facts)).ShouldBe([("Free", 1)]);
    }

    [Fact]
    public async Task An_entity_moves_from_place_to_place_where_the_order_is_sure()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var boss = await town.PersonAsync("Boss");
        foreach (var (name, state, at) in new[] { ("One", "Sonora", "2024-01-05"), ("Two", "Texas", "2024-02"), ("Three", "Arizona", "2024-02-10"), ("Four", "Sinaloa", "2024-04~") })
        {
            var place = await MetAtAsync(town, boss, name, ("state", state));
            await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.Facts.Add(new NewFact("contact", boss, boss, Place: place, At: When.Parse(at).Value)));
        }

        // Undated meetings, and the second and third, whose order is not known, join nothing.
        (await MapAsync(town, town.Ask(boss) with { From = When.Year(2024), Undated = false })).Moves.Select(m => (m.From.Entity.Caption, m.To.Entity.Caption)).ShouldBe([("One", "Two"), ("Three", "Four")]);
    }

    [Fact]
    public async Task GeoJson_puts_longitude_first_and_loses_no_row()
    {
        using var file = new MemoryStream();
        await using (var writer = new GeoJsonWriter(file, ["name", "latitude", "longitude"]))
        {
            await writer.RowAsync(["Ñandú \"<", "31.5", "-110.25"]);
            await writer.RowAsync(["Nowhere", null, null]);
        }

        var read = JsonNode.Parse(file.ToArray())!;
        ((string)read["type"]!).ShouldBe("FeatureCollection");
        read["features"]![0]!["geometry"]!["coordinates"]!.AsArray().Select(c => (double)c!).ShouldBe([-110.25, 31.5]);
        ((string)read["features"]![0]!["properties"]!["name"]!).ShouldBe("Ñandú \"<");
        read["features"]![1]!["geometry"].ShouldBeNull();
    }

    private static async Task<PlaceMap> MapAsync(ChartTown town, ChartAsk ask, string login = "ana")
    {
        var stop = TestContext.Current.CancellationToken;
        return await PlaceMap.OfAsync(await town.Town.ReadAsync(login), town.Town.Archive.Vocabulary, await town.DrawAsync(ask, login), stop);
    }

    private static Task<EntityId> MetAtAsync(ChartTown town, EntityId who, string name, params (string Property, string Value)[] attributes) => MetAtAsync(town, who, name, Town.Marking(), attributes);

    private static async Task<EntityId> MetAtAsync(ChartTown town, EntityId who, string name, Marking marking, params (string Property, string Value)[] attributes)
    {
        var place = town.Town.Archive.NewEntity();
        await town.Town.RecordAsync(town.Source, marking, b =>
        {
            b.Entities.Add(new NewEntity(place, "Place"));
            b.Attributes.Add(new NewAttribute(place, "name", name));
            foreach (var (property, value) in attributes) b.Attributes.Add(new NewAttribute(place, property, value));
            b.Facts.Add(new NewFact("contact", who, who, Place: place, At: When.Year(2023)));
        });
        return place;
    }

    private static void Point(Batch draft, EntityId place, double latitude, double longitude)
    {
        draft.Attributes.Add(new NewAttribute(place, "latitude", latitude.ToString(CultureInfo.InvariantCulture)));
        draft.Attributes.Add(new NewAttribute(place, "longitude", longitude.ToString(CultureInfo.InvariantCulture)));
    }
}

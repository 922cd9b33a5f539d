using System.Text.Json;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Search;

public sealed class SavedSearchTests
{
    private const string Phone = "+52 664 123 4567";

    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_search_opens_for_the_officer_who_asked_and_nobody_else(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var (_, searches) = Open(town);
        var id = (await searches.AskAsync(await town.ReadAsync("bob"), new Query("soto", Kind: "Person"))).Value;
        (await searches.OpenAsync(town.Viewer("bob"), id))!.Query.ShouldBe(new Query("soto", Kind: "Person"), new SameQuery());
        (await searches.OpenAsync(town.Viewer("ana"), id)).ShouldBeNull();
        (await searches.OpenAsync(town.Viewer("ana", Town.ElPaso), id)).ShouldBeNull("a colleague of the same unit is somebody else");
        (await searches.AskAsync(await town.ReadAsync("bob"), new Query("  "))).Refusal!.Code.ShouldBe("search.empty");
        (await searches.AskAsync(await town.ReadAsync("bob"), new Query("") { Lines = [.. Enumerable.Repeat("x", 501)] })).Refusal!.Code.ShouldBe("search.too-many-lines");
        (await ActsAsync(town)).ShouldBe(["search.ask"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_pointer_answers_a_complete_identifier_with_the_unit_and_tells_the_owner(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var (_, searches) = Open(town);
        await KnowAsync(town, Mode.Pointer);
        (await AskAsync(town, searches, "664 123")).Pointers.ShouldBeEmpty();
        (await AskAsync(town, searches, "luis")).Pointers.ShouldBeEmpty();
        (await AskAsync(town, searches, "6641234567")).Pointers.ShouldBe([new Pointer(0, Town.Phoenix)]);
        (await AskAsync(town, searches, "6641234567")).Pointers.ShouldBe([new Pointer(0, Town.Phoenix)]);

        var notice = (await new DeskNotices(town.Archive).ReadAsync(await town.ReadAsync("ana"))).Single();
        (notice.Silent, notice.Unit, notice.Purpose).ShouldBe((false, Town.Mexico, "trace"));
        (await new DeskNotices(town.Archive).ReadAsync(await town.ReadAsync("eva"))).ShouldBeEmpty();
        (await ActsAsync(town)).Count(a => a == "search.pointer").ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Silence_answers_as_if_nothing_were_there_and_tells_the_owner(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        await using var empty = await Town.NewAsync(engine);
        var (found, searches) = Open(town);
        var (nothing, others) = Open(empty);
        await KnowAsync(town, Mode.Silent);

        var heard = await AskAsync(town, searches, Phone);
        JsonSerializer.Serialize(heard).ShouldBe(JsonSerializer.Serialize(await AskAsync(empty, others, Phone)));
        JsonSerializer.Serialize(await found.FindAsync(await town.ReadAsync("eva"), heard.Query))
            .ShouldBe(JsonSerializer.Serialize(await nothing.FindAsync(await empty.ReadAsync("eva"), heard.Query)));
        (await new DeskNotices(town.Archive).ReadAsync(await town.ReadAsync("ana"))).Single().Silent.ShouldBeTrue();
        (await ActsAsync(town)).ShouldNotContain("search.pointer");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Pointers_stop_for_the_day_when_the_quota_is_used_up(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var (_, searches) = Open(town);
        var source = await town.SourceAsync();
        var marking = Town.Marking(audience: Town.To("MX", Mode.Pointer));
        var phones = Enumerable.Range(0, SavedSearches.PointersADay + 5).Select(i => $"66412300{i:00}").ToList();
        foreach (var phone in phones)
        {
            var id = await town.PersonAsync(source, "Luis", marking);
            await town.RecordAsync(source, marking, b => b.Attributes.Add(new NewAttribute(id, "phone", phone)));
        }

        var asked = await searches.AskAsync(await town.ReadAsync("eva"), new Query("") { Lines = phones });
        var list = (await searches.OpenAsync(town.Viewer("eva"), asked.Value))!;
        list.Pointers.Select(p => p.Line).ShouldBe(Enumerable.Range(1, SavedSearches.PointersADay));
        list.PointersPaused.ShouldBeFalse();
        (await AskAsync(town, searches, phones[^1])).PointersPaused.ShouldBeTrue();
        (await AskAsync(town, searches, "0000000000")).PointersPaused.ShouldBeTrue();

        town.Clock.Advance(TimeSpan.FromDays(1));
        (await AskAsync(town, searches, phones[^1])).Pointers.Count.ShouldBe(1);
    }

    private static (SearchIndex, SavedSearches) Open(Town town) =>
        (new SearchIndex(town.Archive, Vocabulary.Standard), new SavedSearches(town.Archive, new ActLog(town.Clock)));

    private static async Task KnowAsync(Town town, Mode mode)
    {
        var source = await town.SourceAsync();
        var marking = Town.Marking(audience: Town.To("MX", mode));
        var luis = await town.PersonAsync(source, "Luis", marking);
        await town.RecordAsync(source, marking, b => b.Attributes.Add(new NewAttribute(luis, "phone", Phone)));
    }

    private static async Task<SavedSearch> AskAsync(Town town, SavedSearches searches, string text)
    {
        var id = (await searches.AskAsync(await town.ReadAsync("eva"), new Query(text))).Value;
        return (await searches.OpenAsync(town.Viewer("eva"), id))!;
    }

    private static async Task<IReadOnlyList<string>> ActsAsync(Town town)
    {
        await using var connection = await town.Database.OpenAsync();
        return [.. await connection.QueryAsync<string>("select kind from act where kind like 'search.%' order by key")];
    }

    private sealed class SameQuery : IEqualityComparer<Query>
    {
        public bool Equals(Query? x, Query? y) => JsonSerializer.Serialize(x) == JsonSerializer.Serialize(y);

        public int GetHashCode(Query obj) => obj.Text.Length;
    }
}

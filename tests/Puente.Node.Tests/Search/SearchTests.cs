using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Search;

public sealed class SearchTests
{
    private static readonly Marking ForMexico = Town.Marking(audience: Town.To("MX"));

    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task Accents_case_and_order_of_words_do_not_matter(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var search = new SearchIndex(town.Archive, Vocabulary.Standard);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "José Luis Peña Ibáñez");
        await town.PersonAsync(source, "José Luis Pérez");

        foreach (var text in new[] { "pena", "PEÑA", "ibanez josé", "luis  peña" }) (await FindAsync(town, search, "bob", text)).ShouldBe([luis], text);
        (await FindAsync(town, search, "bob", "pen")).ShouldBeEmpty();
        (await FindAsync(town, search, "bob", "...")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_identifier_is_found_however_it_is_written_but_only_complete(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var search = new SearchIndex(town.Archive, Vocabulary.Standard);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        await town.RecordAsync(source, Town.Marking(), b => b.Attributes.Add(new NewAttribute(luis, "phone", "+52 1 664 123 4567")));

        foreach (var text in new[] { "6641234567", "+52 664 123 4567", "(664) 123-4567" }) (await FindAsync(town, search, "bob", text)).ShouldBe([luis], text);
        (await FindAsync(town, search, "bob", "664123456")).ShouldBeEmpty();
        (await search.FindAsync(await town.ReadAsync("bob"), new Query("6641234567"))).Hits.Single().Match.ShouldBe(Match.Identifier);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Names_come_before_aliases_and_texts_and_shorter_values_before_longer(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var search = new SearchIndex(town.Archive, Vocabulary.Standard);
        var source = await town.SourceAsync();
        var text = await town.PersonAsync(source, "Ana");
        var alias = await town.PersonAsync(source, "Beto");
        await town.RecordAsync(source, Town.Marking(), b =>
        {
            b.Attributes.Add(new NewAttribute(text, "notes", "Seen with Soto in March"));
            b.Attributes.Add(new NewAttribute(alias, "alias", "El Soto"));
        });
        var longer = await town.PersonAsync(source, "María Soto Ruiz");
        var older = await town.PersonAsync(source, "Luis Soto");
        var newer = await town.PersonAsync(source, "Juan Soto");

        (await FindAsync(town, search, "bob", "soto")).ShouldBe([newer, older, longer, alias, text]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task More_rows_than_are_asked_for_at_once_are_all_found_in_order_and_each_once(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var search = new SearchIndex(town.Archive, Vocabulary.Standard);
        var source = await town.SourceAsync();
        const int People = 450;
        var ids = Enumerable.Range(0, People).Select(_ => town.Archive.NewEntity()).ToList();
        await town.RecordAsync(source, Town.Marking(), b =>
        {
            foreach (var (id, i) in ids.Select((id, i) => (id, i)))
            {
                b.Entities.Add(new NewEntity(id, "Person"));
                b.Attributes.Add(new NewAttribute(id, "name", $"{(i % 3 == 0 ? "Ana Luisa" : "Ana")} {(i % 2 == 0 ? "Soto" : "Sotelo")}"));
                b.Attributes.Add(new Standing("bystander", null, null, null).Of(id));
            }
        });

        IReadOnlyList<EntityId> Ordered(Func<int, int> rank) =>
            [.. ids.Select((id, i) => (Id: id, At: i)).OrderBy(p => rank(p.At)).ThenByDescending(p => p.Id.Key).Select(p => p.Id)];
        var reading = await town.ReadAsync("bob");
        var all = await search.FindAsync(reading, new Query("ana"), take: People);
        all.Hits.Select(h => h.Entity.Id).ShouldBe(Ordered(i => i % 3 == 0 ? 1 : 0));
        all.Count.ShouldBe(People);
        (await search.SuggestAsync(reading, "sot", take: People)).Select(h => h.Entity.Id).ShouldBe(Ordered(i => (i % 2 == 0 ? 2 : 0) + (i % 3 == 0 ? 1 : 0)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Only_what_the_viewer_reads_is_found_counted_and_suggested(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var search = new SearchIndex(town.Archive, Vocabulary.Standard);
        var source = await town.SourceAsync();
        var open = await town.PersonAsync(source, "Rosa Cruz", ForMexico);
        await town.PersonAsync(source, "Rosa Cruz");
        await town.PersonAsync(source, "Rosa Cruz", Town.Marking(audience: Town.To("MX", Mode.Redacted, Field.Value)));
        await town.PersonAsync(source, "Rosa Cruz", Town.Marking(audience: Town.To("MX", Mode.Pointer)));

        var eva = await town.ReadAsync("eva");
        var answer = await search.FindAsync(eva, new Query("rosa"));
        (answer.Count, answer.Hits.Single().Entity.Id).ShouldBe((1, open));
        (await search.SuggestAsync(eva, "ros")).Select(h => h.Entity.Id).ShouldBe([open]);
        (await search.DuplicatesAsync(eva, "Person", [("name", "Cruz Rosa")])).Select(d => d.Entity.Id).ShouldBe([open]);
        (await search.FindManyAsync(eva, ["Rosa Cruz", ""])).Select(l => l.Count).ShouldBe([1, 0]);
        (await search.FindAsync(await town.ReadAsync("bob"), new Query("rosa"))).Count.ShouldBe(4);
        (await search.FindAsync(await town.ReadAsync("adm"), new Query("rosa"))).Count.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_corrected_withdrawn_or_remarked_is_found_as_it_is_now(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var search = new SearchIndex(town.Archive, Vocabulary.Standard);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis", ForMexico);
        var first = await town.RecordAsync(source, ForMexico, b => b.Attributes.Add(new NewAttribute(luis, "alias", "Wolf")));
        var second = await town.RecordAsync(source, ForMexico, b => b.Attributes.Add(new NewAttribute(luis, "alias", "Fox", Supersedes: first.Attributes[0])));
        (await FindAsync(town, search, "eva", "wolf")).ShouldBeEmpty();
        (await FindAsync(town, search, "eva", "fox")).ShouldBe([luis]);

        (await town.Recorder.RemarkAsync(town.Viewer("ana"), second.Attributes[0], Town.Marking(), "test")).IsOk.ShouldBeTrue();
        (await FindAsync(town, search, "eva", "fox")).ShouldBeEmpty();
        (await FindAsync(town, search, "bob", "fox")).ShouldBe([luis]);

        (await town.Recorder.RetractAsync(town.Viewer("ana"), second.Attributes[0], "test")).IsOk.ShouldBeTrue();
        (await FindAsync(town, search, "bob", "fox")).ShouldBeEmpty();

        (await town.Recorder.WithdrawAsync(town.Viewer("ana"), source, "test")).IsOk.ShouldBeTrue();
        (await FindAsync(town, search, "bob", "luis")).ShouldBeEmpty();
        (await ((IDerived)search).DifferencesAsync(default)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Filters_by_kind_time_and_place_narrow(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var search = new SearchIndex(town.Archive, Vocabulary.Standard);
        var source = await town.SourceAsync();
        var there = await town.PersonAsync(source, "Soto Uno");
        var living = await town.PersonAsync(source, "Soto Dos");
        var place = town.Archive.NewEntity();
        var company = town.Archive.NewEntity();
        await town.RecordAsync(source, Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(place, "Address"));
            b.Attributes.Add(new NewAttribute(place, "full", "Avenida Revolución, Tijuana"));
            b.Entities.Add(new NewEntity(company, "Company"));
            b.Attributes.Add(new NewAttribute(company, "name", "Soto SA"));
            b.Attributes.Add(new NewAttribute(living, "address", "Calle 5, Tijuana"));
            b.Facts.Add(new NewFact("contact", there, company, Place: place, At: When.Instant(1_700_000_000_000)));
        });

        (await FindAsync(town, search, "bob", new Query("soto", Kind: "Company"))).ShouldBe([company]);
        (await FindAsync(town, search, "bob", new Query("soto", Kind: "LegalEntity"))).Count.ShouldBe(3);
        (await FindAsync(town, search, "bob", new Query("soto", Place: "tijuana"))).ShouldBe([company, living, there], ignoreOrder: true);
        (await FindAsync(town, search, "bob", new Query("soto", Place: "tijuana revolucion"))).ShouldBe([company, there], ignoreOrder: true);
        var year = DateTimeOffset.FromUnixTimeMilliseconds(1_690_000_000_000);
        (await FindAsync(town, search, "bob", new Query("soto", From: year))).ShouldBe([company, there], ignoreOrder: true);
        (await FindAsync(town, search, "bob", new Query("soto", Until: year))).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Words_of_a_text_too_long_to_keep_beside_each_are_found_exactly(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var search = new SearchIndex(town.Archive, Vocabulary.Standard);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var words = Enumerable.Range(0, 300).Select(i => $"word{i}");
        await town.RecordAsync(source, Town.Marking(), b => b.Attributes.Add(new NewAttribute(luis, "notes", string.Join(' ', words))));

        (await FindAsync(town, search, "bob", "word7 word299")).ShouldBe([luis]);
        (await FindAsync(town, search, "bob", "word7 word300")).ShouldBeEmpty();
        (await FindAsync(town, search, "bob", "luis word7")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_index_can_be_made_again_from_the_record(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis Peña");
        IDerived search = new SearchIndex(town.Archive, Vocabulary.Standard);
        (await search.DifferencesAsync(default)).ShouldBeGreaterThan(0);
        await search.RebuildAsync(null, default);
        (await search.DifferencesAsync(default)).ShouldBe(0);
        (await FindAsync(town, (SearchIndex)search, "bob", "pena")).ShouldBe([luis]);
    }

    private static Task<IReadOnlyList<EntityId>> FindAsync(Town town, SearchIndex search, string login, string text) => FindAsync(town, search, login, new Query(text));

    private static async Task<IReadOnlyList<EntityId>> FindAsync(Town town, SearchIndex search, string login, Query query) =>
        [.. (await search.FindAsync(await town.ReadAsync(login), query)).Hits.Select(h => h.Entity.Id)];
}

using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Records;

/// <summary>Statements are told as they were: on the clock of their place, under the names of the node's own kinds, and all those of a source.</summary>
public sealed class TellingTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_local_time_is_read_back_on_its_own_clock(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var id = await town.PersonAsync(source, "Luis Peña");
        var (hermosillo, tijuana) = (When.Parse("2026-03-12 10:00", DateOrder.YearFirst, "America/Hermosillo").Value, When.Parse("2026-03-12 11:30", DateOrder.YearFirst, "America/Tijuana").Value);
        await town.RecordAsync(source, Town.Marking(), batch =>
        {
            batch.Attributes.Add(new NewAttribute(id, "alias", "El Primero", hermosillo));
            batch.Attributes.Add(new NewAttribute(id, "alias", "El Segundo", null, tijuana));
            batch.Facts.Add(new NewFact("Family", id, id, At: tijuana));
        });
        var reading = await town.ReadAsync("ana");
        var aliases = (await reading.AttributesAsync(id)).Where(a => a.Property == "alias").ToList();
        aliases[0].At.ShouldBe(hermosillo);
        aliases[0].At!.Value.ToString().ShouldContain("10:00");
        aliases[1].Until.ShouldBe(tijuana);
        (await reading.FactsAsync(id)).Rows.ShouldHaveSingleItem().At!.Value.Zone.ShouldBe("America/Tijuana");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_kind_that_a_node_adds_shows_under_its_own_caption_in_readings_and_in_search(Engine engine)
    {
        var vocabulary = Vocabulary.Load([new VocabularyFile("badges.yaml", new StringReader("""
            kinds:
              Badge:
                extends: Thing
                label: [Badge, Placa]
                plural: [Badges, Placas]
                caption: [badgeNumber]
                properties:
                  badgeNumber: { type: identifier, label: [Badge number, Número de placa], match: true }
            """))]).Vocabulary!;
        await using var town = await Town.NewAsync(engine, vocabulary);
        var search = new SearchIndex(town.Archive, vocabulary);
        var (source, id) = (await town.SourceAsync(), town.Archive.NewEntity());
        await town.RecordAsync(source, Town.Marking(), batch =>
        {
            batch.Entities.Add(new NewEntity(id, "Badge"));
            batch.Attributes.Add(new NewAttribute(id, "notes", "Found in Nogales"));
            batch.Attributes.Add(new NewAttribute(id, "badgeNumber", "PF-4471"));
        });
        var reading = await town.ReadAsync("ana");
        (await reading.EntityAsync(id))!.Caption.ShouldBe("PF-4471");
        (await search.FindAsync(reading, new Query("nogales"))).Hits.ShouldHaveSingleItem().Entity.Caption.ShouldBe("PF-4471");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_source_lists_every_statement_although_forms_are_saved_while_an_import_runs(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var (source, other) = (await town.SourceAsync(), await town.SourceAsync());
        var id = await town.PersonAsync(source, "Luis Peña");
        var pending = await town.PendingAsync(other, batch => batch.Attributes.Add(new NewAttribute(id, "alias", "From the import")));
        for (var i = 0; i < 3; i++)
        {
            await town.RecordAsync(source, Town.Marking(), batch =>
            {
                batch.Attributes.Add(new NewAttribute(id, "alias", $"Before {i}"));
                batch.Facts.Add(new NewFact("Family", id, id));
            });
            await town.MoreAsync(pending, batch => batch.Attributes.Add(new NewAttribute(id, "alias", $"Slice {i}")));
        }

        var reading = await town.ReadAsync("ana");
        var (found, after) = (new List<SourceStatement>(), (string?)null);
        do
        {
            var page = await reading.StatementsAsync(source, after, 2);
            found.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        found.Count(s => s.Attribute?.Property == "alias").ShouldBe(3);
        found.Count(s => s.Fact is not null).ShouldBe(3);
        found.Select(s => s.Id).Distinct().Count().ShouldBe(found.Count);
    }
}

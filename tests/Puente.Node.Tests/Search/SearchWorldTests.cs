using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Search;

/// <summary>Over generated worlds, a search finds exactly what looking at every visible statement finds, in the same order.</summary>
public sealed class SearchWorldTests
{
    private static readonly string[] Words = ["Ana", "José", "Luis", "Peña", "Soto", "Ruiz", "Cruz", "O'Neil", "de", "Ibáñez"];
    private static readonly string[] Phones = ["+52 664 123 4567", "6021234567", "+1 602 123 4567", "664-123-4567"];
    private static readonly string[] Kinds = ["Person", "Company", "Organization"];
    private static readonly Mode[] Modes = [Mode.None, Mode.Silent, Mode.Pointer, Mode.Redacted, Mode.Full, Mode.Full];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_search_finds_what_looking_at_every_visible_statement_finds(Engine engine)
    {
        var found = 0;
        for (var seed = 1; seed <= (engine == Engine.Sqlite ? 25 : 6); seed++)
        {
            var random = new Random(seed);
            await using var town = await Town.NewAsync(engine);
            var search = new SearchIndex(town.Archive, Vocabulary.Standard);
            var entities = await FillAsync(town, random);
            foreach (var login in new[] { "ana", "bob", "dan", "eva", "adm" })
                for (var i = 0; i < 12; i++)
                {
                    var reading = await town.ReadAsync(login);
                    var kind = random.Next(3) == 0 ? Kinds[random.Next(Kinds.Length)] : null;
                    var text = random.Next(4) == 0 ? Phones[random.Next(Phones.Length)] : Name(random);
                    var expected = await LookAsync(reading, entities, text, kind);
                    var pages = new List<Answer> { await search.FindAsync(reading, new Query(text, kind), take: 3) };
                    while (pages[^1].Next is { } next) pages.Add(await search.FindAsync(reading, new Query(text, kind), next, 3));

                    pages.SelectMany(p => p.Hits).Select(h => h.Entity.Id).ShouldBe(expected, $"seed {seed}, {login}, {text}, {kind}");
                    pages.ShouldAllBe(p => p.Count == expected.Count);
                    found += expected.Count;
                }
        }

        found.ShouldBeGreaterThan(100);
    }

    private static async Task<IReadOnlyList<EntityId>> FillAsync(Town town, Random random)
    {
        var source = await town.SourceAsync(marking: Town.Marking(audience: Town.To("MX")));
        var entities = new List<EntityId>();
        var statements = new List<StatementId>();
        for (var i = 0; i < 40; i++)
        {
            var old = entities.Count > 5 && random.Next(3) == 0;
            var id = old ? entities[random.Next(entities.Count)] : town.Archive.NewEntity();
            var mode = Modes[random.Next(Modes.Length)];
            var marking = Town.Marking(audience: mode == Mode.None ? [] : [Town.To("MX", mode, random.Next(2) == 0 ? Field.Value : Field.Time)]) with { Tlp = (Tlp)random.Next(5) };
            var batch = new Batch();
            if (!old) batch.Entities.Add(new NewEntity(id, Kinds[1 + random.Next(2)]));
            batch.Attributes.Add(new NewAttribute(id, random.Next(3) == 0 ? "alias" : "name", Name(random)));
            if (random.Next(2) == 0) batch.Attributes.Add(new NewAttribute(id, "phone", Phones[random.Next(Phones.Length)]));
            if (random.Next(4) == 0) batch.Attributes.Add(new NewAttribute(id, "notes", $"{Name(random)} con {Name(random)}"));
            // Refused about an entity of which nothing is left to see.
            if (await town.TryRecordAsync("ana", source, marking, batch) is not { IsOk: true, Value: var recorded }) continue;
            if (!old) entities.Add(id);
            statements.AddRange(recorded.Attributes);
            if (random.Next(6) == 0) await town.Recorder.RetractAsync(town.Viewer("ana"), statements[random.Next(statements.Count)], "test");
        }

        return entities;
    }

    private static string Name(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Words[random.Next(Words.Length)]));

    private static async Task<IReadOnlyList<EntityId>> LookAsync(Reading reading, IReadOnlyList<EntityId> entities, string text, string? kind)
    {
        var asked = Fold.Words(text).ToHashSet();
        var best = new List<(long Quality, EntityId Entity)>();
        foreach (var id in entities)
        {
            if (await reading.EntityAsync(id) is not { } view || (kind is not null && !Vocabulary.Standard.Kind(view.Kind)!.Is(kind))) continue;
            var qualities = (await reading.AttributesAsync(id)).Where(a => a.Value is not null).Select(a => QualityOf(a.Property, a.Value!, text, asked)).Where(q => q > 0).ToList();
            if (qualities.Count > 0) best.Add((qualities.Max(), id));
        }

        return [.. best.OrderByDescending(b => b.Quality).ThenByDescending(b => b.Entity.Key).Select(b => b.Entity)];
    }

    private static long QualityOf(string property, string value, string text, HashSet<string> asked)
    {
        if (property == "phone") return Fold.Identifier(value, IdentifierRule.Phone) == Fold.Identifier(text, IdentifierRule.Phone) ? 1000 : 0;
        var words = Fold.Words(value).ToHashSet();
        var level = property switch { "name" => 400, "alias" => 300, _ => 100 };
        return asked.Count > 0 && asked.IsSubsetOf(words) ? level - words.Count : 0;
    }
}

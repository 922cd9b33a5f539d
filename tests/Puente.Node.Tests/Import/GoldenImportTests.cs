using System.Text;
using System.Text.Json;
using Dapper;
using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;
using Puente.Tests.Import;

namespace Puente.Node.Tests.Import;

/// <summary>Source of the case: opensanctions/nomenklatura, tests/fixtures/donations.*</summary>
public sealed class GoldenImportTests
{
    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task Donations_from_csv_leave_as_the_474_expected_entities(Engine engine) => await CheckAsync(engine, "donations.csv");

    [Theory, MemberData(nameof(Engines))]
    public async Task Donations_from_xlsx_leave_as_the_474_expected_entities(Engine engine) => await CheckAsync(engine, "donations.xlsx");

    [Theory, MemberData(nameof(Engines))]
    public async Task What_leaves_as_FollowTheMoney_comes_in_again_as_the_same(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var mapping = new Mapping("donations-ijson", "Donations");
        var done = await town.ImportAsync("ana", "donations.ijson", await File.ReadAllBytesAsync(Golden.Donations("donations.ijson"), Xunit.TestContext.Current.CancellationToken), mapping);
        done.Fault.ShouldBeNull();
        (done.Tally.Read, done.Tally.Accepted, done.Tally.EntitiesNew).ShouldBe((474, 474, 184));
        (await ExportAsync(town)).ShouldBe(Content(await File.ReadAllLinesAsync(Golden.Donations("donations.ijson"), Xunit.TestContext.Current.CancellationToken)));
    }

    private static async Task CheckAsync(Engine engine, string file)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var mapping = MappingReader.Read(await File.ReadAllTextAsync(Golden.Donations("donations.yml"), Xunit.TestContext.Current.CancellationToken)).Mapping!;
        var done = await town.ImportAsync("ana", file, await File.ReadAllBytesAsync(Golden.Donations(file), Xunit.TestContext.Current.CancellationToken), mapping);
        done.State.ShouldBe(ImportState.Done);
        (done.Tally.Read, done.Tally.Accepted, done.Tally.Rejected, done.Tally.EntitiesNew).ShouldBe((292, 292, 0, 184));
        var exported = await ExportAsync(town);
        exported.Count.ShouldBe(474);
        exported.ShouldBe(Content(await File.ReadAllLinesAsync(Golden.Donations("donations.ijson"), Xunit.TestContext.Current.CancellationToken)));
    }

    private static async Task<List<string>> ExportAsync(ImportTown town)
    {
        await using var connection = await town.Town.Database.OpenAsync();
        var all = (await connection.QueryAsync<long>("select key from entity order by key")).Select(k => new EntityId(k)).ToList();
        var text = new StringWriter();
        await new EntityWriter(town.Town.Archive, Vocabulary.Standard).WriteAsync(await town.Town.ReadAsync("ana"), all, text);
        return Content(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Entities by content: an id is replaced by what the entity it points to says of itself. The role that persons enter with is ours.</summary>
    private static List<string> Content(IEnumerable<string> lines)
    {
        var all = lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var byId = all.ToDictionary(e => e.GetProperty("id").GetString()!);
        return [.. all.Select(e => Line(e, true)).Order(StringComparer.Ordinal)];

        string Line(JsonElement entity, bool deep)
        {
            var text = new StringBuilder(entity.GetProperty("schema").GetString());
            var values = entity.GetProperty("properties").EnumerateObject().Where(p => p.Name != "role")
                .SelectMany(p => p.Value.EnumerateArray().Select(v => (p.Name, Value: v.GetString()!)))
                .Select(p => byId.TryGetValue(p.Value, out var other) ? deep ? $"{p.Name}={Line(other, false)}" : "" : $"{p.Name}={p.Value}")
                .Where(t => t.Length > 0);
            return text.Append('{').AppendJoin(", ", values.Order(StringComparer.Ordinal)).Append('}').ToString();
        }
    }
}

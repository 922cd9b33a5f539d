using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Import;

/// <summary>FollowTheMoney in and out: every end of a fact survives, also those the format has no place for.</summary>
public sealed class RoundTripTests
{
    private const string Payment = """
        {"id":"p","schema":"Person","properties":{"name":["Payer One"]}}
        {"id":"b","schema":"Company","properties":{"name":["Beneficiary Two"]}}
        {"id":"pa","schema":"BankAccount","properties":{"accountNumber":["111222333"],"name":["Account A"]}}
        {"id":"ba","schema":"BankAccount","properties":{"accountNumber":["444555666"],"name":["Account B"]}}
        {"id":"t","schema":"Payment","properties":{"payer":["p"],"payerAccount":["pa"],"beneficiary":["b"],"beneficiaryAccount":["ba"],"date":["2026-03-12"],"amount":["10.50"],"currency":["USD"]}}
        """;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_payment_keeps_payer_and_account_on_both_sides(Engine engine)
    {
        await using var first = await ImportTown.NewAsync(engine);
        var once = await ThroughAsync(first, Payment);
        Ends(once, "Payment").ShouldBe(["beneficiary=Beneficiary Two", "beneficiaryAccount=Account B", "payer=Payer One", "payerAccount=Account A"]);
        await using var second = await ImportTown.NewAsync(engine);
        Ends(await ThroughAsync(second, string.Join('\n', once.Select(l => l.ToJsonString()))), "Payment").ShouldBe(Ends(once, "Payment"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_fact_without_an_equivalent_keeps_its_kind_item_and_place(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var source = await town.Town.SourceAsync();
        var (from, to, item, place) = (town.Town.Archive.NewEntity(), town.Town.Archive.NewEntity(), town.Town.Archive.NewEntity(), town.Town.Archive.NewEntity());
        await town.Town.RecordAsync(source, Records.Town.Marking(), batch =>
        {
            foreach (var (id, kind, name) in new[] { (from, "Company", "Dealer"), (to, "Company", "Purchaser"), (item, "Firearm", "Rifle"), (place, "Address", "Tucson") })
            {
                batch.Entities.Add(new NewEntity(id, kind));
                batch.Attributes.Add(new NewAttribute(id, "name", name));
            }

            batch.Facts.Add(new NewFact("Custody", from, to, item, place, Evidence.Time.When.Parse("2026-03-12").Value));
        });
        var once = await ExportAsync(town);
        string[] ends = ["item=Rifle", "object=Purchaser", "place=Tucson", "subject=Dealer"];
        Ends(once, "UnknownLink").ShouldBe(ends);
        await using var other = await ImportTown.NewAsync(engine);
        var again = await ThroughAsync(other, string.Join('\n', once.Select(l => l.ToJsonString())));
        Ends(again, "UnknownLink").ShouldBe(ends);
        ((string)again.Single(l => (string)l["schema"]! == "UnknownLink")["properties"]!["role"]![0]!).ShouldBe("Custody");
    }

    private static async Task<List<JsonNode>> ThroughAsync(ImportTown town, string lines)
    {
        var done = await town.ImportAsync("ana", "lines.ijson", Encoding.UTF8.GetBytes(lines), new Mapping("lines", "Lines"));
        done.Fault.ShouldBeNull();
        done.Tally.Rejected.ShouldBe(0);
        return await ExportAsync(town);
    }

    private static async Task<List<JsonNode>> ExportAsync(ImportTown town)
    {
        await using var connection = await town.Town.Database.OpenAsync();
        var all = (await connection.QueryAsync<long>("select key from entity order by key")).Select(k => new EntityId(k)).ToList();
        var text = new StringWriter();
        await new EntityWriter(town.Town.Archive, Vocabulary.Standard).WriteAsync(await town.Town.ReadAsync("ana"), all, text);
        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }

    /// <summary>Properties of the one fact of a schema that name another line, with the name there.</summary>
    private static List<string> Ends(List<JsonNode> lines, string schema)
    {
        var names = lines.ToDictionary(l => (string)l["id"]!, l => (string?)l["properties"]!["name"]?[0]);
        return [.. lines.Single(l => (string)l["schema"]! == schema)["properties"]!.AsObject()
            .SelectMany(p => p.Value!.AsArray().Select(v => (p.Key, Value: (string)v!)))
            .Where(p => names.GetValueOrDefault(p.Value) is not null).Select(p => $"{p.Key}={names[p.Value]}").Order(StringComparer.Ordinal)];
    }
}

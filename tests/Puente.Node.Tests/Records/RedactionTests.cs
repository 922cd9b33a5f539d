using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Records;

/// <summary>What a reader is told of a statement of which parts are redacted.</summary>
public sealed class RedactionTests
{
    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_redacted_end_is_left_out_and_does_not_lead_anywhere(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis", Town.Marking(audience: Town.To("MX")));
        var buyer = await town.PersonAsync(source, "Buyer", Town.Marking(audience: Town.To("MX")));
        await town.RecordAsync(source, Town.Marking(audience: Town.To("MX", Mode.Redacted, Field.To | Field.Amount)), b =>
            b.Facts.Add(new NewFact("Payment", luis, buyer, Amount: 5000, Currency: "USD")));

        var eva = await town.ReadAsync("eva");
        var fact = (await eva.FactsAsync(luis)).Rows.Single();
        fact.To.ShouldBeNull();
        fact.Amount.ShouldBeNull();
        fact.Redacted.ShouldBe(Field.To | Field.Amount);
        (await eva.FactsAsync(buyer)).Rows.ShouldBeEmpty();
        (await eva.CountFactsAsync(buyer)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_redacted_value_names_nobody(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var luis = await town.PersonAsync(await town.SourceAsync(), "Luis", Town.Marking(audience: Town.To("MX", Mode.Redacted, Field.Value)));
        (await (await town.ReadAsync("eva")).EntityAsync(luis)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_redacted_time_does_not_sort(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis", Town.Marking(audience: Town.To("MX")));
        var buyer = await town.PersonAsync(source, "Buyer", Town.Marking(audience: Town.To("MX")));
        var told = await town.RecordAsync(source, Town.Marking(audience: Town.To("MX", Mode.Redacted, Field.Time)), b =>
        {
            b.Facts.Add(new NewFact("Contact", luis, buyer, At: When.FromStored(2 * 86_400_000L, 0)));
            b.Facts.Add(new NewFact("Contact", luis, buyer, At: When.FromStored(86_400_000L, 0)));
        });

        (await (await town.ReadAsync("ana")).FactsAsync(luis)).Rows.Select(f => f.Id).ShouldBe([told.Facts[0], told.Facts[1]]);
        var redacted = (await (await town.ReadAsync("eva")).FactsAsync(luis)).Rows;
        redacted.Select(f => f.At).ShouldAllBe(at => at == null);
        redacted.Select(f => f.Id).ShouldBe([told.Facts[1], told.Facts[0]], "the latest recorded first, whatever the times are");
    }
}

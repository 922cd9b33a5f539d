using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Matching.Names;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Identity;

/// <summary>What two use, own or live at, and what the identifier of one says of the other, as far as the reader sees it.</summary>
public sealed class HoldingTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_who_use_one_telephone_are_found_and_it_is_said_and_withdrawn_facts_part_them_again(Engine engine)
    {
        await using var town = await MatchTown.NewAsync(engine);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        var two = await town.SuspectAsync("Evaristo Quiroga");
        (await town.CandidatesAsync("ana", one)).ShouldBeEmpty();
        var phone = await town.ThingAsync("Phone", ("number", "+52 631 114 0218"));
        await town.HoldAsync("Use", one, phone);
        var said = await town.HoldAsync("Use", two, phone);
        var found = (await town.CandidatesAsync("ana", one)).ShouldHaveSingleItem();
        (found.Right.Id, found.Decision).ShouldBe((two, MatchDecision.Possible));
        found.Reasons.Single(r => r.Code == "contact-shared").ShouldSatisfyAllConditions(
            r => r.Left.ShouldBe("6311140218"), r => ReasonWords.Of(r).ShouldContain("which a household can share"), r => ReasonWords.Of(r, "es").ShouldContain("que puede compartir una familia"));
        found.Reasons.Sum(r => r.Weight).ShouldBe(found.Score, 1e-6);
        (await town.QueueAsync("ana")).Count.ShouldBe(1);
        (await town.Town.Recorder.RetractAsync(town.Town.Viewer("ana"), said, "no")).IsOk.ShouldBeTrue();
        (await town.CandidatesAsync("ana", one)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BankAccount", "clabe", "032180000118359719", "holder", false)]
    [InlineData("Vehicle", "registrationNumber", "VBC-12-34", "owner", false)]
    [InlineData("Vehicle", "vin", "1M8GDM9AXKP042788", "Ownership", true)]
    [InlineData("CryptoWallet", "publicKey", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "holder", false)]
    [InlineData("Address", "full", "Calle Obregón 215, Nogales, Sonora", "Residence", true)]
    public async Task Two_things_with_one_number_join_like_one_thing(string kind, string property, string number, string fact, bool starts)
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        var two = await town.SuspectAsync("Evaristo Quiroga");
        await town.HoldAsync(fact, one, await town.ThingAsync(kind, (property, number)), starts);
        await town.HoldAsync(fact, two, await town.ThingAsync(kind, (property, number)), starts);
        (await town.CandidatesAsync("ana", one)).ShouldHaveSingleItem().Reasons.ShouldContain(r => r.Code == "contact-shared");
    }

    [Fact]
    public async Task A_thing_without_a_number_is_called_by_the_name_that_the_reader_sees()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        var two = await town.SuspectAsync("Evaristo Quiroga");
        var car = await town.ThingAsync("Vehicle", ("name", "Blue pickup without plates"));
        await town.HoldAsync("Use", one, car);
        await town.HoldAsync("Use", two, car);
        (await town.CandidatesAsync("ana", one)).ShouldHaveSingleItem().Reasons.Single(r => r.Code == "thing-shared").Left.ShouldBe("Blue pickup without plates");
        await town.SayAsync(car, "registrationNumber", "VBC-12-34");
        (await town.CandidatesAsync("ana", one)).ShouldHaveSingleItem().Reasons.Where(r => r.Code is "thing-shared" or "contact-shared").ShouldHaveSingleItem().Left.ShouldBe("VBC1234", "said of the thing, and once");
    }

    [Fact]
    public async Task Spouses_who_share_telephone_account_car_and_house_are_no_match()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        (EntityId Id, string Name)[] people = [.. await PeopleAsync(town, "Evaristo Luján Cota", "Ramona Luján Cota", "Evaristo Paz Luján", "Luján", "María Luján", "Ana Ibarra de Luján", "Evaristo Luján Ibarra")];
        foreach (var (kind, property, number, fact, starts) in new[] { ("Phone", "number", "+526311140218", "Use", true), ("BankAccount", "clabe", "032180000118359719", "holder", false), ("Vehicle", "vin", "1M8GDM9AXKP042788", "owner", false), ("Address", "full", "Calle Obregón 215, Nogales", "Residence", true) })
        {
            var thing = await town.ThingAsync(kind, (property, number));
            foreach (var (id, _) in people) await town.HoldAsync(fact, id, thing, starts);
        }

        foreach (var (id, name) in people)
            foreach (var (other, otherName) in people.Where(p => p.Id != id))
                (await town.Desk.SheetAsync(await town.Town.ReadAsync("ana"), id, other))!.Pair.Decision.ShouldNotBe(MatchDecision.Match, $"{name} | {otherName}");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_shared_counts_for_who_sees_the_facts_and_the_thing(Engine engine)
    {
        await using var town = await MatchTown.NewAsync(engine);
        var shown = Town.Marking(audience: [Town.To("MX")]);
        var one = await town.PersonAsync("suspect", shown, ("name", "Evaristo Luján Cota"));
        var two = await town.PersonAsync("suspect", shown, ("name", "Evaristo Quiroga"));
        var phone = await town.ThingAsync("Phone", [("number", "+52 631 114 0218")], shown);
        await town.HoldAsync("Use", one, phone, marking: shown);
        var mine = await town.HoldAsync("Use", two, phone);
        (await town.CandidatesAsync("ana", one)).Count.ShouldBe(1);
        (await town.CandidatesAsync("eva", one)).ShouldBeEmpty("the second fact is not for her");
        (await town.Town.Recorder.RemarkAsync(town.Town.Viewer("cam"), mine, shown, "may be seen")).IsOk.ShouldBeTrue();
        (await town.CandidatesAsync("eva", one)).Count.ShouldBe(1);

        var three = await town.PersonAsync("suspect", shown, ("name", "Evaristo Paz"));
        var hidden = await town.ThingAsync("Phone", ("number", "+52 631 114 0333"));
        await town.HoldAsync("Use", one, hidden, marking: shown);
        await town.HoldAsync("Use", three, hidden, marking: shown);
        (await town.CandidatesAsync("ana", three)).Select(c => c.Right.Id).ShouldContain(one);
        (await town.CandidatesAsync("eva", three)).ShouldBeEmpty("she sees nothing of the telephone");
    }

    [Fact]
    public async Task A_victim_who_uses_the_same_telephone_is_not_matched()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        var victim = await town.PersonAsync("victim", null, ("name", "Evaristo Quiroga"));
        var phone = await town.ThingAsync("Phone", ("number", "+52 631 114 0218"));
        await town.HoldAsync("Use", one, phone);
        await town.HoldAsync("Use", victim, phone);
        (await town.CandidatesAsync("ana", one)).ShouldBeEmpty();
        (await town.Desk.OthersAsync(await town.Town.ReadAsync("ana"), one)).ShouldBeEmpty();
        (await town.CandidatesAsync("ana", victim)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_curp_that_spells_anothers_name_finds_the_other_and_a_person_must_decide()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var alias = await town.SuspectAsync("Norberto Quiroga Paz", ("curp", "HEGG560427MVZRRL04"));
        var other = await town.SuspectAsync("HERRERA GARCIA, GLORIA", ("birthDate", "1956-04-27"));
        var found = (await town.CandidatesAsync("ana", alias)).ShouldHaveSingleItem();
        (found.Right.Id, found.Decision).ShouldBe((other, MatchDecision.Possible));
        found.Reasons.ShouldContain(r => r.Code == "spells-other" && r.Right == "HERRERA GARCIA, GLORIA");
        found.Reasons.ShouldContain(r => r.Code == "tells-birth");
        found.Reasons.Sum(r => r.Weight).ShouldBe(found.Score, 1e-6);
    }

    [Fact]
    public async Task A_curp_that_spells_its_holder_and_not_the_other_speaks_against()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var one = await town.SuspectAsync("HERRERA GARCIA, GLORIA", ("curp", "HEGG560427MVZRRL04"));
        var other = await town.SuspectAsync("HERRERA GARCIA, GLORIANA FELIPA", ("birthDate", "1961-01-05"));
        var two = await town.SuspectAsync("HERRERA GARZA, FELIPA");
        var reading = await town.Town.ReadAsync("ana");
        (await town.Desk.SheetAsync(reading, one, other))!.Pair.Reasons.ShouldContain(r => r.Code == "tells-another-birth" && r.Evidence < 0);
        (await town.Desk.SheetAsync(reading, one, two))!.Pair.Reasons.ShouldContain(r => r.Code == "spells-another" && r.Evidence < 0);
    }

    private static async Task<IEnumerable<(EntityId, string)>> PeopleAsync(MatchTown town, params string[] names)
    {
        var people = new List<(EntityId, string)>();
        foreach (var name in names) people.Add((await town.SuspectAsync(name), name));
        return people;
    }
}

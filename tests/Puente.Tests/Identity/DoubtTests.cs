using Puente.Evidence.Identity;
using Puente.Evidence.Terms;

namespace Puente.Tests.Identity;

/// <summary>What is doubtful about identifiers that are recorded; whatever it is, they are recorded.</summary>
public sealed class DoubtTests
{
    private static readonly EntityKind Person = Vocabulary.Standard.Kind("Person")!;

    [Theory]
    [InlineData("Person", "curp", "CAUP590612HJCDRR09", "identifier.check")]
    [InlineData("Person", "curp", "AIMM67125HCHRRG06", "identifier.length")]
    [InlineData("Person", "rfc", "XAXX010101000", "rfc.generic")]
    [InlineData("Person", "socialSecurityNumber", "078-05-1120", "ssn.printed")]
    [InlineData("Person", "phone", "12345", "phone.figures")]
    [InlineData("BankAccount", "clabe", "032180000118359710", "identifier.check")]
    [InlineData("BankAccount", "iban", "GB82WEST12345698765433", "iban.check")]
    [InlineData("BankAccount", "routingNumber", "123456789", "identifier.check")]
    [InlineData("Vehicle", "vin", "1M8GDM9A1KP042788", "identifier.check")]
    [InlineData("Company", "irsCode", "00-1234567", "ein.prefix")]
    public void A_broken_identifier_is_doubtful(string kind, string property, string value, string code) =>
        ValueChecks.Of(Vocabulary.Standard.Kind(kind)!.Property(property)!, value).Select(f => f.Code).ShouldContain(code);

    [Theory]
    [InlineData("Person", "curp", "HEGG560427MVZRRL04")]
    [InlineData("Person", "phone", "+52 631 114 0218")]
    [InlineData("Person", "name", "078-05-1120")]
    [InlineData("BankAccount", "clabe", "032180000118359719")]
    public void A_right_one_and_what_is_no_identifier_are_not(string kind, string property, string value) =>
        ValueChecks.Of(Vocabulary.Standard.Kind(kind)!.Property(property)!, value).ShouldBeEmpty();

    [Fact]
    public void A_curp_is_held_against_every_name_of_its_holder()
    {
        var curp = Person.Property("curp")!;
        string[] Codes(IReadOnlyCollection<string> names, params string[] others) => [.. ValueChecks.Of(curp, "HEGG560427MVZRRL04", names, others).Select(f => f.Code)];
        Codes([]).ShouldBeEmpty();
        Codes(["HERNANDEZ GARCIA, GLORIA"]).ShouldBeEmpty();
        Codes(["La Güera", "HERRERA GARCIA, GLORIA"]).ShouldBeEmpty("one name that agrees is enough");
        Codes(["QUIROGA PAZ, NORBERTO"]).ShouldBe(["name.other-identity"]);
        Codes(["QUIROGA PAZ, NORBERTO"], "LUJAN COTA, EVARISTO").ShouldBe(["name.other-identity"]);
    }

    [Fact]
    public void A_curp_that_fits_another_who_is_named_beside_it_is_said_to_be_that_ones()
    {
        Doubts.Described Named(string name, string? curp) => new(Person, curp is null ? [("name", name)] : [("name", name), ("curp", curp)], []);
        var swapped = Doubts.Of([Named("QUIROGA PAZ, NORBERTO", "HEGG560427MVZRRL04"), Named("HERRERA GARCIA, GLORIA", null)]).ToList();
        swapped.Select(d => (d.At, d.Reason.Code)).ShouldBe([(0, "name.other-identity"), (0, "name.of-another")]);
        swapped[1].Reason.Arg("name").ShouldBe("HERRERA GARCIA, GLORIA");
        Doubts.Of([Named("HERRERA GARCIA, GLORIA", "HEGG560427MVZRRL04"), Named("QUIROGA PAZ, NORBERTO", null)]).ShouldBeEmpty();
    }

    [Fact]
    public void Those_who_are_named_far_off_are_not_looked_at()
    {
        Doubts.Described wrong = new(Person, [("name", "QUIROGA PAZ, NORBERTO"), ("curp", "HEGG560427MVZRRL04")], []), holder = new(Person, [("name", "HERRERA GARCIA, GLORIA")], []);
        IEnumerable<Doubts.Described> Others(int count) => Enumerable.Range(0, count).Select(_ => new Doubts.Described(Person, [("name", "LUJAN COTA, EVARISTO")], []));
        string[] Codes(params IEnumerable<Doubts.Described> together) => [.. Doubts.Of([.. together]).Select(d => d.Reason.Code)];
        foreach (var (between, codes) in new[] { (Doubts.Beside - 1, (string[])["name.other-identity", "name.of-another"]), (Doubts.Beside, ["name.other-identity"]) })
        {
            Codes([wrong, .. Others(between), holder]).ShouldBe(codes);
            Codes([holder, .. Others(between), wrong]).ShouldBe(codes);
        }
    }

    [Fact]
    public void Names_that_somebody_has_already_count()
    {
        var known = new Doubts.Described(Person, [("curp", "HEGG560427MVZRRL04")], ["HERRERA GARCIA, GLORIA"]);
        Doubts.Of([known]).ShouldBeEmpty();
        Doubts.Of([known with { Attributes = [("curp", "HEGG560427MVZRRL04"), ("alias", "QUIROGA PAZ, NORBERTO")] }]).ShouldBeEmpty();
        Doubts.Of([new Doubts.Described(Person, [("curp", "HEGG560427MVZRRL04")], ["QUIROGA PAZ, NORBERTO"])]).ShouldHaveSingleItem().Reason.Code.ShouldBe("name.other-identity");
    }
}

using Puente.Matching.Identifiers;
using Puente.Matching.Identifiers.International;
using Puente.Matching.Identifiers.Mexico;

namespace Puente.Tests.Matching.Identifiers;

/// <summary>The tables of docs/specs/identifiers.md.</summary>
public sealed class IdentifierSpecTests
{
    private const string Page = "docs/specs/identifiers.md";

    public static IEnumerable<TheoryDataRow<string, string, int, char, bool, string>> Sums =>
        SpecTables.Rows(Page, "Sums and check characters").Select(r => new TheoryDataRow<string, string, int, char, bool, string>(r[0], r[1], int.Parse(r[2], null), r[3][0], r[4] == "valid", r[5]));

    public static IEnumerable<TheoryDataRow<string, string, string, bool, string>> Values =>
        SpecTables.Rows(Page, "Values and what is said of them").Select(r => new TheoryDataRow<string, string, string, bool, string>(r[0], r[1], r[2], r[3] == "valid", r[4]));

    public static IEnumerable<TheoryDataRow<string, string, string, string>> Parts =>
        SpecTables.Rows(Page, "Parts").Select(r => new TheoryDataRow<string, string, string, string>(r[0], r[1], r[2], r[3]));

    public static IEnumerable<TheoryDataRow<string, string, string, string, string>> Names =>
        SpecTables.Rows(Page, "Names").Select(r => new TheoryDataRow<string, string, string, string, string>(r[0], r[1], r[2], r[3], r[4]));

    [Theory, MemberData(nameof(Sums))]
    public void Sums_and_check_characters_are_those_of_the_page(string kind, string value, int sum, char check, bool valid, string finding)
    {
        var before = value.AsSpan(0, value.Length - 1);
        (kind switch { "curp" => Curp.Sum(before), "rfc" => Rfc.Sum(before), "clabe" => Clabe.Sum(before), _ => Vin.Sum(value) }).ShouldBe(sum);
        (kind switch { "curp" => Curp.CheckDigit(before), "rfc" => Rfc.CheckDigit(before), "clabe" => Clabe.ControlDigit(before), _ => Vin.CheckDigit(value) }).ShouldBe(check);
        Said(Identify.As(kind, value)!, value, valid, finding);
    }

    [Theory, MemberData(nameof(Values))]
    public void Values_are_read_as_the_page_says(string kind, string value, string canonical, bool valid, string finding)
    {
        var read = Identify.As(kind, value)!;
        Said(read, canonical, valid, finding);
    }

    [Theory, MemberData(nameof(Parts))]
    public void Parts_mean_what_the_page_says(string kind, string value, string part, string expected) => Identify.As(kind, value)!.Part(part).ShouldBe(expected);

    [Theory, MemberData(nameof(Names))]
    public void Names_agree_as_the_page_says(string kind, string value, string name, string agrees, string reason)
    {
        var check = Identify.Name(Identify.As(kind, value)!, name);
        check.Reasons[0].Code.ShouldBe(reason, string.Join("; ", check.Reasons));
        check.Agrees.ShouldBe(agrees switch { "yes" => true, "no" => false, _ => null });
    }

    private static void Said(Identifier read, string canonical, bool valid, string finding)
    {
        read.Canonical.ShouldBe(canonical);
        read.Valid.ShouldBe(valid, string.Join("; ", read.Findings));
        if (finding.Length > 0) read.Findings.Select(f => f.Code).ShouldContain(finding);
        else read.Findings.ShouldAllBe(f => f.Severity == Severity.Info);
    }
}

using System.Text.RegularExpressions;
using Puente.Matching.Identifiers;

namespace Puente.Tests.Matching.Identifiers;

/// <summary>Identifiers that a government published, with its own errors: exactly those fail.</summary>
public sealed partial class PublishedIdentifierTests
{
    [Fact]
    public void Of_the_published_CURPs_exactly_the_short_one_fails()
    {
        var curps = Rows("CURP").ToList();
        curps.Count.ShouldBe(181);
        var failed = curps.Select(c => Identify.As(Kinds.Curp, c.Value)!).Where(i => !i.Valid).ToList();
        failed.Select(f => f.Raw).ShouldBe(["AIMM67125HCHRRG06"]);
        failed[0].Has("curp.date-figures").ShouldBeTrue();
    }

    [Fact]
    public void Of_the_published_RFCs_exactly_the_malformed_one_fails_and_sixteen_warn()
    {
        var rfcs = Rows("RFC").Select(r => Identify.As(Kinds.Rfc, r.Value)!).ToList();
        rfcs.Count.ShouldBe(197);
        rfcs.Where(r => !r.Valid).Select(r => r.Raw).ShouldBe(["AJY960612HPO"]);
        rfcs.Count(r => r.Has("rfc.no-homoclave")).ShouldBe(34);
        rfcs.Count(r => r.Valid && r.Has("identifier.check")).ShouldBe(16);
        rfcs.Count(r => r.Valid && r.Part("homoclave") is not null && !r.Has("identifier.check")).ShouldBe(146);
    }

    [Fact]
    public void The_homoclave_of_81_in_100_published_RFCs_comes_from_the_name()
    {
        var checks = Rows("RFC").Select(r => (Read: Identify.As(Kinds.Rfc, r.Value)!, r.Name))
            .Where(r => r.Read.Part("holder") == "person" && r.Read.Part("homoclave") is not null)
            .Select(r => Identify.Name(r.Read, r.Name).Reasons[0].Code).ToList();
        var right = checks.Count(c => c is "name.homoclave" or "name.homoclave-restored" or "name.homoclave-spelled");
        checks.Count.ShouldBe(97);
        checks.Count(c => c is "name.homoclave" or "name.homoclave-restored").ShouldBe(78, string.Join(' ', checks.CountBy(c => c)));
        ((double)right / checks.Count).ShouldBeGreaterThanOrEqualTo(0.81, string.Join(' ', checks.CountBy(c => c)));
    }

    [Fact]
    public void Nine_names_in_ten_give_the_letters_of_their_CURP_and_the_others_are_explained()
    {
        var checks = Rows("CURP").Select(c => Identify.Name(Identify.As(Kinds.Curp, c.Value)!, c.Name)).ToList();
        checks.Count(c => c.Reasons[0].Code == "name.letters").ShouldBeGreaterThanOrEqualTo(160, string.Join(' ', checks.CountBy(c => c.Reasons[0].Code)));
        checks.Where(c => c.Agrees == false).ShouldAllBe(c => c.Reasons[0].Code == "name.other-identity" || c.Reasons[0].Code == "name.letters-differ");
    }

    private static IEnumerable<(string Name, string Value)> Rows(string kind) =>
        File.ReadLines(SharedData.Path("matching", "ofac-derived", "ofac_mx_identifiers.csv")).Skip(1).Select(l => Row().Match(l))
            .Where(m => m.Groups[2].Value == kind).Select(m => (m.Groups[1].Value.Trim('"'), m.Groups[3].Value));

    [GeneratedRegex("^[0-9]+,(\"[^\"]*\"|[^,]*),(CURP|RFC),(.*)$")]
    private static partial Regex Row();
}

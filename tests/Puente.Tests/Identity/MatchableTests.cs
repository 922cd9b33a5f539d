using Puente.Evidence.Identity;
using Puente.Matching.Linkage;

namespace Puente.Tests.Identity;

/// <summary>Who may be matched, ranked and screened at all.</summary>
public sealed class MatchableTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData("suspect", true)]
    [InlineData("associate", true)]
    [InlineData("victim", false)]
    [InlineData("witness", false)]
    [InlineData("source", false)]
    [InlineData("bystander", false)]
    [InlineData("official", false)]
    [InlineData("accountParty", false)]
    [InlineData("", false)]
    [InlineData("suspect victim", false)]
    [InlineData("associate witness", false)]
    [InlineData("suspect source", false)]
    [InlineData("suspect bystander", false)]
    [InlineData("suspect official", true)]
    public void Only_suspects_and_associates_whom_no_other_role_protects(string roles, bool may) =>
        Matchable.Is(true, roles.Split(' ', StringSplitOptions.RemoveEmptyEntries), [], Today).ShouldBe(may);

    [Theory]
    [InlineData("2008-03-01", true)]
    [InlineData("2008-03-02", false)]
    [InlineData("2008-03", false)]
    [InlineData("2008", false)]
    [InlineData("2007", true)]
    [InlineData("circa 2010", false)]
    [InlineData("1976-02-29", true)]
    public void Nobody_who_may_be_a_minor(string birth, bool may)
    {
        PartialDate.TryParse(birth, out var date).ShouldBeTrue();
        Matchable.Is(true, ["suspect"], [new PartialDate(1970), date], Today).ShouldBe(may);
    }

    [Fact]
    public void An_organisation_has_no_role() => Matchable.Is(false, [], [], Today).ShouldBeTrue();
}

using System.Text.RegularExpressions;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Tests.Architecture;

namespace Puente.Tests.Terms;

/// <summary>The guide page on records and markings is run: its dates, its presets and its file of kinds.</summary>
public sealed partial class GuideTests
{
    private static string Page(string language) => Repository.Read($"docs/guide/{language}/records-and-markings.md");

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public void Every_date_that_the_guide_shows_is_read(string language)
    {
        var shown = Dates().Matches(Page(language)).Select(m => m.Groups[1].Value).ToList();
        shown.Count.ShouldBe(7);
        shown.ShouldAllBe(text => When.Parse(text, DateOrder.YearFirst, null).IsOk);
        When.Parse("03/04/2008").Refusal!.Code.ShouldBe("time.order-needed");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public void The_presets_that_the_guide_lists_are_the_daily_ones_in_their_order_with_their_labels(string language)
    {
        var rows = Presets.Standard.All.Where(p => p.Daily).Select(p => $"| {p.Label.In(language)} |").ToList();
        var at = rows.Select(row => Page(language).IndexOf(row, StringComparison.Ordinal)).ToList();
        at.ShouldAllBe(i => i > 0);
        at.ShouldBeInOrder();
        foreach (var preset in Presets.Standard.All.Where(p => p.Daily && p.National.Count > 0))
            Page(language).ShouldContain($"| {preset.National["US"]} / {preset.National["MX"]} |");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public void The_file_of_kinds_that_the_guide_shows_is_accepted(string language)
    {
        var file = Block().Match(Page(language)).Groups[1].Value;
        var reading = Vocabulary.Load([new VocabularyFile("drones.yaml", new StringReader(file))]);
        reading.Problems.ShouldBeEmpty();
        reading.Vocabulary!.Kind("Drone")!.FtmSchema.ShouldBe("Airplane");
    }

    [Fact]
    public void A_form_can_offer_every_role_that_a_person_may_have() =>
        Vocabulary.Standard.Kind("Person")!.Property(Standing.Property)!.Choices.Select(c => c.Code)
            .ShouldBe(["suspect", "associate", "victim", "witness", "source", "official", "bystander", "accountParty"]);

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Dates();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

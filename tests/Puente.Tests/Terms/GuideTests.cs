using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Node.Commands;
using Puente.Tests.Architecture;

namespace Puente.Tests.Terms;

/// <summary>The guide is run: its commands can be typed, its dates, presets and file of kinds are accepted, and both languages say the same.</summary>
public sealed partial class GuideTests
{
    private static string Page(string language) => Repository.Read($"docs/guide/{language}/{(language == "es" ? "registros-y-marcados" : "records-and-markings")}.md");

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

    [Fact]
    public void Both_languages_have_the_same_pages_and_the_index_names_each()
    {
        var (en, es) = (Named("en"), Named("es"));
        en.ShouldBe(Directory.GetFiles(Path.Combine(Repository.Root, "docs/guide/en"), "*.md").Select(f => Path.GetFileName(f)!).Where(f => f != "README.md").Order(), ignoreOrder: true);
        es.ShouldBe(Directory.GetFiles(Path.Combine(Repository.Root, "docs/guide/es"), "*.md").Select(f => Path.GetFileName(f)!).Where(f => f != "README.md").Order(), ignoreOrder: true);
        foreach (var (english, spanish) in en.Zip(es))
        {
            Headings("en", english).ShouldBe(Headings("es", spanish), $"{english} and {spanish}");
            Commands("en", english).Select(c => c.Split(' ')[1]).ShouldBe(Commands("es", spanish).Select(c => c.Split(' ')[1]), $"{english} and {spanish}");
        }

        List<string> Named(string language) => [.. Links().Matches(Repository.Read($"docs/guide/{language}/README.md")).Select(m => m.Groups[1].Value)];
        int Headings(string language, string page) => Repository.Read($"docs/guide/{language}/{page}").Split('\n').Count(l => l.StartsWith('#'));
    }

    [Theory]
    [InlineData("docs/guide/en")]
    [InlineData("docs/guide/es")]
    [InlineData("README.md")]
    public void Every_command_that_is_shown_can_be_typed(string place)
    {
        var pages = place.EndsWith(".md", StringComparison.Ordinal) ? [place] : Directory.GetFiles(Path.Combine(Repository.Root, place), "*.md").Select(f => Path.GetRelativePath(Repository.Root, f)).ToList();
        var shown = pages.SelectMany(page => Shown(Repository.Read(page)).Select(command => (Page: page, Command: command))).ToList();
        shown.ShouldNotBeEmpty();
        var root = CommandLine.Make();
        shown.Select(s => (s.Page, s.Command, Errors: string.Join("; ", root.Parse(CommandLineParser.SplitCommandLine(s.Command).Skip(1).ToArray()).Errors.Select(e => e.Message))))
            .Where(s => s.Errors.Length > 0).ShouldBeEmpty();
    }

    private static List<string> Commands(string language, string page) => Shown(Repository.Read($"docs/guide/{language}/{page}"));

    private static List<string> Shown(string text) => [.. Shell().Matches(text).SelectMany(m => m.Groups[1].Value.Split('\n')).Where(l => l.StartsWith("puente ", StringComparison.Ordinal))];

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex(@"^\| \[[^\]]+\]\(([^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Links();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Dates();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

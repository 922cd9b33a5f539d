using System.Net;
using System.Text.RegularExpressions;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>The pages of officers over HTTP, as two of them who see different things.</summary>
public sealed partial class OfficerPagesTests(DemoSite site) : IClassFixture<DemoSite>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/search")]
    [InlineData("/record")]
    [InlineData("/record/report")]
    [InlineData("/record/entity?kind=Person")]
    [InlineData("/record/fact?kind=Payment")]
    [InlineData("/sources")]
    [InlineData("/sources/new")]
    [InlineData("/import")]
    public async Task Every_page_opens_with_all_its_words_in_both_languages(string path)
    {
        using var officer = await OfficerDesk.OpenAsync(site.Address, "rivas");
        foreach (var language in (string[])["en", "es"])
        {
            var page = await officer.GetAsync(path, language);
            page.ShouldContain($"<html lang=\"{language}\"");
            MissingText().Matches(page).Select(m => m.Value).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_report_is_recorded_and_nobody_else_can_tell_it_from_nothing()
    {
        using var rivas = await OfficerDesk.OpenAsync(site.Address, "rivas");
        var entity = await ReportAsync(rivas, "Testigo de Prueba");
        (await rivas.GetAsync(entity)).ShouldContain("Testigo de Prueba");

        using var whitfield = await OfficerDesk.OpenAsync(site.Address, "whitfield");
        (await whitfield.StatusAsync(entity)).ShouldBe(HttpStatusCode.NotFound);
        var hidden = (await whitfield.BodyAsync(entity)).Replace(entity, "ADDRESS", StringComparison.Ordinal);
        var none = "/entities/" + new string('0', 26);
        Token().Replace(hidden, "").ShouldBe(Token().Replace((await whitfield.BodyAsync(none)).Replace(none, "ADDRESS", StringComparison.Ordinal), ""));
    }

    [Fact]
    public async Task A_chart_says_that_it_shows_the_past_and_keeps_a_time_that_it_cannot_read()
    {
        using var rivas = await OfficerDesk.OpenAsync(site.Address, "rivas");
        var chart = "?e=" + (await ReportAsync(rivas, "Zacarías Ybarra Quintana"))["/entities/".Length..];
        (await rivas.GetAsync("/chart" + chart)).ShouldNotContain("As known on");
        (await rivas.GetAsync("/chart" + chart + "&known=2099-01-02")).ShouldContain("As known on");
        var page = await rivas.GetAsync("/chart" + chart + "&from=soon");
        page.ShouldContain("value=\"soon\"");
        page.ShouldContain("id=\"field-from-error\"");
        (await rivas.StatusAsync("/chart/nodes.csv" + chart)).ShouldBe(HttpStatusCode.OK);
        (await rivas.StatusAsync("/chart/nodes.csv" + chart + "&from=soon")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_why_beside_the_field()
    {
        using var officer = await OfficerDesk.OpenAsync(site.Address, "rivas");
        var form = await officer.GetAsync("/record/entity?kind=Person");
        var again = await officer.PostAsync("/record/entity?kind=Person", "record", form, ("p.name", "Fulano Prueba"), ("role", "suspect"), ("rows", "3"), ("do", "save"));
        again.ShouldContain("value=\"Fulano Prueba\"");
        again.ShouldContain("id=\"field-ground-error\"");
        again.ShouldContain("id=\"field-review-error\"");
    }

    [Fact]
    public async Task What_was_searched_is_in_no_address_and_no_other_officer_opens_it()
    {
        using var rivas = await OfficerDesk.OpenAsync(site.Address, "rivas");
        var found = await rivas.AskAsync("lujan");
        found.Path.ShouldStartWith("/search/");
        found.Path.ShouldNotContain("lujan");
        found.Body.ShouldContain("Evaristo");
        using var whitfield = await OfficerDesk.OpenAsync(site.Address, "whitfield");
        (await whitfield.StatusAsync(found.Path)).ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Records a report that names one witness; where that witness is shown.</summary>
    private static async Task<string> ReportAsync(OfficerDesk officer, string name)
    {
        var form = await officer.GetAsync("/record/report");
        var source = await officer.PostAsync("/record/report", "report", form,
            ("rows.s", "0/1"), ("s.0.kind", "Person"), ("s.0.name", name), ("s.0.role", "witness"), ("preset", "own-country"), ("source.title", "Parte de prueba"),
            ("evaluation.source", "B"), ("evaluation.information", "2"), ("language", "es"), ("source.kind", "report"), ("do", "save"));
        return EntityHref().Match(source).Groups[1].Value;
    }

    [GeneratedRegex(@"\[[a-z][a-zA-Z]*\.[a-zA-Z.-]+\]")]
    private static partial Regex MissingText();

    [GeneratedRegex("href=\"(/entities/[a-z0-9]{26})\"")]
    private static partial Regex EntityHref();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]+\"")]
    private static partial Regex Token();
}

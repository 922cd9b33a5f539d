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
        using var officer = await Desk.OpenAsync(site.Address, "rivas");
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
        using var rivas = await Desk.OpenAsync(site.Address, "rivas");
        var form = await rivas.GetAsync("/record/report");
        var source = await rivas.PostAsync("/record/report", "report", form,
            ("rows.s", "0/1"), ("s.0.kind", "Person"), ("s.0.name", "Testigo de Prueba"), ("s.0.role", "witness"), ("preset", "own-country"), ("source.title", "Parte de prueba"),
            ("evaluation.source", "B"), ("evaluation.information", "2"), ("language", "es"), ("source.kind", "report"), ("do", "save"));
        var entity = EntityHref().Match(source).Groups[1].Value;
        (await rivas.GetAsync(entity)).ShouldContain("Testigo de Prueba");

        using var whitfield = await Desk.OpenAsync(site.Address, "whitfield");
        (await whitfield.StatusAsync(entity)).ShouldBe(HttpStatusCode.NotFound);
        var hidden = (await whitfield.BodyAsync(entity)).Replace(entity, "ADDRESS", StringComparison.Ordinal);
        var none = "/entities/" + new string('0', 26);
        Token().Replace(hidden, "").ShouldBe(Token().Replace((await whitfield.BodyAsync(none)).Replace(none, "ADDRESS", StringComparison.Ordinal), ""));
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_why_beside_the_field()
    {
        using var officer = await Desk.OpenAsync(site.Address, "rivas");
        var form = await officer.GetAsync("/record/entity?kind=Person");
        var again = await officer.PostAsync("/record/entity?kind=Person", "record", form, ("p.name", "Fulano Prueba"), ("role", "suspect"), ("rows", "3"), ("do", "save"));
        again.ShouldContain("value=\"Fulano Prueba\"");
        again.ShouldContain("id=\"field-ground-error\"");
        again.ShouldContain("id=\"field-review-error\"");
    }

    [Fact]
    public async Task What_was_searched_is_in_no_address_and_no_other_officer_opens_it()
    {
        using var rivas = await Desk.OpenAsync(site.Address, "rivas");
        var found = await rivas.AskAsync("lujan");
        found.Path.ShouldStartWith("/search/");
        found.Path.ShouldNotContain("lujan");
        found.Body.ShouldContain("Evaristo");
        using var whitfield = await Desk.OpenAsync(site.Address, "whitfield");
        (await whitfield.StatusAsync(found.Path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [GeneratedRegex(@"\[[a-z][a-zA-Z]*\.[a-zA-Z.-]+\]")]
    private static partial Regex MissingText();

    [GeneratedRegex("href=\"(/entities/[a-z0-9]{26})\"")]
    private static partial Regex EntityHref();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]+\"")]
    private static partial Regex Token();

    /// <summary>A signed-in officer's browser without a screen.</summary>
    private sealed partial class Desk : IDisposable
    {
        private readonly HttpClient _client;
        private readonly HttpClientHandler _handler;

        private Desk(Uri address)
        {
            _handler = new HttpClientHandler { CookieContainer = new CookieContainer() };
            _client = new HttpClient(_handler) { BaseAddress = address };
        }

        public static async Task<Desk> OpenAsync(Uri address, string officer)
        {
            var desk = new Desk(address);
            await desk.PostAsync("/sign-in", "demo", await desk.GetAsync("/sign-in"), ("officer", officer), ("next", "/"));
            return desk;
        }

        public async Task<string> GetAsync(string path, string language = "en")
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Add("Accept-Language", language);
            using var answer = await _client.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }

        public async Task<string> PostAsync(string path, string form, string page, params (string Name, string Value)[] fields) =>
            (await SendAsync(path, [.. fields, ("_handler", form)], page)).Body;

        public async Task<(string Path, string Body)> AskAsync(string text) => await SendAsync("/search", [("text", text)], await GetAsync("/search"));

        public async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode;
        }

        public async Task<string> BodyAsync(string path)
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
            return await answer.Content.ReadAsStringAsync();
        }

        public void Dispose()
        {
            _client.Dispose();
            _handler.Dispose();
        }

        private async Task<(string Path, string Body)> SendAsync(string path, (string Name, string Value)[] fields, string page)
        {
            var all = fields.Append(("__RequestVerificationToken", Value().Match(page).Groups[1].Value)).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
            using var content = new FormUrlEncodedContent(all);
            using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
            return (answer.RequestMessage!.RequestUri!.AbsolutePath, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
        private static partial Regex Value();
    }
}

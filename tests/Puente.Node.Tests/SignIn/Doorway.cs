using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Node.Hosting;
using Puente.Node.Setup;
using Puente.Node.SignIn;

namespace Puente.Node.Tests.SignIn;

/// <summary>A node in this process that is not a demo, with an administrator and a reader, and browsers without script.</summary>
internal sealed partial class Doorway : IAsyncDisposable
{
    private readonly string _folder;
    private readonly NodeHost _host;

    private Doorway(string folder, NodeHost host, FakeTimeProvider clock) => (_folder, _host, Clock) = (folder, host, clock);

    public FakeTimeProvider Clock { get; }

    /// <summary>By name: passkeys are bound to one.</summary>
    public Uri Address => new UriBuilder(_host.Address) { Host = "localhost" }.Uri;

    public RosterBook Book => Of<RosterBook>();

    public static async Task<Doorway> OpenAsync(bool empty = false, NodeSettings? settings = null, DateTimeOffset? at = null, string urls = "http://127.0.0.1:0", Action<string>? before = null)
    {
        var folder = Directory.CreateTempSubdirectory("puente-door-").FullName;
        var clock = new FakeTimeProvider(at ?? new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        before?.Invoke(folder);
        var host = (await NodeHost.StartAsync(new NodeOptions(folder) { Urls = urls, Clock = clock, Settings = settings, Prepare = empty ? null : FillAsync })).Value;
        return new Doorway(folder, host, clock);
    }

    public T Of<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Officer Officer(string login) => Book.Current.ByLogin(login)!;

    public Task<string?> SetupCodeAsync() => _host.App.SetupCodeAsync();

    /// <summary>A browser without script: keeps cookies, follows nothing.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _host.Address };

    /// <summary>Sends the form of a page with its anti-forgery token.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string handler, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        var token = Token().Matches(html)[^1].Groups[1].Value;
        using var content = new FormUrlEncodedContent([new("_handler", handler), new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return await browser.PostAsync(new Uri(page, UriKind.Relative), content);
    }

    /// <summary>Signs in by a fresh enrolment code and declares a purpose.</summary>
    public async Task<HttpClient> SignInAsync(string login, string purpose = "investigation")
    {
        var browser = Browser();
        var code = (await Of<OneTimeCodes>().NewEnrolmentAsync(Author.Machine, Officer(login).Id)).Value;
        using (var entered = await PostAsync(browser, "/sign-in/enrolment", "code", ("login", login), ("code", code)))
            entered.StatusCode.ShouldBe(HttpStatusCode.Found);
        using (var declared = await PostAsync(browser, "/session", "session", ("unit", Officer(login).Units[0]), ("purpose", purpose)))
            declared.StatusCode.ShouldBe(HttpStatusCode.Found);
        return browser;
    }

    public static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task FillAsync(EvidenceStore store)
    {
        await Agencies.FrontOffice.Must(store.Roster.AddAgencyAsync(Author.Machine, new Agency("MX/FGR", "MX", "Prosecutor General", "Fiscalía General", ["prosecutor"])));
        await Agencies.FrontOffice.Must(store.Roster.AddUnitAsync(Author.Machine, new Unit("MX/FGR/SON", "MX/FGR", "Sonora", "Sonora")));
        await Agencies.FrontOffice.Must(store.Roster.AddOfficerAsync(Author.Machine, new OfficerEntry("keeper", "Keeper", ["MX/FGR/SON"], Role.Administrator, "en")));
        await Agencies.FrontOffice.Must(store.Roster.AddOfficerAsync(Author.Machine, new OfficerEntry("rivas", "Rivas", ["MX/FGR/SON"], Role.Reader | Role.Recorder, "es")));
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

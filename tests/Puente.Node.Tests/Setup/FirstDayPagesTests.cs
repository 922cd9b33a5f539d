using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Node.Certificates;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.SignIn;
using Browser = Puente.Node.Tests.Fixtures.Browser;

namespace Puente.Node.Tests.Setup;

/// <summary>The pages of the first day in a browser: both languages, both widths, both themes, with what they show filled in.</summary>
public sealed class FirstDayPagesTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Open = ["/install-root", "/sign-in/authenticator", "/sign-in/unknown/outside-unknown"];
    private static readonly string[] Kept = ["/admin", "/admin/backups", "/admin/officers/rivas", "/account"];

    [Theory]
    [InlineData("en", 1280, false)]
    [InlineData("es", 1280, true)]
    [InlineData("en", 390, true)]
    [InlineData("es", 390, false)]
    public async Task They_have_no_barriers_no_complaints_and_no_sideways_scrolling(string language, int width, bool dark)
    {
        Browser.Need();
        await using var door = await Doorway.OpenAsync(before: folder =>
        {
            using var certificates = new ServerCertificates(folder, TimeProvider.System);
            certificates.MakeOwn("Sonora", ["puente.fgr.example"]);
        });
        await door.Of<BackupBook>().SetPlanAsync(Author.Machine, new BackupPlan(new TimeOnly(2, 30), 14));
        await door.Of<BackupBook>().RunAsync(Author.Machine, door.Of<DataFolder>(), planned: true);
        await door.Of<OutsideSubjects>().JoinAsync(Author.Machine, door.Officer("rivas").Id, OutsideKind.Directory, "https://login.agency.example/realms/agency", "f1e2d3c4-0017");
        await using var visit = await browser.VisitAsync(door.Address, language, width, dark);
        foreach (var path in Open) await LookAsync(path);

        var code = (await door.Of<OneTimeCodes>().NewEnrolmentAsync(Author.Machine, door.Officer("keeper").Id)).Value;
        await visit.GoAsync("/sign-in/enrolment");
        await visit.Page.FillAsync("[name=login]", "keeper");
        await visit.Page.FillAsync("[name=code]", code);
        await visit.Page.ClickAsync("form.form button[type=submit]");
        await visit.Page.WaitForURLAsync("**/account");
        await visit.GoAsync("/session");
        await visit.Page.CheckAsync("[name=purpose][value=administration]");
        await visit.Page.ClickAsync("form.form button[type=submit]");
        await visit.Page.WaitForURLAsync(url => !url.Contains("/session", StringComparison.Ordinal));
        foreach (var path in Kept) await LookAsync(path);

        await visit.Page.FillAsync("[name=phrase]", "tres tristes tigres");
        await visit.Page.PressAsync("[name=phrase]", "Enter");
        await visit.Page.WaitForSelectorAsync("svg.qr");
        await ExamineAsync("authenticator");
        visit.Complaints.ShouldBeEmpty();

        async Task LookAsync(string path)
        {
            (await visit.GoAsync(path)).ShouldBe(200, path);
            await ExamineAsync(path);
        }

        async Task ExamineAsync(string what)
        {
            await visit.ShootAsync($"first-day{what.Replace('/', '-')}-{language}-{width}");
            (await visit.BarriersAsync()).ShouldBeEmpty(what);
            (await visit.MisfitsAsync()).ShouldBeEmpty(what);
        }
    }
}

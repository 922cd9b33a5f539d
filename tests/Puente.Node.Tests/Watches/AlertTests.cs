using System.Text.RegularExpressions;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Puente.Evidence.Agencies;
using Puente.Evidence.Alerts;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Watches;
using Puente.Node.Alerts;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;
using Puente.Ui.Text;

namespace Puente.Node.Tests.Watches;

/// <summary>Alerts outside the browser: no content, none twice, none lost while the mail server is away.</summary>
public sealed class AlertTests
{
    private static readonly AlertRule AtOnce = new("ana@agency.example", true, TimeSpan.FromMinutes(5), null, "UTC");

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_alert_says_the_node_and_its_address_and_nothing_of_what_was_found(Engine engine)
    {
        await using var desk = await AlertDesk.OpenAsync(engine);
        await desk.ChooseAsync("ana", AtOnce);
        await desk.Town.WatchAsync("ruiz");
        await desk.TurnAsync();
        desk.Server.Mails.ShouldBeEmpty("nothing needs her");
        await desk.RecordAsync("Luis Ruiz");
        await desk.TurnAsync();
        var mail = desk.Server.Mails.ShouldHaveSingleItem();
        mail.ShouldContain("Subject: Something needs you in Puente");
        mail.ShouldContain("Something needs you in Puente at Node of Nogales.");
        mail.ShouldContain("https://node.example/");
        mail.ShouldContain("To: ana@agency.example");
        mail.ShouldContain("Auto-Submitted: auto-generated");
        foreach (var told in (string[])["Ruiz", "ruiz", "Luis", "Case 12", "trace", "ATF", "watches"]) mail.ShouldNotContain(told);

        await desk.RestartAsync();
        await desk.TurnAsync();
        desk.Server.Mails.Count.ShouldBe(1, "what was told is not told again");
    }

    [Fact]
    public async Task Two_alerts_differ_in_their_number_and_time_alone()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        await desk.ChooseAsync("ana", AtOnce);
        await desk.Town.WatchAsync("ruiz");
        foreach (var name in (string[])["Luis Ruiz", "Maximiliano de los Santos Ruiz Villanueva"])
        {
            await desk.RecordAsync(name);
            desk.Advance(TimeSpan.FromMinutes(6));
            await desk.TurnAsync();
        }

        desk.Server.Mails.Select(m => Regex.Replace(m, "(?m)^(Date|Message-Id): .*$", "", RegexOptions.IgnoreCase)).Distinct().Count().ShouldBe(1);
        desk.Server.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task While_the_mail_server_is_away_an_alert_waits_is_tried_again_and_its_administrator_sees_why()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        await desk.ChooseAsync("ana", AtOnce);
        await desk.Town.WatchAsync("ruiz");
        await desk.RecordAsync("Luis Ruiz");
        desk.Server.Refuses = true;
        await desk.TurnAsync();
        var stuck = (await desk.Book.TroubleAsync(stop: TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (stuck.State, stuck.Attempts).ShouldBe((MailState.Waiting, 1));
        stuck.Fault!.ShouldContain("mailbox full");
        await desk.Server.StopAsync();
        await desk.TurnAsync();
        (await desk.Book.TroubleAsync(stop: TestContext.Current.CancellationToken))[0].Attempts.ShouldBe(1, "not before its time");
        desk.Advance(TimeSpan.FromMinutes(3));
        await desk.TurnAsync();
        (await desk.Book.TroubleAsync(stop: TestContext.Current.CancellationToken))[0].Attempts.ShouldBe(2);
        await desk.RestartAsync();
        desk.Server.Refuses = false;
        await desk.Server.StartAsync();
        desk.Advance(TimeSpan.FromMinutes(10));
        await desk.TurnAsync();
        await desk.TurnAsync();
        desk.Server.Mails.Count.ShouldBe(1);
        (await desk.Book.TroubleAsync(stop: TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_alert_that_cannot_be_sent_for_a_day_is_given_up()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        await desk.ChooseAsync("ana", AtOnce);
        await desk.Town.WatchAsync("ruiz");
        await desk.RecordAsync("Luis Ruiz");
        desk.Server.Refuses = true;
        for (var hour = 0; hour < 26; hour++)
        {
            await desk.TurnAsync();
            desk.Advance(TimeSpan.FromMinutes(61));
        }

        (await desk.Book.TroubleAsync(stop: TestContext.Current.CancellationToken)).ShouldHaveSingleItem().State.ShouldBe(MailState.GivenUp);
        desk.Server.Refuses = false;
        await desk.RecordAsync("Eva Ruiz");
        await desk.TurnAsync();
        desk.Server.Mails.Count.ShouldBe(1, "the next one goes out at once");
    }

    [Fact]
    public async Task What_a_stop_interrupted_while_it_was_being_sent_is_not_sent_a_second_time()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        await desk.ChooseAsync("ana", AtOnce);
        await desk.Town.WatchAsync("ruiz");
        await desk.RecordAsync("Luis Ruiz");
        await desk.Book.CollectAsync(TestContext.Current.CancellationToken);
        (await desk.Book.TakeNextAsync()).ShouldNotBeNull();
        // Killed here, with or without the server having it.
        await desk.RestartAsync();
        await desk.TurnAsync();
        desk.Server.Mails.ShouldBeEmpty();
        (await desk.Book.TroubleAsync(stop: TestContext.Current.CancellationToken)).ShouldHaveSingleItem().State.ShouldBe(MailState.Unsure);
    }

    [Fact]
    public async Task A_stop_leaves_alerts_that_were_not_begun_waiting()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        await desk.TwoAlertsAsync();
        using var stop = new CancellationTokenSource();
        desk.Server.Took = stop.Cancel;
        try
        {
            await desk.TurnAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped while it waited for the answer of the server.
        }

        desk.Server.Took = null;
        await desk.RestartAsync();
        await desk.TurnAsync();
        desk.Recipients.ShouldBe(["ana@agency.example", "cam@agency.example"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_alert_that_fails_in_an_unknown_way_ends_with_its_fault_and_the_others_go_on()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        await desk.TwoAlertsAsync();
        // A link that no settings page takes: nothing can be made of it.
        await desk.Town.Town.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteAsync("update node set value = replace(value, 'https://node.example/', 'node') where name = 'mail'", transaction: transaction));
        await desk.TurnAsync();
        var trouble = await desk.Book.TroubleAsync(stop: TestContext.Current.CancellationToken);
        trouble.Select(t => (t.State, t.Attempts, t.Fault is not null)).ShouldBe([(MailState.Waiting, 1, true), (MailState.Waiting, 1, true)]);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("off")]
    [InlineData("left")]
    [InlineData("quiet")]
    public async Task An_alert_that_is_tried_again_follows_what_its_officer_wants_then(string what)
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        await desk.ChooseAsync("ana", AtOnce);
        await desk.Town.WatchAsync("ruiz");
        await desk.RecordAsync("Luis Ruiz");
        desk.Server.Refuses = true;
        await desk.TurnAsync();
        desk.Server.Refuses = false;
        // The clock of the town stands at noon.
        if (what == "address") await desk.ChooseAsync("ana", AtOnce with { Address = "ruiz@agency.example" });
        if (what == "off") await desk.ChooseAsync("ana", AtOnce with { On = false });
        if (what == "quiet") await desk.ChooseAsync("ana", AtOnce with { Quiet = (new LocalTime(12, 5), new LocalTime(13, 0)) });
        if (what == "left") desk.Town.Leave("ana");
        desk.Advance(TimeSpan.FromMinutes(10));
        await desk.TurnAsync();
        desk.Recipients.ShouldBe(what == "address" ? ["ruiz@agency.example"] : []);
        desk.Advance(TimeSpan.FromHours(1));
        await desk.TurnAsync();
        desk.Recipients.ShouldBe(what switch { "address" => ["ruiz@agency.example"], "quiet" => ["ana@agency.example"], _ => [] });
        (await desk.Book.TroubleAsync(stop: TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_comes_on_duty_is_alerted_of_what_waits_for_the_unit_also_after_an_alert_of_his_own(Engine engine)
    {
        await using var desk = await AlertDesk.OpenAsync(engine);
        foreach (var login in (string[])["ana", "cam"]) await desk.ChooseAsync(login, AtOnce with { Address = login + "@agency.example" });
        await desk.OnDutyAsync("cam", 12, 14);
        await desk.OnDutyAsync("ana", 14, 18);
        await desk.Town.WatchAsync(new Watched(new Query("ruiz")), "cam", shared: true);
        await desk.Town.WatchAsync("soto");
        await desk.RecordAsync("Luis Ruiz");
        await desk.RecordAsync("Eva Soto");
        await desk.TurnAsync();
        desk.Recipients.ShouldBe(["ana@agency.example", "cam@agency.example"], ignoreOrder: true);
        desk.Advance(TimeSpan.FromMinutes(125));
        await desk.TurnAsync();
        desk.Recipients.Count(r => r == "ana@agency.example").ShouldBe(2);
        desk.Advance(TimeSpan.FromMinutes(10));
        await desk.TurnAsync();
        desk.Recipients.Count.ShouldBe(3, "what was told is not told again");
    }

    [Fact]
    public async Task At_most_one_alert_goes_out_in_the_interval_and_none_in_the_quiet_hours()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        // The clock of the town stands at noon.
        await desk.ChooseAsync("ana", AtOnce with { Every = TimeSpan.FromHours(4), Quiet = (new LocalTime(15, 30), new LocalTime(7, 0)) });
        await desk.Town.WatchAsync("ruiz");
        await desk.RecordAsync("Luis Ruiz");
        await desk.TurnAsync();
        desk.Server.Mails.Count.ShouldBe(1);
        await desk.RecordAsync("Eva Ruiz");
        desk.Advance(TimeSpan.FromHours(1));
        await desk.TurnAsync();
        desk.Server.Mails.Count.ShouldBe(1, "the interval");
        desk.Advance(TimeSpan.FromHours(4));
        await desk.TurnAsync();
        desk.Server.Mails.Count.ShouldBe(1, "the quiet hours");
        desk.Advance(TimeSpan.FromHours(14));
        await desk.TurnAsync();
        desk.Server.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_is_alerted_of_what_he_may_not_see_or_while_another_is_on_duty_or_when_he_does_not_want_it()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        foreach (var login in (string[])["ana", "cam", "bob"]) await desk.ChooseAsync(login, AtOnce with { Address = login + "@agency.example", On = login != "ana" });
        await desk.Town.WatchAsync(new Watched(new Query("ruiz")), "ana", shared: true);
        await desk.OnDutyAsync("ana", 0, 0);
        await desk.RecordAsync("Luis Ruiz");
        await desk.TurnAsync();
        desk.Server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_an_administrator_names_the_mail_server_and_its_password_is_kept_under_the_keys_of_the_node()
    {
        await using var desk = await AlertDesk.OpenAsync(Engine.Sqlite);
        (await desk.Settings.WriteAsync(desk.Town.Town.Viewer("ana"), desk.Mail)).Refusal!.Code.ShouldBe("roster.not-administrator");
        (await desk.Settings.WriteAsync(Author.Machine, desk.Mail with { User = "puente", Password = "hunter22" })).IsOk.ShouldBeTrue();
        await using var connection = await desk.Town.Town.Database.OpenAsync(TestContext.Current.CancellationToken);
        (await connection.ExecuteScalarAsync<string>("select value from node where name = 'mail'"))!.ShouldNotContain("hunter22");
        (await desk.Settings.WriteAsync(Author.Machine, desk.Mail with { User = "puente" })).IsOk.ShouldBeTrue();
        (await desk.Settings.ReadAsync(TestContext.Current.CancellationToken))!.Password.ShouldBe("hunter22", "an empty one keeps it");
        foreach (var (wrong, code) in new (MailSettings, string)[]
        {
            (desk.Mail with { NodeName = " " }, "alert.mail-name"), (desk.Mail with { Link = "node" }, "alert.mail-link"), (desk.Mail with { Port = 0 }, "alert.mail-host"), (desk.Mail with { From = "x" }, "alert.address"),
        }) (await desk.Settings.WriteAsync(Author.Machine, wrong)).Refusal!.Code.ShouldBe(code);
        (await desk.Book.ChooseAsync(desk.Town.Town.Viewer("ana"), AtOnce with { Address = "a@b.example\r\nBcc: c@d.example" })).Refusal!.Code.ShouldBe("alert.address");
        (await desk.Book.ChooseAsync(desk.Town.Town.Viewer("ana"), AtOnce with { Every = TimeSpan.FromMinutes(7) })).Refusal!.Code.ShouldBe("alert.every");
    }

    /// <summary>A town with a mail server, and the node's side of it.</summary>
    private sealed class AlertDesk : IAsyncDisposable
    {
        private readonly EphemeralDataProtectionProvider _keys = new();
        private AlertRun _run;

        private AlertDesk(WatchTown town, RosterBook roster)
        {
            (Town, Roster) = (town, roster);
            Book = new AlertBook(town.Town.Archive, town.Town.Acts, town.Viewers, () => town.Roster, town.Desk);
            Settings = new MailSettingsBook(town.Town.Database, town.Town.Acts, _keys);
            _run = NewRun();
        }

        public WatchTown Town { get; }

        public MailServer Server { get; } = new();

        public AlertBook Book { get; }

        public MailSettingsBook Settings { get; }

        public MailSettings Mail => new("Node of Nogales", "https://node.example/", "localhost", Server.Port, MailSecurity.None, "puente@agency.example", "", "");

        private RosterBook Roster { get; }

        public static async Task<AlertDesk> OpenAsync(Engine engine)
        {
            var town = await WatchTown.NewAsync(engine);
            var desk = new AlertDesk(town, await RosterBook.LoadAsync(town.Town.Database, town.Town.Acts, town.Town.Clock));
            await desk.Server.StartAsync();
            (await desk.Settings.WriteAsync(Author.Machine, desk.Mail)).IsOk.ShouldBeTrue();
            return desk;
        }

        public async Task ChooseAsync(string login, AlertRule rule) => (await Book.ChooseAsync(Town.Town.Viewer(login), rule)).Refusal.ShouldBeNull();

        public async Task RecordAsync(string name)
        {
            Town.Town.Clock.Advance(TimeSpan.FromSeconds(1));
            await Town.Matching.SuspectAsync(name);
            await Town.Follower.CatchUpAsync();
        }

        public void Advance(TimeSpan by) => Town.Town.Clock.Advance(by);

        public Task TurnAsync(CancellationToken? stop = null) => _run.TurnAsync(true, stop ?? TestContext.Current.CancellationToken);

        /// <summary>Whom the mail server took alerts for, in order.</summary>
        public IReadOnlyList<string> Recipients => [.. Server.Mails.Select(m => Regex.Match(m, "(?m)^To: (\\S+)").Groups[1].Value)];

        /// <summary>Something needs ana and cam, each by a watch of their own.</summary>
        public async Task TwoAlertsAsync()
        {
            foreach (var login in (string[])["ana", "cam"])
            {
                await ChooseAsync(login, AtOnce with { Address = login + "@agency.example" });
                await Town.WatchAsync(new Watched(new Query("ruiz")), login);
            }

            await RecordAsync("Luis Ruiz");
        }

        /// <summary>Puts an officer on duty in Phoenix on the first day, from and until a full hour.</summary>
        public async Task OnDutyAsync(string login, int from, int until) => (await Town.Duty.AddAsync(Town.Town.Viewer("cam"), new Evidence.Duty.DutyEntry(
            Records.Town.Phoenix, Evidence.Duty.DutyKind.Extra, Town.Roster.ByLogin(login)!.Id, new LocalTime(from, 0), new LocalTime(until, 0), new LocalDate(2026, 3, 1), null, "UTC"))).IsOk.ShouldBeTrue();

        /// <summary>The node is killed and started again.</summary>
        public async Task RestartAsync()
        {
            Town.Restart();
            _run.Dispose();
            _run = NewRun();
            await Book.ResumeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            _run.Dispose();
            await Server.DisposeAsync();
            Roster.Dispose();
            await Town.DisposeAsync();
        }

        private AlertRun NewRun() => new(Book, Settings, Town.Follower, Roster, new Catalogue(), NullLogger<AlertRun>.Instance);
    }
}

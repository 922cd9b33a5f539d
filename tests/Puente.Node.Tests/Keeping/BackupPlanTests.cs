using Microsoft.Extensions.Logging.Abstractions;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Node.Keeping;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Keeping;

/// <summary>A node copies itself as planned, reads every copy back, keeps as many as it was told, and says when that fails.</summary>
public sealed class BackupPlanTests
{
    private static readonly TimeZoneInfo Phoenix = TimeZoneInfo.FindSystemTimeZoneById("America/Phoenix"), NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("2026-06-01T09:29:00Z", "2026-05-31T09:30:00Z")]
    [InlineData("2026-06-01T09:30:00Z", "2026-06-01T09:30:00Z")]
    [InlineData("2026-06-02T03:00:00Z", "2026-06-01T09:30:00Z")]
    public void A_time_of_day_is_the_clock_where_the_node_stands(string now, string due) =>
        Plan().LastDue(DateTimeOffset.Parse(now, null), Phoenix).ShouldBe(DateTimeOffset.Parse(due, null));

    [Fact]
    public void A_night_without_that_hour_has_its_copy_an_hour_later() =>
        Plan().LastDue(DateTimeOffset.Parse("2026-03-08T12:00:00Z", null), NewYork).ShouldBe(DateTimeOffset.Parse("2026-03-08T07:30:00Z", null));

    [Theory]
    [InlineData("25:00", "3", "backup-plan.time")]
    [InlineData("2:30 am", "3", "backup-plan.time")]
    [InlineData("02:30", "0", "backup-plan.keep")]
    [InlineData("02:30", "many", "backup-plan.keep")]
    public void What_is_no_plan_is_refused(string at, string keep, string code) => BackupPlan.Read(at, keep).Refusal!.Code.ShouldBe(code);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Copies_are_made_at_their_time_and_the_oldest_removed(Engine engine)
    {
        await using var vault = await Vault.NewAsync(engine);
        using var schedule = Schedule(vault);
        (await schedule.LookAsync(CancellationToken.None)).ShouldBeNull("there is no plan");
        (await vault.Store.Backups.SetPlanAsync(Author.Machine, new BackupPlan(new TimeOnly(2, 30), 2))).Refusal.ShouldBeNull();
        (await schedule.LookAsync(CancellationToken.None)).ShouldBeNull("its time has not come");
        for (var day = 1; day <= 4; day++)
        {
            vault.Clock.Advance(TimeSpan.FromDays(1));
            (await schedule.LookAsync(CancellationToken.None))!.Well.ShouldBeTrue();
            (await schedule.LookAsync(CancellationToken.None)).ShouldBeNull("it was made today");
        }

        var runs = await vault.Store.Backups.RunsAsync(10);
        runs.Select(r => r.Removed).ShouldBe([false, false, true, true]);
        Directory.GetFiles(vault.Folder.Backups).Select(f => Path.GetFileName(f)!).ShouldBe([.. runs.Take(2).Select(r => r.File)], ignoreOrder: true);
        foreach (var kept in runs.Take(2)) (await BackupCheck.VerifyAsync(Path.Combine(vault.Folder.Backups, kept.File))).Value.Rows.ShouldBeGreaterThan(0);
        (await BackupState.OfAsync(vault.Store.Backups, vault.Clock)).Code.ShouldBeNull();
        vault.Clock.Advance(TimeSpan.FromHours(27));
        (await BackupState.OfAsync(vault.Store.Backups, vault.Clock)).Code.ShouldBe("backups.late");
    }

    [Fact]
    public async Task A_copy_that_fails_is_told_and_tried_again_within_the_hour()
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        using var schedule = Schedule(vault);
        (await BackupState.OfAsync(vault.Store.Backups, vault.Clock)).Code.ShouldBe("backups.none");
        await vault.Store.Backups.SetPlanAsync(Author.Machine, new BackupPlan(new TimeOnly(2, 30), 2));
        vault.Clock.Advance(TimeSpan.FromDays(1));
        // A file stands where the folder of backups is wanted.
        Directory.Delete(vault.Folder.Backups);
        await File.WriteAllTextAsync(Path.Combine(vault.Folder.Root, "backups"), "");
        (await schedule.LookAsync(CancellationToken.None))!.Code.ShouldBe("backup.failed");
        (await BackupState.OfAsync(vault.Store.Backups, vault.Clock)).Code.ShouldBe("backups.failed");
        (await schedule.LookAsync(CancellationToken.None)).ShouldBeNull("not at once");
        File.Delete(Path.Combine(vault.Folder.Root, "backups"));
        vault.Clock.Advance(BackupPlan.AgainAfter);
        (await schedule.LookAsync(CancellationToken.None))!.Well.ShouldBeTrue();
        (await BackupState.OfAsync(vault.Store.Backups, vault.Clock)).Code.ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_that_was_changed_is_not_read_back_whole()
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        var receipt = (await vault.BackupAsync("a.puente")).Value;
        (await BackupCheck.VerifyAsync(receipt.File)).Refusal.ShouldBeNull();
        await using (var zip = await System.IO.Compression.ZipFile.OpenAsync(receipt.File, System.IO.Compression.ZipArchiveMode.Update))
        {
            zip.GetEntry("tables/officer.ndjson")!.Delete();
            await using var none = await zip.CreateEntry("tables/officer.ndjson").OpenAsync();
        }

        (await BackupCheck.VerifyAsync(receipt.File)).Refusal!.Code.ShouldBe("restore.damaged");
        (await BackupCheck.VerifyAsync(Path.Combine(vault.Folder.Root, "puente.db"))).Refusal!.Code.ShouldBe("restore.damaged");
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_does_not_end_the_node()
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        var told = new ErrorLog<BackupSchedule>();
        using var schedule = new BackupSchedule(vault.Store.Backups, vault.Folder, vault.Clock, told);
        await vault.Store.Backups.SetPlanAsync(Author.Machine, new BackupPlan(new TimeOnly(2, 30), 2));
        await schedule.StartAsync(TestContext.Current.CancellationToken);
        await vault.Store.Database.DisposeAsync();
        vault.Clock.Advance(TimeSpan.FromDays(1));
        await told.Error.Task;
        schedule.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await schedule.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Only_an_administrator_plans()
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        (await vault.Store.Backups.SetPlanAsync(vault.As("castellano"), new BackupPlan(new TimeOnly(2, 30), 2))).Refusal!.Code.ShouldBe("roster.not-administrator");
        (await vault.Store.Backups.PlanAsync()).ShouldBeNull();
    }

    private static BackupPlan Plan() => BackupPlan.Read("02:30", "3").Value;

    private static BackupSchedule Schedule(Vault vault) => new(vault.Store.Backups, vault.Folder, vault.Clock, NullLogger<BackupSchedule>.Instance);
}

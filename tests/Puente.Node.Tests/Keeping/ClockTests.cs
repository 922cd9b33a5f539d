using System.Net;
using System.Net.Http.Json;
using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Evidence.Sharing;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.SignIn;

namespace Puente.Node.Tests.Keeping;

/// <summary>A clock that is off is told, and nothing is recorded while it is too far off.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(4, null)]
    [InlineData(6, "clock.off")]
    [InlineData(299, "clock.off")]
    [InlineData(301, "clock.unfit")]
    public void It_is_warned_before_it_is_refused_in_either_direction(int seconds, string? code)
    {
        new ClockState(null, TimeSpan.FromSeconds(seconds)).Code.ShouldBe(code);
        new ClockState(TimeSpan.FromSeconds(seconds), TimeSpan.Zero).Code.ShouldBe(code);
        new ClockState(TimeSpan.FromSeconds(-seconds), TimeSpan.Zero).Code.ShouldBe(code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_clock_behind_the_last_act_is_unfit_until_its_keeper_accepts_it(Engine engine)
    {
        await using var vault = await Vault.NewAsync(engine);
        await vault.Store.NoteAsync("node.doctor", "examine");
        var watch = new ClockWatch(vault.Store.Archive, asksServer: false);
        (await watch.LookAsync()).Code.ShouldBeNull();
        await using (var connection = await vault.Store.Database.OpenAsync())
            await connection.ExecuteAsync("update act set at = at + 3600000 where key = (select max(key) from act)");
        var state = await watch.LookAsync();
        state.Behind.ShouldBe(TimeSpan.FromHours(1));
        state.Code.ShouldBe("clock.unfit");
        await watch.AcceptAsync();
        watch.Now.Code.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_database_server_is_a_second_clock(Engine engine)
    {
        // The clock of the test stands in June 2026; that of the server goes.
        await using var vault = await Vault.NewAsync(engine);
        var drift = (await new ClockWatch(vault.Store.Archive, asksServer: true).LookAsync()).Drift;
        if (engine == Engine.Sqlite) drift.ShouldBeNull();
        else drift!.Value.Duration().ShouldBeGreaterThan(ClockState.Refuses);
    }

    [Fact]
    public async Task A_node_whose_clock_went_back_shows_and_refuses_to_record()
    {
        await using var door = await Doorway.OpenAsync();
        using var keeper = await door.SignInAsync("keeper", "administration");
        var viewer = door.Of<Viewers>().Open(door.Officer("keeper").Id, "MX/FGR/SON", "administration").Value;
        var (secret, _) = await door.Of<AccessTokens>().CreateAsync(viewer, "test", TimeSpan.FromDays(1));
        await door.Of<ClockWatch>().LookAsync();
        await using (var connection = await door.Of<Evidence.Storage.Database>().OpenAsync())
            await connection.ExecuteAsync("update act set at = at + 3600000");
        (await door.Of<ClockWatch>().LookAsync()).Code.ShouldBe("clock.unfit");

        (await keeper.GetStringAsync(new Uri("/admin", UriKind.Relative))).ShouldContain("puente clock --accept");
        using (var form = await Doorway.PostAsync(keeper, "/admin/officers/rivas", "enrol"))
        {
            form.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await form.Content.ReadAsStringAsync()).ShouldContain("The clock of this node is wrong");
        }

        using var program = door.Browser();
        program.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        using var plan = await program.PostAsJsonAsync(new Uri("/api/v1/node/backup-plan", UriKind.Relative), new { at = "02:30", keep = 3 });
        plan.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await plan.Content.ReadAsStringAsync()).ShouldContain("3600 seconds off");
        (await Doorway.StatusAsync(program, "/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        door.Clock.Advance(TimeSpan.FromHours(1));
        await door.Of<ClockWatch>().LookAsync();
        using var again = await program.PostAsJsonAsync(new Uri("/api/v1/node/backup-plan", UriKind.Relative), new { at = "02:30", keep = 3 });
        again.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}

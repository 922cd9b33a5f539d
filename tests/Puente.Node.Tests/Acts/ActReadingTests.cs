using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Node.Tests.Agencies;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Acts;

/// <summary>Who reads which acts, and what an auditor learns of the rest.</summary>
public sealed class ActReadingTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_officer_reads_only_their_own_acts(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        await office.Sessions.StartAsync(office.Officer("rivas"), FrontOffice.Sonora, "trace", "passkey");
        await office.Sessions.StartAsync(office.Officer("campos"), FrontOffice.Sonora, "trace", "passkey");
        (await office.Acts.PageAsync(office.As("rivas"), ActQuery.Any)).Acts.ShouldHaveSingleItem().Officer.ShouldBe("rivas");
        (await office.Acts.PageAsync(office.As("rivas"), new ActQuery(Officer: "campos"))).Acts.ShouldBeEmpty();
        (await office.Acts.CountAsync(office.As("rivas"), ActQuery.Any)).Refusal!.Code.ShouldBe("acts.not-auditor");
        (await office.Acts.SampleAsync(office.As("rivas"), ActQuery.Any, 5, 1)).Refusal!.Code.ShouldBe("acts.not-auditor");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_auditor_does_not_read_an_act_that_names_what_is_hidden_but_knows_how_many_of_each_kind(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        await HideAsync(office, 3);
        var auditor = office.As("auditora", "audit");
        var counts = (await office.Acts.CountAsync(auditor, new ActQuery(Kind: "statement"))).Value;
        counts.Readable.ShouldBe(0);
        counts.Withheld.ShouldBe([new WithheldActs("statement.record", 3)]);
        (await office.Acts.PageAsync(auditor, new ActQuery(Kind: "statement"))).Acts.ShouldBeEmpty();
        (await office.Acts.SampleAsync(auditor, new ActQuery(Kind: "statement"), 10, 1)).Value.Acts.ShouldBeEmpty();
        (await office.KindsAsync())[^1].ShouldBe("acts.sample");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Pages_meet_without_gap_or_repeat_and_filters_hold(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        for (var i = 0; i < 25; i++) await office.Sessions.StartAsync(office.Officer("rivas"), FrontOffice.Sonora, "trace", "passkey");
        office.Clock.Advance(TimeSpan.FromDays(1));
        await office.Sessions.StartAsync(office.Officer("campos"), FrontOffice.Sonora, "trace", "passkey");

        var auditor = office.As("auditora", "audit");
        var query = new ActQuery(Kind: "session", From: new DateOnly(2026, 3, 2), Until: new DateOnly(2026, 3, 2));
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await office.Acts.PageAsync(auditor, query, after, 10);
            seen.AddRange(page.Acts.Select(a => a.Id));
            after = page.Next;
        }
        while (after is not null);
        seen.Count.ShouldBe(25);
        seen.Distinct().Count().ShouldBe(25);
        (await office.Acts.PageAsync(auditor, new ActQuery(Kind: "session.start", From: new DateOnly(2026, 3, 3)))).Acts.ShouldHaveSingleItem().Officer.ShouldBe("campos");
        (await office.Acts.PageAsync(auditor, new ActQuery(Kind: "sess"))).Acts.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_sample_is_drawn_again_by_its_seed_and_a_work_paper_proves_what_it_holds(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        for (var i = 0; i < 40; i++) await office.Sessions.StartAsync(office.Officer("rivas"), FrontOffice.Sonora, "trace", "passkey");
        var auditor = office.As("auditora", "audit");
        var query = new ActQuery(Officer: "rivas");
        var one = (await office.Acts.SampleAsync(auditor, query, 7, 42)).Value;
        one.From.ShouldBe(40);
        one.Acts.Length.ShouldBe(7);
        (await office.Acts.SampleAsync(auditor, query, 7, 42)).Value.Acts.Select(a => a.Id).ShouldBe(one.Acts.Select(a => a.Id));
        (await office.Acts.SampleAsync(auditor, query, 7, 43)).Value.Acts.Select(a => a.Id).ShouldNotBe(one.Acts.Select(a => a.Id));

        var paper = (await new ActPaper(office.Acts, office.Clock).WriteAsync(auditor, query, 7, 42)).Value;
        var json = JsonNode.Parse(paper.Json)!;
        ((string)json["sha256"]!).ShouldBe(paper.Hash);
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ActLog.Canonical(json["acts"])))).ShouldBe(paper.Hash);
        json["acts"]!.AsArray().Select(a => (string)a!["id"]!).ShouldBe(one.Acts.Select(a => a.Id));
        ((string)json["at"]!).ShouldBe("2026-03-02T12:00:00.000Z");
        (await office.KindsAsync())[^1].ShouldBe("acts.paper");
    }

    private static async Task HideAsync(FrontOffice office, int count)
    {
        var hidden = await office.Store.Archive.Markings.InternAsync(new Marking { Owner = "US/ATF", Unit = FrontOffice.Phoenix, Tlp = Tlp.Red });
        for (var i = 0; i < count; i++)
            await office.Store.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
                office.Store.Acts.WriteAsync(connection, transaction, office.As("doyle"), "statement.record", "x", hidden, new { facts = 1 }));
    }
}

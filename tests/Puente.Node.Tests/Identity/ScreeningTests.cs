using System.Text;
using Dapper;
using Puente.Evidence.Identity;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Matching.Names;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Identity;

/// <summary>Lists against everybody whom an officer may match, judged again whenever the hits are read.</summary>
public sealed class ScreeningTests : IDisposable
{
    private const string List = """
        {"id":"X-1","schema":"Person","properties":{"name":["LUJAN COTA, Evaristo"],"birthDate":["1976-03-12"],"topics":["sanction"]}}
        {"id":"X-2","schema":"Company","properties":{"name":["Transportes del Norte SA de CV"]}}
        {"id":"X-3","schema":"Person","properties":{"name":["QUIROGA PAZ, Norberto"]}}
        no entity
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("puente-lists-").FullName;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Only_who_may_be_matched_is_screened_and_hits_follow_the_readers_sight(Engine engine)
    {
        await using var town = await MatchTown.NewAsync(engine);
        var listed = await town.SuspectAsync("Evaristo Luján Cota", ("birthDate", "1976"));
        await town.PersonAsync("victim", null, ("name", "Norberto Quiroga Paz"));
        var company = town.Town.Archive.NewEntity();
        await town.Town.RecordAsync(town.Source, Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(company, "Company"));
            b.Attributes.Add(new NewAttribute(company, "name", "Transportes del Norte, S. A. de C. V."));
        });
        var uploads = new Uploads(town.Town.Archive, town.Town.Acts, _folder);
        await using var queue = new ScreeningQueue(town.Town.Archive, town.Index, uploads, town.Town.Viewers, error => Assert.Fail(error.ToString()));
        var desk = new ScreeningDesk(town.Town.Archive, town.Town.Acts, town.Index, uploads, queue);

        (await desk.StartAsync(town.Town.Viewer("ana"), new UploadId(77))).Refusal!.Code.ShouldBe("screening.no-such-file");
        var id = await ScreenAsync(town, desk, uploads, "list.ftm.json", List);
        var screening = (await desk.FindAsync(town.Town.Viewer("ana"), id))!;
        (screening.State, screening.Entries, screening.Problems, screening.Compared).ShouldBe((ScreeningState.Done, 3, 1, 2));
        var hits = await desk.HitsAsync(await town.Town.ReadAsync("ana"), id);
        hits.Select(h => (h.Entity.Id, h.Entry.Id)).ShouldBe([(listed, "X-1"), (company, "X-2")], ignoreOrder: true);
        hits.ShouldAllBe(h => h.Decision == MatchDecision.Match && Math.Abs(h.Reasons.Sum(r => r.Weight) - h.Score) < 1e-6);
        (await desk.HitsAsync(await town.Town.ReadAsync("cam"), id)).ShouldBeEmpty("another officer's");

        await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.Attributes.Add(new Standing("witness", null, null, null).Of(listed)));
        (await desk.HitsAsync(await town.Town.ReadAsync("ana"), id)).Select(h => h.Entity.Id).ShouldBe([company], "who is protected by now is gone from it");
    }

    [Fact]
    public async Task What_is_no_list_ends_the_screening_with_its_reason()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var uploads = new Uploads(town.Town.Archive, town.Town.Acts, _folder);
        await using var queue = new ScreeningQueue(town.Town.Archive, town.Index, uploads, town.Town.Viewers, error => Assert.Fail(error.ToString()));
        var desk = new ScreeningDesk(town.Town.Archive, town.Town.Acts, town.Index, uploads, queue);
        foreach (var (name, text) in new[] { ("people.csv", "a,b"), ("list.zip", "no zip"), ("empty.json", "[]") })
            (await desk.FindAsync(town.Town.Viewer("ana"), await ScreenAsync(town, desk, uploads, name, text)))!.ShouldSatisfyAllConditions(s => s.State.ShouldBe(ScreeningState.Failed), s => s.Fault.ShouldBe("screening.list-unread"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_screening_that_is_broken_off_ends_without_hits_and_nothing_brings_it_back(Engine engine)
    {
        await using var town = await MatchTown.NewAsync(engine);
        await town.SuspectAsync("Evaristo Luján Cota");
        var uploads = new Uploads(town.Town.Archive, town.Town.Acts, _folder);
        await using var queue = new ScreeningQueue(town.Town.Archive, town.Index, uploads, town.Town.Viewers, error => Assert.Fail(error.ToString()));
        var desk = new ScreeningDesk(town.Town.Archive, town.Town.Acts, town.Index, uploads, queue);
        var (ana, done) = (town.Town.Viewer("ana"), await ScreenAsync(town, desk, uploads, "list.ftm.json", List));
        (await desk.CancelAsync(ana, done)).Refusal!.Code.ShouldBe("screening.over");
        (await desk.HitsAsync(await town.Town.ReadAsync("ana"), done)).Count.ShouldBe(1);
        foreach (var state in (ScreeningState[])[ScreeningState.Waiting, ScreeningState.Running])
        {
            // As it stands while it waits, and between two slices.
            await town.Town.Archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
                connection.ExecuteAsync("update screening set state = @state where key = @Key", new { state = (long)state, done.Key }, transaction));
            (await desk.CancelAsync(town.Town.Viewer("cam"), done)).Refusal!.Code.ShouldBe("screening.no-such-screening", "another officer's");
            (await desk.CancelAsync(ana, done)).IsOk.ShouldBeTrue();
            queue.Add(done);
            await ScreenAsync(town, desk, uploads, "list.ftm.json", List);
            (await desk.FindAsync(ana, done))!.State.ShouldBe(ScreeningState.Cancelled);
            (await desk.HitsAsync(await town.Town.ReadAsync("ana"), done)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_screening_that_is_done_stays_as_it_is_when_its_turn_comes_again()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        await town.SuspectAsync("Evaristo Luján Cota");
        var uploads = new Uploads(town.Town.Archive, town.Town.Acts, _folder);
        await using var queue = new ScreeningQueue(town.Town.Archive, town.Index, uploads, town.Town.Viewers, error => Assert.Fail(error.ToString()));
        var desk = new ScreeningDesk(town.Town.Archive, town.Town.Acts, town.Index, uploads, queue);
        var done = await ScreenAsync(town, desk, uploads, "list.ftm.json", List);
        var (was, ana) = (await desk.FindAsync(town.Town.Viewer("ana"), done), town.Town.Viewer("ana"));
        queue.Add(done);
        await ScreenAsync(town, desk, uploads, "list.ftm.json", List);
        (await desk.FindAsync(ana, done)).ShouldBe(was);
        was!.State.ShouldBe(ScreeningState.Done);
        (await desk.HitsAsync(await town.Town.ReadAsync("ana"), done)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_hit_says_the_markings_of_all_that_was_compared()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        await town.SayAsync(one, "birthDate", "1976", Town.Marking(tlp: Tlp.Red));
        await town.HoldAsync("Use", one, await town.ThingAsync("Phone", ("number", "+52 631 114 0218")), marking: Town.Marking(audience: [Town.To("MX")]));
        var uploads = new Uploads(town.Town.Archive, town.Town.Acts, _folder);
        await using var queue = new ScreeningQueue(town.Town.Archive, town.Index, uploads, town.Town.Viewers, error => Assert.Fail(error.ToString()));
        var desk = new ScreeningDesk(town.Town.Archive, town.Town.Acts, town.Index, uploads, queue);
        var hit = (await desk.HitsAsync(await town.Town.ReadAsync("ana"), await ScreenAsync(town, desk, uploads, "list.ftm.json", List))).ShouldHaveSingleItem();
        hit.Markings.ShouldBe([Town.Marking(), Town.Marking(tlp: Tlp.Red), Town.Marking(audience: [Town.To("MX")])], ignoreOrder: true);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<ScreeningId> ScreenAsync(MatchTown town, ScreeningDesk desk, Uploads uploads, string name, string text)
    {
        var ana = town.Town.Viewer("ana");
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var id = (await desk.StartAsync(ana, (await uploads.ReceiveAsync(ana, name, bytes)).Value.Id)).Value;
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await desk.FindAsync(ana, id, late.Token))!.State is ScreeningState.Waiting or ScreeningState.Running) late.Token.ThrowIfCancellationRequested();
        return id;
    }
}

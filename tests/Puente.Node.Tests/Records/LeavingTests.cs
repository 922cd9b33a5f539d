using System.Text.Json.Nodes;
using Dapper;
using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Node.Api;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Records;

/// <summary>What leaves in a file, and what is kept of its leaving.</summary>
public sealed class LeavingTests
{
    private const Permission Stays = Permission.View | Permission.Copy;

    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_leaves_before_its_act_and_a_broken_download_says_what_had_left(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var departures = new Departures(town.Archive, town.Acts);
        var closer = Town.Marking(tlp: Tlp.Red);

        await Should.ThrowAsync<OperationCanceledException>(() => departures.SendAsync(town.Viewer("ana"), [Town.Marking()], new { format = "csv" }, async left =>
        {
            (await ActsAsync(town)).Select(a => a.Kind).ShouldBe(["statement.export"]);
            left([Town.Marking()]);
            left([closer]);
            throw new OperationCanceledException();
        }));

        var acts = await ActsAsync(town);
        acts.Select(a => a.Kind).ShouldBe(["statement.export", "statement.exported"]);
        acts[1].Content.ShouldBe("""{"asked":{"format":"csv"},"complete":false,"lines":2}""");
        town.Archive.Markings[new(acts[1].Marking!.Value)].Tlp.ShouldBe(Tlp.Red);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_name_that_may_not_leave_leaves_with_no_fact_either(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync(marking: Town.Marking() with { Actions = Stays });
        var luis = await town.PersonAsync(source, "Luis");
        var hidden = await town.PersonAsync(source, "Nepomuceno", Town.Marking() with { Actions = Stays });
        await town.RecordAsync(source, Town.Marking(), b => b.Facts.Add(new NewFact("Associate", luis, hidden)));

        var (text, seen) = (new StringWriter(), new HashSet<Marking>());
        await new EntityWriter(town.Archive, Vocabulary.Standard).WriteAsync(await town.ReadAsync("ana"), [luis, hidden], text, seen.UnionWith);
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        lines.Count.ShouldBe(2);
        text.ToString().ShouldContain("Luis");
        text.ToString().ShouldNotContain("Nepomuceno");
        seen.ShouldAllBe(m => m.Actions.HasFlag(Permission.Export));

        var origin = (await (await town.ReadAsync("ana")).AttributesAsync(luis))[0].Origin;
        (origin.Title, origin.TitleLeaves).ShouldBe(("Report 1", false));
    }

    private static async Task<List<(string Kind, string Content, long? Marking)>> ActsAsync(Town town)
    {
        await using var connection = await town.Database.OpenAsync();
        return [.. await connection.QueryAsync<(string, string, long?)>("select kind, content, marking from act order by key")];
    }
}

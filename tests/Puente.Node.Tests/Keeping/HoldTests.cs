using System.Text.RegularExpressions;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Keeping;

/// <summary>What a court may need is sealed, never lost.</summary>
public sealed partial class HoldTests
{
    public static TheoryData<Engine, string> Ways()
    {
        var data = new TheoryData<Engine, string>();
        foreach (var engine in Databases.All)
            foreach (var way in new[] { "retract", "supersede", "withdraw", "undo", "expire" })
                data.Add(new TheoryDataRow<Engine, string>(engine.Data, way) { Skip = engine.Skip });
        return data;
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task No_way_of_ending_a_statement_passes_a_hold(Engine engine, string way)
    {
        await using var vault = await Vault.NewAsync(engine);
        var by = vault.As("tanaka");
        var marking = new Marking { Owner = "US/DEA", Unit = by.Unit.Code, ExpiresOn = new DateOnly(2026, 7, 1) };
        var source = (await vault.Store.Recorder.AddSourceAsync(by, new NewSource("report", "R", null, "agency-record", null, marking))).Value;
        var phone = vault.Store.Archive.NewEntity();
        var provenance = new Provenance(source, new Evaluation('B', 2), marking, "en");
        var recorded = (await vault.Store.Recorder.RecordAsync(by, provenance, new Batch
        {
            Entities = { new NewEntity(phone, "Phone") },
            Attributes = { new NewAttribute(phone, "number", "+15205550111"), new NewAttribute(phone, "carrier", "none") },
        })).Value;
        var statement = recorded.Attributes[0];
        var hold = (await vault.Store.Recorder.PlaceHoldAsync(by, statement, "United States v. L., exhibit 4")).Value;
        (await SealedAsync(vault)).ShouldBeEmpty();

        await EndAsync(vault, way, by, source, provenance, recorded, phone);
        var reading = await vault.Store.Archive.ReadAsync(vault.As("tanaka"));
        (await reading.AttributesAsync(phone)).ShouldNotContain(a => a.Id == statement);
        (await SealedAsync(vault)).ShouldHaveSingleItem().Attribute!.Value.ShouldBe("+15205550111");
        (await (await vault.Store.Archive.ReadAsync(vault.As("brandt"))).SealedAsync()).Refusal!.Code.ShouldBe("hold.not-custodian");
        (await (await vault.Store.Archive.ReadAsync(vault.As("nunez"))).SealedAsync()).Value.ShouldBeEmpty("another agency's custodian sees nothing of it");

        (await vault.Store.Recorder.ReleaseHoldAsync(vault.As("nunez"), hold, "no")).Refusal!.Code.ShouldBe("hold.unknown");
        (await vault.Store.Recorder.ReleaseHoldAsync(vault.As("tanaka"), hold, "Case closed")).IsOk.ShouldBeTrue();
        (await SealedAsync(vault)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hold_needs_a_reason_a_reader_of_the_whole_statement_and_no_second_hold()
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        var by = vault.As("tanaka");
        var marking = new Marking { Owner = "US/DEA", Unit = by.Unit.Code };
        var source = (await vault.Store.Recorder.AddSourceAsync(by, new NewSource("report", "R", null, "agency-record", null, marking))).Value;
        var phone = vault.Store.Archive.NewEntity();
        var id = (await vault.Store.Recorder.RecordAsync(by, new Provenance(source, Evaluation.Unknown, marking, "en"),
            new Batch { Entities = { new NewEntity(phone, "Phone") }, Attributes = { new NewAttribute(phone, "number", "1") } })).Value.Attributes[0];
        (await vault.Store.Recorder.PlaceHoldAsync(by, id, " ")).Refusal!.Code.ShouldBe("hold.no-reason");
        (await vault.Store.Recorder.PlaceHoldAsync(vault.As("rivas"), id, "x")).Refusal!.Code.ShouldBe("record.no-such-statement");
        (await vault.Store.Recorder.PlaceHoldAsync(by, id, "x")).IsOk.ShouldBeTrue();
        (await vault.Store.Recorder.PlaceHoldAsync(by, id, "x")).Refusal!.Code.ShouldBe("hold.exists");
        (await (await vault.Store.Archive.ReadAsync(by)).HoldsAsync(id)).ShouldHaveSingleItem();
        (await (await vault.Store.Archive.ReadAsync(vault.As("rivas"))).HoldsAsync(id)).ShouldBeEmpty();
    }

    /// <summary>Rows of statements are deleted only where the hold is asked in the same command.</summary>
    [Fact]
    public void No_command_deletes_a_statement_without_asking_for_holds()
    {
        var found = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".sql", StringComparison.Ordinal))
            .SelectMany(f => Deletion().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Sql: m.Value)))
            .Where(d => !d.Sql.Contains("hold", StringComparison.Ordinal)).ToList();
        found.ShouldBeEmpty();
        Deletion().IsMatch("delete from attribute where key = 1").ShouldBeTrue();
    }

    private static async Task EndAsync(Vault vault, string way, Viewer by, SourceId source, Provenance provenance, Recorded recorded, EntityId phone)
    {
        switch (way)
        {
            case "retract":
                (await vault.Store.Recorder.RetractAsync(by, recorded.Attributes[0], "wrong")).IsOk.ShouldBeTrue();
                break;
            case "supersede":
                (await vault.Store.Recorder.RecordAsync(by, provenance, new Batch { Attributes = { new NewAttribute(phone, "number", "+15205550112", Supersedes: recorded.Attributes[0]) } })).IsOk.ShouldBeTrue();
                break;
            case "withdraw":
                (await vault.Store.Recorder.WithdrawAsync(by, source, "wrong")).Value.Held.ShouldBe(1);
                break;
            case "undo":
                vault.Store.Archive.States.Hide(await vault.Store.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
                    vault.Store.Recorder.CloseAsync(connection, transaction, "key = @key", recorded.Recording.Key, RecordingState.Undone)));
                break;
            default:
                vault.Clock.Advance(TimeSpan.FromDays(60));
                break;
        }
    }

    private static async Task<IReadOnlyList<SealedView>> SealedAsync(Vault vault) => (await (await vault.Store.Archive.ReadAsync(vault.As("tanaka"))).SealedAsync()).Value;

    [GeneratedRegex(@"delete\s+from\s+(attribute|fact|same_as)\b[^""]*", RegexOptions.IgnoreCase)]
    private static partial Regex Deletion();
}

using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Documents;
using Puente.Evidence.Keeping;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Node.Hosting;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Keeping;

/// <summary>A backup is one moment of a running node, and restores on either database.</summary>
public sealed class BackupTests
{
    public static TheoryData<Engine, Engine> Pairs()
    {
        var data = new TheoryData<Engine, Engine>();
        foreach (var from in Databases.All)
            foreach (var to in Databases.All)
                data.Add(new TheoryDataRow<Engine, Engine>(from.Data, to.Data) { Skip = from.Skip ?? to.Skip });
        return data;
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task A_backup_restores_to_the_same_content_on_either_database(Engine from, Engine to)
    {
        await using var vault = await Vault.NewAsync(from);
        var before = await Vault.ContentAsync(vault.Store);
        var receipt = (await vault.BackupAsync("a.puente")).Value;
        receipt.Manifest.Rows.ShouldBe(before.Count(l => !IsDerived(vault.Store, l)));

        await using var place = await Databases.NewAsync(to);
        using var folder = DataFolder.Open(place.Folder).Value;
        var connection = to == Engine.Postgres ? place.Connection : null;
        (await Restore.ReadAsync(receipt.File, folder, connection, EvidenceStore.MigrationsWith(Rooms.Migrations))).Refusal.ShouldBeNull();
        await using var restored = await EvidenceStore.OpenAsync(folder, connection, vault.Clock, Rooms.Migrations);
        await restored.Doctor.RebuildAsync();
        (await Vault.ContentAsync(restored)).Except(before).Where(l => !IsDerived(restored, l)).ShouldBeEmpty();
        before.Except(await Vault.ContentAsync(restored)).Where(l => !IsDerived(restored, l)).ShouldBeEmpty();
        await foreach (var checkup in restored.Doctor.ExamineAsync()) checkup.Healthy.ShouldBeTrue(checkup.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_backup_taken_while_officers_record_holds_whole_recordings_only(Engine engine)
    {
        await using var vault = await Vault.NewAsync(engine);
        var by = vault.As("castellano");
        var marking = new Marking { Owner = "US/HSI", Unit = by.Unit.Code };
        var source = (await vault.Store.Recorder.AddSourceAsync(by, new NewSource("report", "Busy", null, "agency-record", null, marking))).Value;
        using var enough = new CancellationTokenSource();
        var first = new TaskCompletionSource();
        var writing = Task.Run(async () =>
        {
            for (var done = 0; !enough.IsCancellationRequested; done++)
            {
                var batch = new Batch();
                for (var i = 0; i < 50; i++)
                {
                    var id = vault.Store.Archive.NewEntity();
                    batch.Entities.Add(new NewEntity(id, "Phone"));
                    batch.Attributes.Add(new NewAttribute(id, "number", "+15205550100"));
                }

                (await vault.Store.Recorder.RecordAsync(by, new Provenance(source, Evaluation.Unknown, marking, "en"), batch)).Refusal.ShouldBeNull();
                if (done == 3) first.SetResult();
            }
        });
        await first.Task;
        var receipt = (await vault.BackupAsync("busy.puente")).Value;
        await enough.CancelAsync();
        await writing;

        await using var place = await Databases.NewAsync(Engine.Sqlite);
        using var folder = DataFolder.Open(place.Folder).Value;
        (await Restore.ReadAsync(receipt.File, folder, null, EvidenceStore.MigrationsWith(Rooms.Migrations))).Refusal.ShouldBeNull();
        await using var restored = await EvidenceStore.OpenAsync(folder, null, vault.Clock, Rooms.Migrations);
        var whole = (await Vault.ContentAsync(vault.Store)).ToHashSet(StringComparer.Ordinal);
        var kept = await Vault.ContentAsync(restored);
        kept.Where(l => l.StartsWith("attribute ", StringComparison.Ordinal)).ShouldAllBe(l => whole.Contains(l));
        var busy = kept.Count(l => l.StartsWith("attribute ", StringComparison.Ordinal) && l.Contains("+15205550100", StringComparison.Ordinal));
        busy.ShouldBeGreaterThanOrEqualTo(200);
        (busy % 50).ShouldBe(0);
        kept.Count(l => l.StartsWith("entity ", StringComparison.Ordinal)).ShouldBe(kept.Where(l => l.StartsWith("attribute ", StringComparison.Ordinal)).Select(l => l.Split('|')[1]).Distinct().Count());
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_leaves_no_record()
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        var receipt = (await vault.BackupAsync("a.puente")).Value;
        await using (var zip = await System.IO.Compression.ZipFile.OpenAsync(receipt.File, System.IO.Compression.ZipArchiveMode.Update))
        {
            var entry = zip.GetEntry("tables/attribute.ndjson")!;
            string text;
            using (var reader = new StreamReader(await entry.OpenAsync())) text = await reader.ReadToEndAsync();
            entry.Delete();
            await using var writer = new StreamWriter(await zip.CreateEntry("tables/attribute.ndjson").OpenAsync());
            await writer.WriteAsync(text.Replace("El Ingeniero", "El Arquitecto", StringComparison.Ordinal));
        }

        await using var place = await Databases.NewAsync(Engine.Sqlite);
        using var folder = DataFolder.Open(place.Folder).Value;
        (await Restore.ReadAsync(receipt.File, folder, null, EvidenceStore.MigrationsWith(Rooms.Migrations))).Refusal!.Code.ShouldBe("restore.damaged");
        File.Exists(folder.Record).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_restore_touches_only_an_empty_store(Engine engine)
    {
        await using var vault = await Vault.NewAsync(engine);
        var receipt = (await vault.BackupAsync("a.puente")).Value;
        var before = await Vault.ContentAsync(vault.Store);
        (await Restore.ReadAsync(receipt.File, vault.Folder, engine == Engine.Postgres ? vault.Place.Connection : null, EvidenceStore.MigrationsWith(Rooms.Migrations))).Refusal!.Code.ShouldBe("restore.not-empty");
        (await Vault.ContentAsync(vault.Store)).ShouldBe(before);
        (await vault.BackupAsync("a.puente")).Refusal!.Code.ShouldBe("backup.exists");
    }

    [Fact]
    public async Task Files_of_the_node_come_back_with_it()
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(vault.Folder.Files, "returns.csv"), "a;b\n1;2\n");
        var receipt = (await vault.BackupAsync("a.puente")).Value;
        await using var place = await Databases.NewAsync(Engine.Sqlite);
        using var folder = DataFolder.Open(place.Folder).Value;
        (await Restore.ReadAsync(receipt.File, folder, null, EvidenceStore.MigrationsWith(Rooms.Migrations))).Refusal.ShouldBeNull();
        (await File.ReadAllTextAsync(Path.Combine(folder.Files, "returns.csv"))).ShouldBe("a;b\n1;2\n");
    }

    [Fact]
    public async Task What_is_still_being_written_is_in_no_backup()
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        var underway = new[] { DatasetFiles.Under(vault.Folder.Files).Temporary(), DocumentFiles.Under(vault.Folder.Files).Temporary(), UnfinishedFiles.Received(vault.Folder.Files) };
        foreach (var path in underway) await File.WriteAllTextAsync(path, "half of it");
        var kept = (await vault.BackupAsync("a.puente")).Value.Manifest.Files.Select(f => Path.GetFileName(f.Path)).ToList();
        kept.ShouldNotBeEmpty();
        kept.Intersect(underway.Select(f => Path.GetFileName(f))).ShouldBeEmpty();
    }

    private static bool IsDerived(EvidenceStore store, string line) => store.Archive.Derived.SelectMany(d => d.Tables).Any(t => line.StartsWith(t + " ", StringComparison.Ordinal)) || line.Contains("node.backup", StringComparison.Ordinal);
}

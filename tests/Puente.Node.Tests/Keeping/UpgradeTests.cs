using Puente.Evidence;
using Puente.Evidence.Keeping;
using Puente.Evidence.Storage;
using Puente.Node.Demo;
using Puente.Node.Hosting;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Keeping;

/// <summary>A node made by a version without the rooms of capabilities meets one that has them, and goes back.</summary>
public sealed class UpgradeTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_older_node_is_copied_first_and_the_copy_brings_it_back_as_it_was(Engine engine)
    {
        await using var place = await Databases.NewAsync(engine);
        var connection = engine == Engine.Postgres ? place.Connection : null;
        IReadOnlyList<string> before;
        using var folder = DataFolder.Open(place.Folder).Value;
        await using (var old = await EvidenceStore.OpenAsync(folder, connection, TimeProvider.System))
        {
            await DemoCast.EnterAsync(old.Roster, old.Viewers);
            var stage = new Stage(old);
            await Gazetteer.WriteAsync(stage);
            await RaidChapter.WriteAsync(stage);
            before = await Vault.ContentAsync(old);
        }

        var refused = await Should.ThrowAsync<UnfitStoreException>(() => EvidenceStore.OpenAsync(folder, connection, TimeProvider.System, Rooms.Migrations));
        refused.Refusal.Code.ShouldBe("keeping.older");
        var newer = EvidenceStore.MigrationsWith(Rooms.Migrations);
        var copy = (await Upgrade.SaveAsync(folder, connection, newer, TimeProvider.System)).Value!;
        await using (var store = await EvidenceStore.OpenAsync(folder, connection, TimeProvider.System, Rooms.Migrations, upgrade: true))
            before.Except(await Vault.ContentAsync(store)).ShouldBeEmpty("an upgrade loses nothing");
        (await Upgrade.SaveAsync(folder, connection, newer, TimeProvider.System)).Value.ShouldBeNull("it is of this version");

        // The older version opens neither the folder nor a newer copy, and brings back what it was.
        (await Should.ThrowAsync<UnfitStoreException>(() => EvidenceStore.OpenAsync(folder, connection, TimeProvider.System))).Refusal.Code.ShouldBe("keeping.newer");
        (await Upgrade.SaveAsync(folder, connection, [MigrationSet.Evidence], TimeProvider.System)).Refusal!.Code.ShouldBe("keeping.newer");
        await using var back = await Databases.NewAsync(engine);
        using var empty = DataFolder.Open(back.Folder).Value;
        var there = engine == Engine.Postgres ? back.Connection : null;
        (await Restore.ReadAsync(copy.File, empty, there, [MigrationSet.Evidence])).Refusal.ShouldBeNull();
        await using var restored = await EvidenceStore.OpenAsync(empty, there, TimeProvider.System);
        (await Vault.ContentAsync(restored)).ShouldBe(before);
        await foreach (var checkup in restored.Doctor.ExamineAsync()) checkup.Healthy.ShouldBeTrue(checkup.Code);
    }

    [Fact]
    public async Task A_folder_of_another_version_is_not_served_and_the_refusal_says_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("puente-old-").FullName;
        try
        {
            using (var held = DataFolder.Open(folder).Value)
                await (await EvidenceStore.OpenAsync(held, null, TimeProvider.System)).DisposeAsync();
            var (code, _, error) = await NodeProcess.RunAsync("serve", "--data", folder, "--urls", "http://127.0.0.1:0");
            code.ShouldBe(2);
            error.ShouldContain("puente upgrade --data");
            (await NodeProcess.RunAsync("upgrade", "--data", folder)).Code.ShouldBe(0);
            (await NodeProcess.RunAsync("doctor", "--data", folder)).Code.ShouldBe(0);
            (await NodeProcess.RunAsync("upgrade", "--data", folder)).Output.ShouldContain("of this version already");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

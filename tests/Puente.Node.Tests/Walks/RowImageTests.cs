using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Loading;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Leaks;
using Puente.Node.Tests.Money;

namespace Puente.Node.Tests.Walks;

/// <summary>What rows say comes up from an image after a start: the same, sooner, and never against what the store says.</summary>
public sealed class RowImageTests
{
    private const string Head = "Account Number,Posted Date,Amount,Description,Other Account,Trace Number\n";

    [Fact]
    public async Task A_graph_from_an_image_shows_every_viewer_what_one_without_shows()
    {
        var imaged = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            await using var world = await World.MakeAsync(Engine.Sqlite, false);
            await world.PlayAsync(Plan.Of(seed), new HashSet<int>());
            if (!await KeepAsync(world.Archive, world.Datasets, new MeetingRows(world.Archive))) continue;
            var before = await File.ReadAllBytesAsync(ImageOf(world));
            using var imagedGraph = Graph(world.Archive, world.Datasets, new MeetingRows(world.Archive));
            var read = new List<(IReadOnlyList<string> Walked, Puente.Evidence.Records.Reading Reading)>();
            foreach (var seat in People.Seats)
            {
                var reading = await world.Archive.ReadAsync(world.Viewer(seat));
                read.Add((await Walked.OfAsync(imagedGraph, reading), reading));
            }

            (await File.ReadAllBytesAsync(ImageOf(world))).ShouldBe(before, "it was read, not written anew");
            imaged++;
            using var fresh = new FactGraph(world.Archive, world.Datasets, [new MeetingRows(world.Archive)]);
            foreach (var (walked, reading) in read) walked.ShouldBe(await Walked.OfAsync(fresh, reading), $"seed {seed}");
        }

        imaged.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task An_image_that_is_damaged_or_cut_short_anywhere_is_made_anew_and_changes_no_answer()
    {
        await using var town = await TakenAsync();
        var first = await PaymentsAsync(town);
        var whole = await File.ReadAllBytesAsync(ImageOf(town));
        var random = new Random(5);
        foreach (var at in Enumerable.Range(0, 24).Select(_ => random.Next(whole.Length)).Concat([0, 9, 45, 60, 80, whole.Length - 1]))
        {
            var damaged = whole.ToArray();
            damaged[at] ^= (byte)(1 << random.Next(8));
            await AgainAsync(damaged);
            await AgainAsync(whole[..at]);
        }

        async Task AgainAsync(byte[] bytes)
        {
            await File.WriteAllBytesAsync(ImageOf(town), bytes);
            (await PaymentsAsync(town)).ShouldBe(first);
            (await File.ReadAllBytesAsync(ImageOf(town))).ShouldNotBe(bytes);
        }
    }

    [Fact]
    public async Task An_image_is_sealed_under_the_keys_of_all_its_datasets()
    {
        await using var town = await TakenAsync();
        var bytes = await File.ReadAllBytesAsync(ImageOf(town));
        foreach (var text in new[] { "A1000000", "B1000000" })
        {
            bytes.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes(text)).ShouldBe(-1);
            bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBe(-1);
        }

        await using var connection = await town.Town.Archive.Database.OpenAsync();
        var secrets = (await connection.QueryAsync<(long Key, byte[] Secret)>("select key, secret from dataset")).ToDictionary(d => new DatasetId(d.Key), d => d.Secret);
        secrets.Count.ShouldBe(2);
        var lead = town.Datasets.Images.Lead()!;
        town.Datasets.Images.Read(lead, d => secrets[d], out _).ShouldNotBeNull().Dispose();
        foreach (var lost in secrets.Keys)
            town.Datasets.Images.Read(lead, d => d == lost ? new byte[32] : secrets[d], out _).ShouldBeNull("who destroys the key of one dataset destroys the image");
        var key = Convert.ToHexString(lead.Key(d => secrets[d]));
        File.Delete(ImageOf(town));
        await PaymentsAsync(town);
        Convert.ToHexString(town.Datasets.Images.Lead()!.Key(d => secrets[d])).ShouldNotBe(key, "a key serves one file only");
    }

    [Fact]
    public async Task With_the_row_of_a_dataset_its_image_goes()
    {
        await using var town = await TakenAsync();
        await town.TakeAsync(await town.EnterAsync(), "us-signed", Head + "A1000000,06/08/2025,-1.00,WIRE,D1000000,R9\n", name: "c.csv");
        File.Delete(ImageOf(town));
        (await PaymentsAsync(town)).Count.ShouldBe(7);
        using var graph = Graph(town.Town.Archive, town.Datasets, new ReturnRows(town.Town.Archive));
        await graph.WarmAsync();
        town.Datasets.Images.Lead()!.Datasets.Count.ShouldBe(3);
        var gone = town.Datasets.Images.Lead()!.Datasets[2].Dataset;
        await using var connection = await town.Town.Archive.Database.OpenAsync();
        var leftovers = async () => (await Leftovers.FindAsync(connection, town.SealedFolder, town.Town.Clock.GetUtcNow())).Where(l => Path.GetFileName(l.Path) == DatasetFiles.ImageName).Select(l => l.Why);
        (await leftovers()).ShouldBeEmpty();
        await town.Town.Archive.Database.Writer.WriteAsync(Puente.Evidence.Storage.Lane.Prompt, (c, t) => c.ExecuteAsync("delete from dataset where key = @Key", new { gone.Key }, t));
        (await leftovers()).ShouldBe([Leftover.Ownerless], "nothing opens it any more");
        (await PaymentsAsync(graph, town)).Count.ShouldBe(6);
        File.Exists(ImageOf(town)).ShouldBeFalse();
        (await PaymentsAsync(town)).Count.ShouldBe(6);
        town.Datasets.Images.Lead()!.Datasets.Select(d => d.Dataset).ShouldNotContain(gone);
    }

    [Fact]
    public async Task A_withdrawn_source_and_another_way_of_reading_make_an_image_stale()
    {
        await using var town = await TakenAsync();
        var first = await PaymentsAsync(town);
        await using var connection = await town.Town.Archive.Database.OpenAsync();
        await connection.ExecuteAsync("update source set state = 2 where key = (select max(source) from dataset)");
        (await PaymentsAsync(town)).Count.ShouldBe(3);
        town.Datasets.Images.Lead()!.Datasets.Count.ShouldBe(1);
        await connection.ExecuteAsync("update source set state = 1 where key = (select max(source) from dataset)");
        (await PaymentsAsync(town)).ShouldBe(first);
        town.Datasets.Images.Lead()!.Datasets.Count.ShouldBe(2);
        var before = await File.ReadAllBytesAsync(ImageOf(town));
        (await PaymentsAsync(town)).ShouldBe(first);
        (await File.ReadAllBytesAsync(ImageOf(town))).ShouldBe(before);
        await connection.ExecuteAsync("update money_return set layout = layout || '\n'");
        (await PaymentsAsync(town)).ShouldBe(first);
        (await File.ReadAllBytesAsync(ImageOf(town))).ShouldNotBe(before, "the layout is another one");
    }

    [Fact]
    public async Task A_dataset_that_came_after_an_image_is_added_to_it_and_much_makes_it_anew()
    {
        await using var town = await TakenAsync();
        await PaymentsAsync(town);
        var order = await town.EnterAsync();
        var before = await File.ReadAllBytesAsync(ImageOf(town));
        await town.TakeAsync(order, "us-signed", Head + "A1000000,06/08/2025,-1.00,WIRE,D1000000,R9\n", name: "c.csv");
        (await PaymentsAsync(town)).ShouldContain(("A1000000", "D1000000", 100L));
        (await File.ReadAllBytesAsync(ImageOf(town))).ShouldBe(before);
        await town.TakeAsync(order, "us-signed", Head + string.Concat(Enumerable.Range(1, 9).Select(i => $"A1000000,06/08/2025,-{i}.00,WIRE,E{i}000000,S{i}\n")), name: "d.csv");
        (await PaymentsAsync(town)).Count.ShouldBe(16);
        town.Datasets.Images.Lead()!.Datasets.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_running_graph_that_a_large_dataset_joins_is_packed_anew_with_its_image()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var (order, ana) = (await town.EnterAsync(), town.Viewer("ana"));
        using var graph = Graph(town.Town.Archive, town.Datasets, new ReturnRows(town.Town.Archive));
        await town.TakeAsync(order, "us-signed", Head + "A1000000,06/02/2025,-100.00,WIRE,B1000000,R1\n", name: "a.csv");
        (await PaymentsAsync(graph, town)).Count.ShouldBe(1);
        using var open = await graph.OpenAsync(await town.Town.Archive.ReadAsync(ana));
        await town.TakeAsync(order, "us-signed", Head + "A1000000,06/03/2025,-70.00,WIRE,C1000000,R2\n", name: "b.csv");
        (await PaymentsAsync(graph, town)).Count.ShouldBe(2);
        await graph.KeepingAsync();
        town.Datasets.Images.Lead()!.Datasets.Count.ShouldBe(2);
        (open.Snapshot.EdgeCount, open.End(open.Vertex("B1000000")!.Value).Account).ShouldBe((1, "B1000000"), "who has the graph open keeps it");
    }

    [Fact]
    public async Task A_decision_about_a_pair_is_laid_over_an_image()
    {
        await using var town = await TakenAsync();
        var ana = town.Viewer("ana");
        await town.Pairs.RunAsync(ana);
        var pairs = await town.Pairs.ListAsync(ana);
        pairs.Count.ShouldBeGreaterThan(1);
        (await PaymentsAsync(town)).Count.ShouldBe(6 - pairs.Count);
        for (var round = 0; round < 4; round++)
        {
            var before = await File.ReadAllBytesAsync(ImageOf(town));
            await town.Pairs.DecideAsync(ana, pairs[round % 2].Id, round > 1, "so it is");
            var now = await PaymentsAsync(town);
            (await File.ReadAllBytesAsync(ImageOf(town))).ShouldBe(before);
            now.Count.ShouldBe(6 - pairs.Count + (round == 0 ? 1 : round == 1 ? 2 : round == 2 ? 1 : 0));
        }
    }

    [Fact]
    public async Task An_image_during_which_rows_changed_is_not_kept()
    {
        await using var town = await TakenAsync();
        var images = town.Datasets.Images;
        using var graph = Graph(town.Town.Archive, town.Datasets, new ReturnRows(town.Town.Archive));
        using var walk = await graph.OpenAsync(await town.Town.Archive.ReadAsync(town.Viewer("ana")));
        var before = await File.ReadAllBytesAsync(ImageOf(town));
        foreach (var holds in new[] { false, true })
        {
            images.Write(images.Lead()!, _ => new byte[32], walk.Snapshot, [], () => holds, default);
            (await File.ReadAllBytesAsync(ImageOf(town))).SequenceEqual(before).ShouldBe(!holds);
            Directory.GetFiles(town.SealedFolder, "sealing-*").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_fault_while_an_image_is_written_leaves_the_one_that_is_there()
    {
        await using var town = await TakenAsync();
        var images = town.Datasets.Images;
        using var graph = Graph(town.Town.Archive, town.Datasets, new ReturnRows(town.Town.Archive));
        using var walk = await graph.OpenAsync(await town.Town.Archive.ReadAsync(town.Viewer("ana")));
        var before = await File.ReadAllBytesAsync(ImageOf(town));
        images.Write(images.Lead()!, _ => throw new InvalidOperationException("no key"), walk.Snapshot, [], () => true, default);
        (await File.ReadAllBytesAsync(ImageOf(town))).ShouldBe(before);
        Directory.GetFiles(town.SealedFolder, "sealing-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_may_not_be_read_changes_no_answer()
    {
        await using var town = await TakenAsync();
        var first = await PaymentsAsync(town);
        File.Delete(ImageOf(town));
        Directory.CreateDirectory(ImageOf(town));
        (await PaymentsAsync(town)).ShouldBe(first);
        town.Datasets.Images.Lead().ShouldBeNull();
    }

    [Fact]
    public async Task A_later_day_of_review_binds_the_next_walk()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var order = await town.EnterAsync(MoneyTown.Order() with { ReviewBy = DateOnly.FromDateTime(town.Town.Clock.GetUtcNow().UtcDateTime).AddDays(10) });
        await town.TakeAsync(order, "us-signed", Head + "A1000000,06/02/2025,-100.00,WIRE,B1000000,R1\n");
        (await PaymentsAsync(town.Graph, town)).Count.ShouldBe(1);
        (await town.Orders.ReviewAsync(town.Viewer("ana"), order, DateOnly.FromDateTime(town.Town.Clock.GetUtcNow().UtcDateTime).AddDays(100), "the trial goes on")).IsOk.ShouldBeTrue();
        town.Town.Clock.Advance(TimeSpan.FromDays(50));
        (await PaymentsAsync(town.Graph, town)).Count.ShouldBe(1);
        town.Town.Clock.Advance(TimeSpan.FromDays(60));
        (await PaymentsAsync(town.Graph, town)).ShouldBeEmpty();
    }

    /// <summary>Two returns whose lines are one transfer twice and two of their own, with an image of them.</summary>
    private static async Task<MoneyTown> TakenAsync()
    {
        var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var order = await town.EnterAsync();
        await town.TakeAsync(order, "us-signed", Head + "A1000000,06/02/2025,-100.00,WIRE OUT,B1000000,R1\nA1000000,06/05/2025,-40.00,WIRE OUT,,R2\nA1000000,06/06/2025,-7.00,CASH,,\n", name: "a.csv");
        await town.TakeAsync(order, "us-signed", Head + "B1000000,06/03/2025,100.00,WIRE IN,A1000000,R1\nB1000000,06/05/2025,40.00,WIRE IN,A1000000,R2\nB1000000,06/07/2025,-8.00,WIRE,C1000000,R3\n", name: "b.csv");
        (await KeepAsync(town.Town.Archive, town.Datasets, new ReturnRows(town.Town.Archive))).ShouldBeTrue();
        return town;
    }

    private static FactGraph Graph(Puente.Evidence.Records.Archive archive, DatasetDesk datasets, IRowFacts room) => new(archive, datasets, [room]) { LeastOfImage = 1 };

    private static async Task<bool> KeepAsync(Puente.Evidence.Records.Archive archive, DatasetDesk datasets, IRowFacts room)
    {
        using var graph = Graph(archive, datasets, room);
        await graph.WarmAsync();
        await graph.KeepingAsync();
        return datasets.Images.Lead() is not null;
    }

    /// <summary>The payments that Ana walks in a graph that was just started, in order.</summary>
    private static async Task<List<(string? From, string? To, long Amount)>> PaymentsAsync(MoneyTown town)
    {
        using var graph = Graph(town.Town.Archive, town.Datasets, new ReturnRows(town.Town.Archive));
        var found = await PaymentsAsync(graph, town);
        await graph.KeepingAsync();
        return found;
    }

    private static async Task<List<(string? From, string? To, long Amount)>> PaymentsAsync(FactGraph graph, MoneyTown town)
    {
        using var walk = await graph.OpenAsync(await town.Town.Archive.ReadAsync(town.Viewer("ana")));
        var found = new List<(string? From, string? To, long Amount)>();
        for (var vertex = 0; vertex < walk.Snapshot.VertexCount; vertex++)
            foreach (ref readonly var edge in walk.Snapshot.Out(vertex))
                if (walk.Filter.Admits(edge)) found.Add((walk.End(vertex).Account, walk.End(edge.Neighbour).Account, edge.Amount));
        return [.. found.Order()];
    }

    private static string ImageOf(World world) => Path.Combine(world.Place.Folder, "node", "files", "datasets", DatasetFiles.ImageName);

    private static string ImageOf(MoneyTown town) => Path.Combine(town.SealedFolder, DatasetFiles.ImageName);
}

using System.Diagnostics;
using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;

namespace Puente.Bench;

/// <summary>How fast facts go in, with every index, when there are many already.</summary>
internal static class FactsBench
{
    private const int Million = 1_000_000;

    public static async Task<int> RunAsync(int facts, int entities, IReadOnlyList<Engine> engines, string? results, CancellationToken stop)
    {
        var report = new Report("Facts through the store", string.Create(CultureInfo.InvariantCulture, $"facts --facts {facts} --entities {entities}"));
        report.Line("Facts (transfers of money with an amount and a time, one in ten with an item, one in twenty with a place; ends with hubs) go through");
        report.Line("`Recorder.WriteAsync` in slices of the bulk lane of at most 50 ms, each durable before the next; an act is written in the prompt lane every 100 ms.");
        report.Line("Processor s is the processor time, of both cores, that program and server took for the million; load is the machine's, other work included.");
        foreach (var engine in engines) await OneAsync(engine, facts, entities, report, stop);
        await report.SaveAsync(results, "facts.md");
        return 0;
    }

    private static async Task OneAsync(Engine engine, int facts, int entities, Report report, CancellationToken stop)
    {
        await using var place = await engine.NewAsync();
        await using var world = await World.OpenAsync(place);
        report.Title($"{engine.Name} ({await Disk.VersionAsync(place)})");
        if (place.Cluster is not null) report.Line($"Settings: {Cluster.Settings}; everything else as installed, fsync and synchronous_commit on.");
        var intake = new Intake(world);
        var first = await EntitiesAsync(world, intake, entities, report, stop);
        var before = await Disk.BytesAsync(place, "fact");
        var random = new Random(2026);
        intake.Slices.Clear();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var acts = ActsAsync(world, end.Token);
        report.Table("facts so far", "facts/s", "statements a slice", "slice p50 ms", "slice p95 ms", "processor s", "load");
        var written = 0;
        var rate = 0d;
        while (written < facts)
        {
            var watch = Stopwatch.StartNew();
            var goal = Math.Min(written + Million, facts);
            var start = written;
            var work = Work.Seconds(place);
            while (written < goal)
            {
                var batch = Draw(random, first, entities, Math.Min(intake.SliceSize, goal - written));
                await intake.WriteAsync(batch, World.Owned());
                written += batch.Facts.Count;
            }

            rate = (written - start) / watch.Elapsed.TotalSeconds;
            report.Row(written, rate, intake.SliceSize, Spread.Of(intake.Slices, 0.5), Spread.Of(intake.Slices, 0.95), Work.Seconds(place) - work, Report.Load());
            intake.Slices.Clear();
        }

        await end.CancelAsync();
        var waits = await acts;
        var after = await Disk.BytesAsync(place, "fact");
        report.Line("");
        report.Line(string.Create(CultureInfo.InvariantCulture,
            $"Last million: **{rate:N0} facts/s**. {(double)(after - before) / facts:N0} bytes a fact with its indexes. An act waited {Spread.Of(waits, 0.5):N0} ms (p50), {Spread.Of(waits, 0.95):N0} ms (p95), {waits.Max():N0} ms (most)."));
    }

    private static async Task<long> EntitiesAsync(World world, Intake intake, int entities, Report report, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        long first = 0;
        for (var i = 0; i < entities;)
        {
            stop.ThrowIfCancellationRequested();
            var batch = new Batch();
            for (var n = Math.Min(intake.SliceSize, entities - i); n > 0; n--, i++)
            {
                var id = world.Store.Archive.NewEntity();
                if (first == 0) first = id.Key;
                batch.Entities.Add(new NewEntity(id, "BankAccount"));
                batch.Attributes.Add(new NewAttribute(id, "accountNumber", string.Create(CultureInfo.InvariantCulture, $"{70_000_000_000 + (i * 7919L)}")));
            }

            await intake.WriteAsync(batch, World.Owned());
        }

        report.Line(string.Create(CultureInfo.InvariantCulture, $"{entities:N0} entities with one attribute each: {entities / watch.Elapsed.TotalSeconds:N0}/s."));
        report.Line("");
        return first;
    }

    private static Batch Draw(Random random, long first, int entities, int count)
    {
        var batch = new Batch();
        for (var i = 0; i < count; i++)
            batch.Facts.Add(new NewFact("Payment", End(random, first, entities), End(random, first, entities),
                random.Next(10) == 0 ? End(random, first, entities) : null, random.Next(20) == 0 ? End(random, first, entities) : null,
                When.FromStored(1_500_000_000_000 + random.NextInt64(200_000_000_000), 6), Amount: random.Next(1, 5_000_000), Currency: random.Next(3) == 0 ? "MXN" : "USD"));
        return batch;
    }

    /// <summary>A third of the ends are hubs: the square of a uniform draw over a hundredth of the entities.</summary>
    private static EntityId End(Random random, long first, int entities)
    {
        var at = random.NextDouble();
        return new EntityId(first + (long)(random.Next(3) == 0 ? at * at * (entities / 100) : at * entities));
    }

    private static async Task<List<double>> ActsAsync(World world, CancellationToken stop)
    {
        var waits = new List<double>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var watch = Stopwatch.StartNew();
                await world.Store.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
                    world.Store.Acts.WriteAsync(connection, transaction, world.Recorder, "bench.act", "x", null));
                waits.Add(watch.Elapsed.TotalMilliseconds);
            }
        }
        catch (OperationCanceledException)
        {
        }

        return waits;
    }
}

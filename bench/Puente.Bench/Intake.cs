using System.Diagnostics;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Bench;

/// <summary>Writes statements as an import does: pending recordings, slices of the bulk lane that adapt to at most 50 ms, shown at the end.</summary>
internal sealed class Intake(World world)
{
    private readonly Dictionary<Marking, (RecordingId Recording, MarkingId Marking)> _open = [];
    private int _slice = 500;

    /// <summary>How long each slice took, transaction and disk included.</summary>
    public List<double> Slices { get; } = [];

    /// <summary>How many statements the next slice should hold.</summary>
    public int SliceSize => _slice;

    public async Task WriteAsync(Batch batch, Marking marking)
    {
        var archive = world.Store.Archive;
        if (!_open.TryGetValue(marking, out var open))
        {
            var key = await archive.Markings.InternAsync(marking);
            var recording = await world.Store.Database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) => world.Store.Recorder.OpenRecordingAsync(
                connection, transaction, world.Recorder, new Provenance(world.Source, Evaluation.Unknown, marking, "es"), key, null, RecordingState.InForce));
            _open[marking] = open = (recording, key);
        }

        await archive.Codes.InternAsync(Rows.Codes(batch));
        var took = await world.Store.Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
        {
            var watch = Stopwatch.StartNew();
            await world.Store.Recorder.WriteAsync(connection, transaction, "US/ATF", open.Recording, open.Marking, batch);
            return watch;
        });
        var ms = took.Elapsed.TotalMilliseconds;
        Slices.Add(ms);
        if (ms > 40) _slice = Math.Max(100, _slice * 4 / 5);
        else if (ms < 25) _slice = Math.Min(20_000, _slice * 6 / 5);
    }
}

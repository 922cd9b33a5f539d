using System.Data.Common;
using Dapper;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

/// <summary>A form or import of a unit, as a list shows it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Source">Its source, which the viewer may know of.</param>
/// <param name="Recorded">When.</param>
/// <param name="ByImport">True for an import, false for a form.</param>
/// <param name="Marking">The marking under which it came in.</param>
public sealed record RecordingView(RecordingId Id, SourceView Source, DateTimeOffset Recorded, bool ByImport, Marking Marking);

public sealed partial class Reading
{
    private const string OwnRecordings = "select key, source, marking, recorded, import from recording where unit = @unit and state = 1";

    /// <summary>What the viewer's unit recorded last, newest first, one line a source.</summary>
    public async Task<IReadOnlyList<RecordingView>> RecentAsync(int take = 10, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var rows = Lots.NewestFirstAsync<OwnRecording>(connection, OwnRecordings + " and key < @below", new { unit = Viewer.Unit.Code }, r => r.Key, stop: stop);
        return await RecordingsAsync(rows, take, bySource: true, stop);
    }

    /// <summary>Suggestions that two entities are one which nobody in the viewer's sight has decided, newest first.</summary>
    public async Task<IReadOnlyList<SameAsView>> SuggestionsAsync(int take = 10, CancellationToken stop = default)
    {
        var waiting = new List<SameAsView>();
        await using var connection = await OpenAsync(stop);
        var rows = Lots.NewestFirstAsync<(long Key, long Left, long Recording, long Marking, long? Ended)>(connection,
            "select key, left_key, recording, marking, ended from same_as where key < @below and facts = 0 and score is not null", null, r => r.Key, stop: stop);
        await foreach (var row in rows)
        {
            if (!Shows(row.Recording, row.Marking, row.Ended)) continue;
            var about = await SameAsAsync(new EntityId(row.Left), false, stop);
            if (about.FirstOrDefault(s => s.Id.Key == row.Key) is not { } suggestion) continue;
            if (about.Any(s => s.Score is null && (s.Left, s.Right) is var pair && (pair == (suggestion.Left, suggestion.Right) || pair == (suggestion.Right, suggestion.Left)))) continue;
            waiting.Add(suggestion);
            if (waiting.Count == take) break;
        }

        return waiting;
    }

    private async Task<IReadOnlyList<RecordingView>> RecordingsAsync(IAsyncEnumerable<OwnRecording> rows, int take, bool bySource, CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        var found = new List<RecordingView>();
        var seen = new HashSet<long>();
        await foreach (var row in rows.WithCancellation(stop))
        {
            if (!InForce(row.Key) || !Sight.Reads(row.Marking) || (bySource && seen.Contains(row.Source))) continue;
            if (await SourceAsync(new SourceId(row.Source), stop) is not { } source || !await HoldsSomethingAsync(connection, row, stop)) continue;
            seen.Add(row.Source);
            found.Add(new RecordingView(new RecordingId(row.Key), source, DateTimeOffset.FromUnixTimeMilliseconds(row.Recorded), row.Import is not null, _archive.Markings[new MarkingId(row.Marking)]));
            if (found.Count == take) break;
        }

        return found;
    }

    /// <summary>Whether the viewer sees a statement of a recording: under a marking that may be read a fact is hidden when an end of it is.</summary>
    private async Task<bool> HoldsSomethingAsync(DbConnection connection, OwnRecording row, CancellationToken stop)
    {
        var end = row.Import is null ? await NextRecordingAsync(connection, row.Key, stop) : long.MaxValue;
        if ((await OfRecordingAsync(connection, row.Key, row.Key, end, 1, stop)).Count > 0) return true;
        foreach (var same in await connection.QueryAsync<long>("select key from same_as where key > @Key and key < @end and recording = @Key", new { row.Key, end }))
            if (await SameAsStatementAsync(new StatementId(IdKind.SameAs, same), stop) is not null) return true;
        return false;
    }

    private sealed record OwnRecording(long Key, long Source, long Marking, long Recorded, long? Import);
}

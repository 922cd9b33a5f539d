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
/// <param name="ReviewBy">The day by which its marking asks for a review.</param>
public sealed record RecordingView(RecordingId Id, SourceView Source, DateTimeOffset Recorded, bool ByImport, DateOnly? ReviewBy);

public sealed partial class Reading
{
    private const string OwnRecordings = "select key, source, marking, recorded, import from recording where unit = @unit and state = 1";

    /// <summary>What the viewer's unit recorded last, newest first, one line a source.</summary>
    public async Task<IReadOnlyList<RecordingView>> RecentAsync(int take = 10, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var rows = Lots.NewestFirstAsync<OwnRecording>(connection, OwnRecordings + " and key < @below", new { unit = Viewer.Unit.Code }, r => r.Key, stop: stop);
        return await RecordingsAsync(rows, take, null, stop);
    }

    /// <summary>Recordings of the viewer's unit whose marking asks for a review by the day, most urgent first, one line a source.</summary>
    public async Task<IReadOnlyList<RecordingView>> ReviewsAsync(DateOnly until, int take = 10, CancellationToken stop = default)
    {
        var due = new List<long>();
        for (var key = 1L; key <= _archive.Markings.Last; key++)
            if (_archive.Markings[new MarkingId(key)] is { ReviewBy: { } day } marking && marking.Unit == Viewer.Unit.Code && day <= until) due.Add(key);
        if (due.Count == 0) return [];
        await using var connection = await OpenAsync(stop);
        var rows = connection.QueryUnbufferedAsync<OwnRecording>($"{OwnRecordings} and marking in {Database.In(due)} order by key", new { unit = Viewer.Unit.Code });
        return [.. (await RecordingsAsync(rows, int.MaxValue, until, stop)).OrderBy(r => r.ReviewBy).Take(take)];
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

    private async Task<IReadOnlyList<RecordingView>> RecordingsAsync(IAsyncEnumerable<OwnRecording> rows, int take, DateOnly? due, CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        var found = new List<RecordingView>();
        var seen = new HashSet<long>();
        await foreach (var row in rows.WithCancellation(stop))
        {
            if (!InForce(row.Key) || !Sight.Reads(row.Marking) || seen.Contains(row.Source)) continue;
            if (await SourceAsync(new SourceId(row.Source), stop) is not { } source || !await HoldsSomethingAsync(connection, row, stop)) continue;
            seen.Add(row.Source);
            found.Add(new RecordingView(new RecordingId(row.Key), source, DateTimeOffset.FromUnixTimeMilliseconds(row.Recorded), row.Import is not null, due is null ? null : _archive.Markings[new MarkingId(row.Marking)].ReviewBy));
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

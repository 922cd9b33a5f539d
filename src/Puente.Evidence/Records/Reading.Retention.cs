using System.Data.Common;
using System.Globalization;
using Dapper;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

public sealed partial class Reading
{
    /// <summary>Recordings of the viewer's unit under some markings of which the viewer sees something, oldest first.</summary>
    internal async Task<IReadOnlyList<RecordingView>> OwnRecordingsAsync(IReadOnlyCollection<long> markings, CancellationToken stop)
    {
        if (markings.Count == 0) return [];
        await using var connection = await OpenAsync(stop);
        var rows = connection.QueryUnbufferedAsync<OwnRecording>($"{OwnRecordings} and marking in {Database.In(markings)} order by key", new { unit = Viewer.Unit.Code });
        return await RecordingsAsync(rows, int.MaxValue, bySource: false, stop);
    }

    /// <summary>One recording of the viewer's unit of which the viewer sees something; null for any other.</summary>
    internal async Task<RecordingView?> OwnRecordingAsync(RecordingId id, CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        var rows = connection.QueryUnbufferedAsync<OwnRecording>(OwnRecordings + " and key = @Key", new { unit = Viewer.Unit.Code, id.Key });
        return await RecordingsAsync(rows, 1, bySource: false, stop) is [var view] ? view : null;
    }

    /// <summary>Roles of persons that the viewer's unit recorded, that the viewer sees whole, and whose grounds ask for a review by the day.</summary>
    internal async Task<IReadOnlyList<(AttributeView Role, DateOnly Day)>> StandingsDueAsync(DateOnly until, CancellationToken stop)
    {
        if (!_archive.Codes.TryFind(Standing.Property, out var property)) return [];
        const string Before = "\"reviewBy\":\"";
        await using var connection = await OpenAsync(stop);
        var find = _archive.Database.IsPostgres ? "strpos" : "instr";
        var keys = (await connection.QueryAsync<(long Key, long Recording, long Marking, long? Ended)>(new CommandDefinition(
            $"""
            select a.key, a.recording, a.marking, a.ended from attribute a join recording r on r.key = a.recording
            where a.property = @property and r.unit = @unit and {find}(a.detail, @Before) > 0 and substr(a.detail, {find}(a.detail, @Before) + {Before.Length}, 10) <= @until
            order by a.key
            """, new { property, unit = Viewer.Unit.Code, Before, until = until.ToString("O", CultureInfo.InvariantCulture) }, cancellationToken: stop)))
            .Where(r => Shows(r.Recording, r.Marking, r.Ended) && Sight[r.Marking].Mode == Mode.Full).Select(r => r.Key).ToList();
        return [.. (await AttributesAsync(keys, stop)).Values.Where(a => !a.Ended)
            .Select(a => (a, Standing.Read(a.Property, a.Value, a.Detail)?.ReviewBy)).Where(a => a.ReviewBy <= until).Select(a => (a.a, a.ReviewBy!.Value)).OrderBy(a => a.a.Id.Key)];
    }

    /// <summary>Statements of the viewer's unit that the viewer's agency holds and the viewer sees whole, with the day since when.</summary>
    internal async Task<IReadOnlyList<(StatementId Statement, HoldView Hold)>> HeldAsync(CancellationToken stop)
    {
        await using var connection = await OpenAsync(stop);
        var held = new List<(StatementId, HoldView)>();
        foreach (var kind in (IdKind[])[IdKind.Attribute, IdKind.Fact])
            held.AddRange(await OfKindAsync(connection, kind));
        return held;

        async Task<List<(StatementId, HoldView)>> OfKindAsync(DbConnection open, IdKind kind)
        {
            var found = new List<(StatementId, HoldView)>();
            foreach (var row in await open.QueryAsync<HoldRow>(new CommandDefinition(
                $"select h.key, h.statement, h.reason, h.owner, h.since from hold h join {Recorder.Table(kind)} t on t.key = h.statement join recording r on r.key = t.recording where h.released is null and r.unit = @unit order by h.key",
                new { unit = Viewer.Unit.Code }, cancellationToken: stop)))
                if (Viewer.Subject.Agencies.Contains(row.Owner) && await WholeMarkingAsync(new StatementId(kind, row.Statement)) is not null) found.Add((new StatementId(kind, row.Statement), View(row)));
            return found;
        }
    }
}

using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Search;

/// <summary>Word for the owner's desk: somebody asked for an identifier that one of its statements covers.</summary>
/// <param name="At">When.</param>
/// <param name="Silent">True when the asker learned nothing.</param>
/// <param name="Unit">The unit that asked.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Statement">The statement asked for.</param>
public sealed record DeskNotice(DateTimeOffset At, bool Silent, string Unit, string Purpose, StatementId Statement);

/// <summary>What the owners of pointed and silent statements are told.</summary>
/// <param name="archive">The record.</param>
public sealed class DeskNotices(Archive archive)
{
    /// <summary>Notices to the viewer's unit about statements the viewer reads whole, latest first.</summary>
    public async Task<IReadOnlyList<DeskNotice>> ReadAsync(Reading reading, int take = 100, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        await using var connection = await archive.Database.OpenAsync(stop);
        var notices = new List<DeskNotice>();
        var rows = Lots.NewestFirstAsync<(long Key, long At, string Kind, string Unit, string Purpose, long Statement, long Marking)>(connection,
            "select key, at, kind, asking_unit, purpose, statement, marking from desk_notice where key < @below and unit = @unit", new { unit = reading.Viewer.Unit.Code }, r => r.Key, stop: stop);
        await foreach (var (_, at, kind, unit, purpose, statement, marking) in rows)
        {
            if (reading.Sight[marking].Mode != Mode.Full) continue;
            notices.Add(new DeskNotice(DateTimeOffset.FromUnixTimeMilliseconds(at), kind == "silent", unit, purpose, new StatementId(IdKind.Attribute, statement)));
            if (notices.Count == take) break;
        }

        return notices;
    }
}

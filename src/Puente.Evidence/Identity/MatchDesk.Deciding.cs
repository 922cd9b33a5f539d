using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <content>What persons decide: accepted is a same-as statement of its own, rejected a row of the unit; both can be undone.</content>
public sealed partial class MatchDesk
{
    private const int LongestReason = 1000;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Says as the officer's own statement that two are one, with the score and the reasons that were shown. Refuses <c>match.no-such-pair</c>,
    /// <c>match.decided</c>, and as <see cref="Recorder.RecordAsync(Viewer, Provenance, Batch)"/> does.
    /// </summary>
    public async Task<Result<StatementId>> AcceptAsync(Viewer by, EntityId left, EntityId right, Provenance provenance)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(provenance);
        if (await SheetAsync(await archive.ReadAsync(by), left, right) is not { } sheet) return new Refusal("match.no-such-pair");
        if (!sheet.IsOpen) return new Refusal("match.decided");
        var language = provenance.Language;
        string[] reasons = [sheet.Pair.Score.ToString("0.000", CultureInfo.InvariantCulture), .. sheet.Pair.Reasons.Where(r => r.Code != ReasonCode.Start).Select(r => ReasonWords.Of(r, language))];
        var batch = new Batch();
        batch.SameAs.Add(new NewSameAs(left.Key, right.Key, Reasons: JsonSerializer.Serialize(reasons, Json)));
        var recorded = await recorder.RecordAsync(by, provenance, batch);
        return recorded.Refusal is { } refusal ? refusal : recorded.Value.SameAs[0];
    }

    /// <summary>
    /// Notes that two are not one: the pair stays out of the unit's queue until it is undone. Refuses <c>match.not-allowed</c>,
    /// <c>match.no-such-pair</c>, <c>match.decided</c>, <c>match.reason</c>.
    /// </summary>
    public async Task<Result<RejectionId>> RejectAsync(Viewer by, EntityId left, EntityId right, string reason)
    {
        ArgumentNullException.ThrowIfNull(by);
        var reading = await archive.ReadAsync(by);
        if (await SheetAsync(reading, left, right) is not { } sheet) return new Refusal("match.no-such-pair");
        if (!by.Roles.HasFlag(Role.Recorder)) return new Refusal("match.not-allowed");
        if (!sheet.IsOpen) return new Refusal("match.decided");
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason) return new Refusal("match.reason", ("most", LongestReason.ToString(CultureInfo.InvariantCulture)));
        // The words may repeat what was seen: they are as sensitive as the most sensitive of it, and stay with the unit.
        var tlp = sheet.Lines.SelectMany(l => l.Left.Concat(l.Right)).Select(a => a.Origin.Marking.Tlp).DefaultIfEmpty(Tlp.Amber).Max();
        var marking = await archive.Markings.InternAsync(new Marking { Owner = by.Subject.Agency, Unit = by.Unit.Code, Tlp = tlp });
        var (low, high) = (Math.Min(left.Key, right.Key), Math.Max(left.Key, right.Key));
        return await archive.Database.Writer.WriteAsync<Result<RejectionId>>(Lane.Prompt, async (connection, transaction) =>
        {
            if (await connection.ExecuteScalarAsync<long>("select count(*) from match_rejection where unit = @unit and left_key = @low and right_key = @high and undone is null", new { unit = by.Unit.Code, low, high }, transaction) > 0)
                return new Refusal("match.decided");
            var key = await SavedSearches.NextAsync(connection, transaction, "match_rejection");
            await connection.ExecuteAsync(
                "insert into match_rejection (key, left_key, right_key, unit, officer, at, reason, score, marking) values (@key, @low, @high, @unit, @officer, @now, @reason, @score, @marking)",
                new { key, low, high, unit = by.Unit.Code, officer = by.Officer.Id.Key, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(), reason = reason.Trim(), score = (long)Math.Round(sheet.Pair.Score * 1000), marking = marking.Key }, transaction);
            await acts.WriteAsync(connection, transaction, by, "match.reject", archive.Ids.Text(IdKind.Entity, low), marking, new { other = archive.Ids.Text(IdKind.Entity, high), reason = reason.Trim() });
            return new RejectionId(key);
        });
    }

    /// <summary>Takes a rejection of the viewer's unit back: the pair is open again. Refuses <c>match.not-allowed</c>, <c>match.no-such-rejection</c>.</summary>
    public async Task<Result<Done>> UndoAsync(Viewer by, RejectionId id)
    {
        ArgumentNullException.ThrowIfNull(by);
        if ((await RejectionsAsync(await archive.ReadAsync(by))).FirstOrDefault(r => r.Id == id) is not { } rejection) return new Refusal("match.no-such-rejection");
        if (!by.Roles.HasFlag(Role.Recorder)) return new Refusal("match.not-allowed");
        return await archive.Database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            var marking = await connection.ExecuteScalarAsync<long>("select marking from match_rejection where key = @Key", new { id.Key }, transaction);
            await connection.ExecuteAsync("update match_rejection set undone = @now where key = @Key and undone is null", new { now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(), id.Key }, transaction);
            await acts.WriteAsync(connection, transaction, by, "match.undo", archive.Ids.Text(IdKind.Entity, rejection.Left.Key), new MarkingId(marking), new { other = archive.Ids.Text(IdKind.Entity, rejection.Right.Key) });
            return new Done();
        });
    }

    /// <summary>What the viewer's unit rejected and has not taken back, latest first, as far as the viewer sees both sides.</summary>
    public async Task<IReadOnlyList<Rejection>> RejectionsAsync(Reading reading, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.LooksBack) return [];
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = (await connection.QueryAsync<(long Key, long Left, long Right, long Officer, long At, string Reason, long Score, long Marking)>(new CommandDefinition(
            "select key, left_key, right_key, officer, at, reason, score, marking from match_rejection where unit = @unit and undone is null order by key desc", new { unit = reading.Viewer.Unit.Code }, cancellationToken: stop)))
            .Where(r => reading.Sight.Reads(r.Marking)).ToList();
        if (rows.Count == 0) return [];
        var seen = await reading.SeenAsync(connection, rows.SelectMany(r => new[] { r.Left, r.Right }).Distinct(), stop);
        return [.. rows.Where(r => seen.Contains(r.Left) && seen.Contains(r.Right)).Select(r => new Rejection(
            new RejectionId(r.Key), new EntityId(r.Left), new EntityId(r.Right), r.Officer, DateTimeOffset.FromUnixTimeMilliseconds(r.At), r.Reason, r.Score / 1000.0))];
    }
}

using System.Data.Common;
using System.Globalization;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Retention;

/// <summary>
/// What a unit must look at again before it may go on keeping it: persons' roles and grounds, markings that ask for a review, what expires. Each
/// decision has a ground and is an act. What is held for a court is sealed when it ends, never removed.
/// </summary>
/// <param name="archive">The record.</param>
/// <param name="recorder">Writes statements.</param>
/// <param name="acts">The acts.</param>
public sealed class RetentionDesk(Archive archive, Recorder recorder, ActLog acts)
{
    /// <summary>How many days ahead the queue looks.</summary>
    public const int Ahead = 30;

    /// <summary>Statements of one recording whose expiry can be moved at once.</summary>
    public const int MostMoved = 1_000;

    /// <summary>What is due for the viewer's unit by the day, most urgent first; what is held follows.</summary>
    public async Task<IReadOnlyList<DueItem>> ListAsync(Reading reading, DateOnly until, int take = 200, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.LooksBack) return [];
        var due = new List<DueItem>();
        var standings = await reading.StandingsDueAsync(until, stop);
        var persons = await reading.EntitiesAsync(standings.Select(s => s.Role.Entity), stop);
        due.AddRange(standings.Where(s => persons.ContainsKey(s.Role.Entity)).Select(s => Of(s.Role, s.Day, persons[s.Role.Entity])));
        var decided = await DecidedAsync(reading.Viewer.Unit.Code, stop);
        foreach (var recording in await reading.OwnRecordingsAsync(Dated(reading.Viewer), stop))
            foreach (var kind in (ReadOnlySpan<DueKind>)[DueKind.Review, DueKind.Expiry])
                if (Item(recording, kind, reading.Viewer, decided.GetValueOrDefault((recording.Id.Key, kind))) is { } item && item.Day <= until) due.Add(item);
        var held = await reading.HeldAsync(stop);
        return [.. due.OrderBy(d => d.Day).ThenBy(d => d.Kind).Take(take), .. held.Take(take).Select(h => new DueItem(DueKind.Hold, DateOnly.FromDateTime(h.Hold.Since.UtcDateTime), null, h.Statement, null, h.Hold))];
    }

    /// <summary>The role of a person, due or not; null when the viewer's unit did not record it or the viewer does not see it whole.</summary>
    public async Task<DueItem?> StandingAsync(Reading reading, StatementId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (await reading.AttributeAsync(id, stop) is not { Property: Standing.Property, Ended: false, Redacted: Field.None } role || role.Origin.Unit != reading.Viewer.Unit.Code) return null;
        return await reading.EntityAsync(role.Entity, stop) is { } person && Standing.Read(role.Property, role.Value, role.Detail) is { ReviewBy: { } day } ? Of(role, day, person) : null;
    }

    /// <summary>A recording whose review or expiry stands at a day; null when it has none or is not the viewer's unit's.</summary>
    public async Task<DueItem?> RecordingAsync(Reading reading, RecordingId id, DueKind kind, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return await reading.OwnRecordingAsync(id, stop) is { } recording ? Item(recording, kind, reading.Viewer, (await DecidedAsync(reading.Viewer.Unit.Code, stop)).GetValueOrDefault((id.Key, kind))) : null;
    }

    /// <summary>What ending a recording would take out of view, and what of it would be sealed instead.</summary>
    public Task<Effect> EffectAsync(Reading reading, RecordingId id) => Recorder.EffectAsync(reading, "select @key as key", id.Key);

    /// <summary>
    /// Goes on keeping it until another day, on a stated ground. A role is recorded anew with the ground; an expiry is moved for all statements of the
    /// recording and for its source, by the release authority. Refuses <c>retention.not-allowed</c>, <c>retention.no-such-item</c>, <c>retention.no-ground</c>,
    /// <c>retention.day-wrong</c>, <c>retention.law</c>, <c>retention.law-review</c> (the regime asks for a review sooner), <c>retention.too-many</c>, and as recording
    /// and marking do.
    /// </summary>
    public async Task<Result<Done>> RenewAsync(Reading reading, DueItem item, string ground, DateOnly next)
    {
        if (Unfit(reading, item, ground) is { } unfit) return unfit;
        var today = reading.Viewer.Subject.Today;
        if (next <= today || next > today.AddYears(5) || (item.Kind == DueKind.Expiry && next <= item.Day)) return new Refusal("retention.day-wrong");
        if (item.Kind == DueKind.Standing) return await RenewRoleAsync(reading, item, ground.Trim(), next);
        if (item.Kind == DueKind.Review && archive.RuleOf(item.Recording!.Marking.Regime, today)?.ReviewBy(today) is { } by && by < next)
            return new Refusal("retention.law-review", ("day", by.ToString("O", CultureInfo.InvariantCulture)));
        if (item.Kind != DueKind.Expiry) return await DecideAsync(reading.Viewer, item, "renew", next, ground);
        if (item.ByLaw || LawEnds(item.Recording!.Marking, item.Recording.Recorded) < next) return new Refusal("retention.law");
        if (!reading.Viewer.Roles.HasFlag(Role.ReleaseAuthority)) return new Refusal("marking.loosens");
        if (await MoveAsync(reading, item.Recording!, ground.Trim(), next) is { } stuck) return stuck;
        return await DecideAsync(reading.Viewer, item, "renew", next, ground);
    }

    /// <summary>Lets it go when its day comes: it leaves the queue. Refuses as <see cref="RenewAsync"/>, and <c>retention.no-expiry</c> for what does not end by itself.</summary>
    public async Task<Result<Done>> LetExpireAsync(Reading reading, DueItem item, string ground) =>
        Unfit(reading, item, ground) is { } unfit ? unfit
        : item.Kind != DueKind.Expiry ? new Refusal("retention.no-expiry")
        : await DecideAsync(reading.Viewer, item, "expire", null, ground);

    /// <summary>
    /// Ends it now: the role is retracted, the recording goes out of force; history and proof stay, and what is held is sealed. Refuses as
    /// <see cref="RenewAsync"/>, and as retracting does.
    /// </summary>
    public async Task<Result<Done>> EndAsync(Reading reading, DueItem item, string ground)
    {
        if (Unfit(reading, item, ground) is { } unfit) return unfit;
        if (item.Kind == DueKind.Standing) return (await recorder.RetractAsync(reading.Viewer, item.Statement!.Value, ground.Trim())) is { Refusal: { } refusal } ? refusal : new Done();
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var closed = await recorder.CloseAsync(connection, transaction, "key = @key", item.Recording!.Id.Key, RecordingState.Withdrawn);
            await KeepAsync(connection, transaction, reading.Viewer, item, "end", null, ground);
            return closed;
        }, archive.States.Hide);
        return new Done();
    }

    private Refusal? Unfit(Reading reading, DueItem item, string ground)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(item);
        if (!reading.Viewer.Roles.HasFlag(Role.Recorder) || reading.LooksBack) return new Refusal("retention.not-allowed");
        if (item.Kind == DueKind.Hold || (item.Recording is { } recording && archive.VerdictOf(reading.Viewer.Subject, recording.Marking).Mode != Mode.Full)) return new Refusal("retention.no-such-item");
        return string.IsNullOrWhiteSpace(ground) ? new Refusal("retention.no-ground") : null;
    }

    private async Task<Result<Done>> RenewRoleAsync(Reading reading, DueItem item, string ground, DateOnly next)
    {
        if (await reading.AttributeAsync(item.Statement!.Value) is not { Origin.Source: { } source } role) return new Refusal("retention.no-such-item");
        var standing = item.Standing! with { Ground = ground, ReviewBy = next };
        var recorded = await recorder.RecordAsync(reading.Viewer, new Provenance(source, role.Origin.Evaluation ?? Evaluation.Unknown, role.Origin.Marking, role.Origin.Language),
            new Batch { Attributes = { standing.Of(role.Entity) with { At = role.At, Until = role.Until, Supersedes = role.Id } } });
        return recorded.Refusal is { } refusal ? refusal : new Done();
    }

    /// <summary>Points every statement of the recording that ends with it to a marking that ends later, and its source with them: what is kept stays with where it comes from.</summary>
    private async Task<Refusal?> MoveAsync(Reading reading, RecordingView recording, string ground, DateOnly next)
    {
        var all = new List<(StatementId Id, Marking Marking)>();
        await using (var connection = await archive.Database.OpenAsync())
            foreach (var kind in (IdKind[])[IdKind.Attribute, IdKind.Fact, IdKind.SameAs])
                all.AddRange((await connection.QueryAsync<(long Key, long Marking)>($"select key, marking from {Recorder.Table(kind)} where recording = @Key order by key limit {MostMoved + 1}", new { recording.Id.Key }))
                    .Select(r => (new StatementId(kind, r.Key), archive.Markings[new MarkingId(r.Marking)])));
        if (all.Count > MostMoved) return new Refusal("retention.too-many", ("most", $"{MostMoved}"));
        foreach (var (id, marking) in all.Where(s => s.Marking.ExpiresOn is not null && s.Marking.ExpiresOn < next))
            if ((await recorder.RemarkAsync(reading.Viewer, id, marking with { ExpiresOn = next }, ground)).Refusal is { } refusal && refusal.Code != "record.no-such-statement") return refusal;
        var to = await archive.Markings.InternAsync(recording.Marking with { ExpiresOn = next });
        var source = recording.Source.Marking.Unit == recording.Marking.Unit ? await SourceUntilAsync(recording.Source, next) : null;
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync("update recording set marking = @to where key = @Key", new { to = to.Key, recording.Id.Key }, transaction);
            if (source is { } later) await SourceMarking.MoveAsync(archive, connection, transaction, recording.Source.Id, later);
        });
        return null;
    }

    /// <summary>The marking under which a source stands as long as what is kept of it, as far as its regime lets it; null when it stands long enough.</summary>
    private async Task<MarkingId?> SourceUntilAsync(SourceView source, DateOnly next)
    {
        await using var connection = await archive.Database.OpenAsync();
        var (key, recorded) = await connection.QuerySingleAsync<(long, long)>("select marking, recorded from source where key = @Key", new { source.Id.Key });
        var marking = archive.Markings[new MarkingId(key)];
        var until = Earlier(next, LawEnds(marking, DateTimeOffset.FromUnixTimeMilliseconds(recorded)))!.Value;
        if (marking.ExpiresOn is not { } day || day >= until) return null;
        return await archive.Markings.InternAsync(marking with { ExpiresOn = until });
    }

    private async Task<Result<Done>> DecideAsync(Viewer by, DueItem item, string decision, DateOnly? next, string ground)
    {
        await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => KeepAsync(connection, transaction, by, item, decision, next, ground));
        return new Done();
    }

    private async Task KeepAsync(DbConnection connection, DbTransaction transaction, Viewer by, DueItem item, string decision, DateOnly? next, string ground)
    {
        var recording = item.Recording!;
        var nextDay = next?.ToString("O", CultureInfo.InvariantCulture);
        await connection.ExecuteAsync(
            "insert into retention_decision (key, recording, kind, decision, next_day, ground, officer, unit, at) values (@key, @recording, @kind, @decision, @nextDay, @ground, @officer, @unit, @now)",
            new
            {
                key = await SavedSearches.NextAsync(connection, transaction, "retention_decision"),
                recording = recording.Id.Key,
                kind = item.Kind.ToString(),
                decision,
                nextDay,
                ground = ground.Trim(),
                officer = by.Officer.Id.Key,
                unit = by.Unit.Code,
                now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            }, transaction);
        var marking = await connection.ExecuteScalarAsync<long>("select marking from recording where key = @Key", new { recording.Id.Key }, transaction);
        await acts.WriteAsync(connection, transaction, by, "retention." + decision, archive.Ids.Text(IdKind.Recording, recording.Id.Key), new MarkingId(marking), new { kind = item.Kind.ToString(), ground = ground.Trim(), next = nextDay });
    }

    /// <summary>Markings of the unit that have a day of their own or of their regime.</summary>
    private List<long> Dated(Viewer viewer)
    {
        var dated = new List<long>();
        for (var key = 1L; key <= archive.Markings.Last; key++)
            if (archive.Markings[new MarkingId(key)] is var marking && marking.Unit == viewer.Unit.Code
                && (marking.ReviewBy is not null || marking.ExpiresOn is not null || archive.RuleOf(marking.Regime, viewer.Subject.Today) is { } rule && (rule.ReviewAfter is not null || rule.DestroyAfter is not null))) dated.Add(key);
        return dated;
    }

    private DueItem? Item(RecordingView recording, DueKind kind, Viewer viewer, (string Decision, DateOnly? Next) decided)
    {
        if (decided.Decision == "expire") return null;
        var recorded = DateOnly.FromDateTime(recording.Recorded.UtcDateTime);
        var law = kind == DueKind.Expiry ? LawEnds(recording.Marking, recording.Recorded) : archive.RuleOf(recording.Marking.Regime, viewer.Subject.Today)?.ReviewBy(recorded);
        var own = decided.Next ?? (kind == DueKind.Expiry ? recording.Marking.ExpiresOn : Earlier(recording.Marking.ReviewBy, law));
        var day = kind == DueKind.Expiry ? Earlier(own, law) : own;
        return day is { } by ? new DueItem(kind, by, recording, null, null, null) { ByLaw = kind == DueKind.Expiry && day == law } : null;
    }

    private DateOnly? LawEnds(Marking marking, DateTimeOffset recorded) =>
        archive.RuleOf(marking.Regime, DateOnly.FromDateTime(archive.Clock.GetUtcNow().UtcDateTime))?.DestroyBy(DateOnly.FromDateTime(recorded.UtcDateTime));

    private async Task<Dictionary<(long Recording, DueKind Kind), (string Decision, DateOnly? Next)>> DecidedAsync(string unit, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var decided = new Dictionary<(long, DueKind), (string, DateOnly?)>();
        foreach (var (recording, kind, decision, next) in await connection.QueryAsync<(long, string, string, string?)>(new CommandDefinition(
            "select recording, kind, decision, next_day from retention_decision where unit = @unit order by key", new { unit }, cancellationToken: stop)))
            decided[(recording, Enum.Parse<DueKind>(kind))] = (decision, next is null ? null : DateOnly.ParseExact(next, "O", CultureInfo.InvariantCulture));
        return decided;
    }

    private static DueItem Of(AttributeView role, DateOnly day, EntityView person) => new(DueKind.Standing, day, null, role.Id, person, null) { Standing = Standing.Read(role.Property, role.Value, role.Detail) };

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
}

using Dapper;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Walks;
using Puente.Money.Following;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Searches;

/// <summary>
/// Findings of the last search of a viewer's office, and what the unit said of them. Each is looked at anew whenever it is read: one of which a
/// transfer is not seen any more is not there, in no list and no count.
/// </summary>
public sealed class FindingDesk(Archive archive, ActLog acts, Regimes regimes, FactGraph graph, ReturnDesk returns, PatternSearchDesk searches)
{
    private const int LongestReason = 2000;

    /// <summary>Findings, best first.</summary>
    /// <param name="by">Who reads.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The <see cref="FindingList.Next"/> of the part before.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<FindingList> ListAsync(Viewer by, FindingFilter filter, FindingId? after = null, int take = 20, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var all = await SeenAsync(by, null, stop);
        bool Fits(Seen found) => filter.Patterns.Count == 0 || filter.Patterns.Contains(found.Kept.Pattern);
        bool Stands(Seen found) => filter.Decision is null || found.Decision == filter.Decision;
        var rows = all.Where(f => Fits(f) && Stands(f)).ToList();
        var from = after is { } last ? rows.FindIndex(f => f.Row.Key == last.Key) + 1 : 0;
        var page = rows.Skip(from).Take(take).ToList();
        return new FindingList(
            await ViewsAsync(by, page, stop), page.Count > 0 && from + page.Count < rows.Count ? new FindingId(page[^1].Row.Key) : null,
            all.Where(Fits).GroupBy(f => f.Decision).ToDictionary(g => g.Key, g => g.Count()), all.Where(Stands).GroupBy(f => f.Kept.Pattern).ToDictionary(g => g.Key, g => g.Count()));
    }

    /// <summary>One finding, or <c>finding.no-such-finding</c>.</summary>
    public async Task<Result<FindingView>> ShowAsync(Viewer by, FindingId id, CancellationToken stop = default) =>
        await SeenAsync(by, id, stop) is [var found] ? (await ViewsAsync(by, [found], stop))[0] : new Refusal("finding.no-such-finding");

    /// <summary>
    /// Accepts a finding, dismisses it, or opens it again. An act. Refuses <c>finding.no-such-finding</c>, <c>finding.not-allowed</c> to who records nothing, and <c>finding.reason</c>
    /// when there is none.
    /// </summary>
    public async Task<Result<Done>> ReviewAsync(Viewer by, FindingId id, FindingDecision decision, string? reason)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await SeenAsync(by, id, default) is not [var found]) return new Refusal("finding.no-such-finding");
        if (!by.Roles.HasFlag(Role.Recorder) && !by.Roles.HasFlag(Role.Importer)) return new Refusal("finding.not-allowed");
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason) return new Refusal("finding.reason");
        var marking = await archive.Markings.InternAsync(MarkingOf(by, found.Markings));
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var key = await RoomKeys.NextAsync(connection, transaction, "money_finding_review");
            await connection.ExecuteAsync("insert into money_finding_review (key, unit, code, decision, officer, at, marking, reason) values (@key, @unit, @Code, @decision, @officer, @now, @marking, @reason)",
                new { key, unit = by.Unit.Code, found.Row.Code, decision = (long)decision, officer = by.Officer.Id.Key, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(), marking = marking.Key, reason = reason.Trim() }, transaction);
            await acts.WriteAsync(connection, transaction, by, Act(decision), archive.Ids.Text(IdKind.Finding, id.Key), marking, new { reason = reason.Trim() });
        });
        return new Done();
    }

    /// <summary>The marking of what a unit says of a finding: as close as everything it rests on, for the unit's agency only.</summary>
    public static Marking MarkingOf(Viewer by, IReadOnlyList<Marking> markings)
    {
        ArgumentNullException.ThrowIfNull(by);
        var all = Combine.All(markings);
        return all with { Owner = by.Subject.Agency, Unit = by.Unit.Code, Audience = [], Regime = markings.All(m => m.Regime == all.Regime) ? all.Regime : "agency-record" };
    }

    private static string Act(FindingDecision decision) => decision switch { FindingDecision.Accepted => "finding.accept", FindingDecision.Dismissed => "finding.dismiss", _ => "finding.reopen" };

    /// <summary>What the viewer sees: of the last search and of what the unit reviewed, or one by its key.</summary>
    private async Task<IReadOnlyList<Seen>> SeenAsync(Viewer by, FindingId? one, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await searches.FindLastAsync(by, stop) is not { } search) return [];
        var known = (by.Known ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds();
        await using var connection = await archive.Database.OpenAsync(stop);
        var which = one is { } id ? $"key = {id.Key}" : "(search = @search or exists (select 1 from money_finding_review r where r.unit = money_finding.unit and r.code = money_finding.code))";
        var rows = (await connection.QueryAsync<FindingRow>(new CommandDefinition(
            $"{FindingRow.Select} where {SearchRow.OfOffice} and {which} and found <= @known order by score desc, key",
            new { search.Unit, search.Purpose, search.Ceiling, search = search.Key, known }, cancellationToken: stop))).Select(r => (Row: r, Kept: MoneyJson.Read<KeptFinding>(r.Body))).ToList();
        var sight = await FindingSight.OpenAsync(graph, returns, await archive.ReadAsync(by, stop), [.. rows.Select(r => r.Kept)], stop);
        var shown = rows.Where(r => sight.Sees(r.Kept)).ToList();
        var reviews = await ReviewsAsync(connection, by, shown.ConvertAll(r => r.Row.Code), known);
        return [.. shown.Select(r => new Seen(r.Row, r.Kept, reviews.GetValueOrDefault(r.Row.Code), r.Row.Search == search.Key, sight))];
    }

    /// <summary>The last review of each finding that the viewer may read.</summary>
    private async Task<Dictionary<string, FindingReview>> ReviewsAsync(System.Data.Common.DbConnection connection, Viewer by, List<string> codes, long known)
    {
        var last = new Dictionary<string, FindingReview>(StringComparer.Ordinal);
        if (codes.Count == 0) return last;
        foreach (var (code, decision, officer, at, marked, reason) in await connection.QueryAsync<(string, long, long, long, long, string)>(
            "select code, decision, officer, at, marking, reason from money_finding_review where unit = @unit and at <= @known order by key", new { unit = by.Unit.Code, known }))
            if (archive.Markings[new MarkingId(marked)] is var marking && Access.Decide(by.Subject, marking, regimes.Rule(marking.Regime, by.Subject.Today)).Mode == Mode.Full)
                last[code] = new FindingReview((FindingDecision)decision, new OfficerId(officer), DateTimeOffset.FromUnixTimeMilliseconds(at), reason, marking);
        return last;
    }

    private async Task<IReadOnlyList<FindingView>> ViewsAsync(Viewer by, IReadOnlyList<Seen> found, CancellationToken stop)
    {
        var entities = await (await archive.ReadAsync(by, stop)).EntitiesAsync(found.SelectMany(f => f.Kept.Transfers.SelectMany(t => f.Sight.EntitiesOf(t.FromEnd).Concat(f.Sight.EntitiesOf(t.ToEnd)))).Distinct(), stop);
        FollowedEnd End(FindingSight sight, IReadOnlyCollection<KeptEnd> named) =>
            named.SelectMany(sight.EntitiesOf).Select(e => entities.GetValueOrDefault(e)).FirstOrDefault(e => e is not null) is { } entity ? new FollowedEnd(entity.Id, entity.Caption, entity.Kind)
            : new FollowedEnd(null, named.FirstOrDefault(e => e.Account is not null)?.Account ?? "", "");
        return [.. found.Select(f =>
        {
            var accounts = f.Kept.Ends().Select(ends => End(f.Sight, ends)).ToList();
            return new FindingView(
                new FindingId(f.Row.Key), f.Row.Code, f.Kept.Pattern, f.Row.Score / 10_000.0, DateTimeOffset.FromUnixTimeMilliseconds(f.Kept.From), DateTimeOffset.FromUnixTimeMilliseconds(f.Kept.To),
                [.. f.Kept.Reasons.Select(r => r.Reason())], [.. f.Kept.Innocent.Select(r => r.Reason())], f.Kept.Citation, accounts,
                [.. f.Kept.Transfers.Select(t => new FoundTransfer(
                    new FollowedTransfer(accounts[t.From], accounts[t.To], DateTimeOffset.FromUnixTimeMilliseconds(t.At), t.Amount, t.Currency,
                        t.Fact > 0 ? new StatementId(IdKind.Fact, t.Fact) : null, t.Fact > 0 ? null : new DatasetId(t.Dataset), t.Row, f.Sight.Marking(t)),
                    t.AlsoDataset > 0 ? new DatasetId(t.AlsoDataset) : null, t.AlsoRow))],
                f.Review, f.IsCurrent, f.Markings);
        })];
    }

    private sealed record Seen(FindingRow Row, KeptFinding Kept, FindingReview? Review, bool IsCurrent, FindingSight Sight)
    {
        public IReadOnlyList<Marking> Markings => Sight.Markings(Kept);

        public FindingDecision Decision => Review?.Decision ?? FindingDecision.Open;
    }
}

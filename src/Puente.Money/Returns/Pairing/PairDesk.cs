using System.Data.Common;
using Dapper;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;

namespace Puente.Money.Returns.Pairing;

/// <summary>
/// Pairs lines of a unit's returns that report one transfer, and Payment statements that report what a line or another statement does, and keeps what persons decide of the pairs.
/// A pair is seen by who may read both of its sides, as his own unit has it; a unit that has not paired the two sees what another has.
/// </summary>
public sealed class PairDesk(Archive archive, ActLog acts, ReturnDesk returns, ReturnLines lines, FactGraph graph, Vocabulary vocabulary, DatasetDesk datasets)
{
    private const Field Shown = Field.From | Field.To | Field.Time | Field.Amount;
    private const string Two = "out_return = @outReturn and out_row = @outRow and in_return = @inReturn and in_row = @inRow";
    private const string OtherOfLines = $"out_return <> 0 and in_return <> 0 and ((out_return = @outReturn and out_row = @outRow) or (in_return = @inReturn and in_row = @inRow)) and not ({Two})";

    /// <summary>
    /// Pairs all lines of the unit's returns that the viewer may read, and the payments that he sees with them and with each other where one side is the unit's, anew; what was
    /// decided stays. Refuses <c>order.not-allowed</c> to who may not record.
    /// </summary>
    /// <returns>How many pairs there are by rule, suggested and ambiguous.</returns>
    public async Task<Result<PairCounts>> RunAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!Works(by)) return new Refusal("order.not-allowed");
        var own = (await returns.ListAsync(by, null, stop)).Where(r => r.Marking.Unit == by.Unit.Code).Select(r => r.Id).ToList();
        var reading = await archive.ReadAsync(by, stop);
        using var payments = await Payments.ReadAsync(reading, graph, vocabulary, datasets, stop);
        var (all, reports) = await LinesAsync(by, own, payments, stop);
        var decided = await DecidedAsync(by.Unit.Code, stop);
        var ofLines = PairSearch.Find(all, new PairRule(), decided.Settled, decided.Dismissed);
        Join(reports, ofLines.Where(p => p.Standing == PairStanding.ByRule).Select(p => ((p.Out.Return, p.Out.Row), (p.In.Return, p.In.Row))).Concat(decided.Accepted));
        var ofUnit = payments.Statements.Where(s => s.Unit == by.Unit.Code).Select(s => s.Report.Key).ToHashSet();
        var ofStatements = StatementSearch.Find(reports.Values, payments.Statements.Select(s => s.Report), new PairRule(), decided.AcceptedStatements, decided.DismissedStatements)
            .Where(p => !p.Of.IsStatement || ofUnit.Contains(p.Of.Key) || ofUnit.Contains(p.Statement.Key));
        var found = ofLines.Select(NewPairRow.Of).Concat(ofStatements.Select(NewPairRow.Of)).ToList();
        var kept = new List<NewPairRow>(found.Count);
        var stale = await UndecidedAsync(reading, own, stop);
        await archive.Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
        {
            var taken = await TakenAsync(connection, transaction, by.Unit.Code, stale.Values.ToHashSet());
            kept.Clear();
            kept.AddRange(found.Where(p => p.OutReturn == 0 || p.InReturn == 0 || !(taken.Contains((p.OutReturn, p.OutRow)) || taken.Contains((p.InReturn, p.InRow)))));
            var again = kept.Select(p => p.Two).ToHashSet();
            foreach (var chunk in stale.Where(s => !again.Contains(s.Key)).Select(s => s.Value).Chunk(400)) await connection.ExecuteAsync($"delete from money_pair where decision = 0 and key in {Database.In(chunk)}", null, transaction);
            var key = await RoomKeys.NextPairsAsync(connection, transaction, kept.Count);
            foreach (var pair in kept) await connection.ExecuteAsync(NewPairRow.Insert, pair with { Key = key++, Unit = by.Unit.Code }, transaction);
            await acts.WriteAsync(connection, transaction, by, "pair.run", by.Unit.Code, null, new { returns = own.Count, pairs = kept.Count });
        });
        int Count(PairStanding standing) => kept.Count(p => p.Standing == (long)standing);
        return new PairCounts(Count(PairStanding.ByRule), Count(PairStanding.Suggested), Count(PairStanding.Ambiguous), all.Count, payments.Statements.Count);
    }

    /// <summary>Pairs that the viewer may see, undecided ones first and those that need a person before those by rule.</summary>
    public async Task<IReadOnlyList<PairView>> ListAsync(Viewer by, PairFilter? filter = null, int take = 200, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        filter ??= new PairFilter();
        await using var connection = await archive.Database.OpenAsync(stop);
        var among = (await returns.ListAsync(by, null, stop)).Select(r => r.Id).ToHashSet();
        var seen = Database.In(among.Select(r => r.Key).Prepend(0));
        var rows = (await connection.QueryAsync<PairRow>(new CommandDefinition($"{PairRow.Select} where {filter.Condition} and out_return in {seen} and in_return in {seen} and {PairRow.Holds} order by decision, standing desc, score desc, key", new { unit = by.Unit.Code }, cancellationToken: stop))).Select(r => r.View(by.Unit.Code)).Where(filter.Takes).ToList();
        if (rows.Count == 0) return [];
        var facts = await SeenAsync(await archive.ReadAsync(by, stop), rows, stop);
        bool Sees(PairSide side) => side.Fact is { } fact ? facts.ContainsKey(fact) : among.Contains(side.Return);
        var found = rows.Where(p => Sees(p.Out) && Sees(p.In));
        return [.. (filter.Counting ? CountedPairs.Of(found, facts) : found).Take(take)];
    }

    /// <summary>
    /// Accepts or dismisses a pair for the viewer's unit; other undecided pairs of an accepted one's lines go. Lines are decided of by the unit whose returns they are of, anything else by
    /// each unit for itself. Refuses <c>pair.no-such-pair</c>, <c>order.not-yours</c>, <c>pair.reason</c> (a dismissal needs one), <c>pair.line-taken</c> (a line already stands in an
    /// accepted pair).
    /// </summary>
    public async Task<Result<Done>> DecideAsync(Viewer by, PairId id, bool accept, string? reason)
    {
        ArgumentNullException.ThrowIfNull(by);
        if ((await ListAsync(by, new PairFilter { One = id }, 1)) is not [var pair]) return new Refusal("pair.no-such-pair");
        if (!Works(by)) return new Refusal("order.not-yours");
        if (!accept && string.IsNullOrWhiteSpace(reason)) return new Refusal("pair.reason");
        return await archive.Database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            var two = new { unit = by.Unit.Code, outReturn = pair.Out.Return.Key, outRow = pair.Out.Row, inReturn = pair.In.Return.Key, inRow = pair.In.Row };
            if (!pair.IsOfLines) await connection.ExecuteAsync(NewPairRow.Copy, new { next = await RoomKeys.NextPairsAsync(connection, transaction, 1), two.unit, id.Key }, transaction);
            if (await connection.QuerySingleOrDefaultAsync<long?>($"select key from money_pair where unit = @unit and {Two}", two, transaction) is not { } key)
                return new Refusal(await connection.ExecuteScalarAsync<long>("select count(*) from money_pair where key = @Key", new { id.Key }, transaction) == 0 ? "pair.no-such-pair" : "order.not-yours");
            if (accept && pair.IsOfLines && await connection.ExecuteScalarAsync<long>($"select count(*) from money_pair where decision = 1 and unit = @unit and {OtherOfLines}", two, transaction) > 0) return new Refusal("pair.line-taken");
            await connection.ExecuteAsync(
                "update money_pair set decision = @decision, officer = @officer, decided = @now, reason = @reason where key = @key",
                new { decision = accept ? 1L : 2L, officer = by.Officer.Id.Key, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(), reason = reason?.Trim(), key }, transaction);
            if (accept)
                await connection.ExecuteAsync($"delete from money_pair where decision = 0 and unit = @unit and {(pair.IsOfLines ? OtherOfLines : $"standing <> 0 and in_return = @inReturn and in_row = @inRow and not ({Two})")}", two, transaction);
            await acts.WriteAsync(connection, transaction, by, accept ? "pair.accept" : "pair.dismiss", archive.Ids.Text(IdKind.Pair, key), null, new { reason = reason?.Trim() });
            return new Done();
        });
    }

    /// <summary>
    /// The lines that can be one of two, cash having no other bank, and as reports those of which a statement has the amount. Equal texts are kept once, since there may be
    /// millions of lines.
    /// </summary>
    private async Task<(List<PairLine> Lines, Dictionary<(long, long), PairReport> Reports)> LinesAsync(Viewer by, IReadOnlyList<ReturnId> own, Payments payments, CancellationToken stop)
    {
        var (all, reports, known) = (new List<PairLine>(), new Dictionary<(long, long), PairReport>(), new Dictionary<string, string>(StringComparer.Ordinal));
        string? Once(string? text)
        {
            if (text is null || AccountNumber.Plain(text) is not { Length: > 0 } plain) return null;
            if (!known.TryGetValue(plain, out var same)) known[plain] = same = plain;
            return same;
        }

        foreach (var id in own)
            await foreach (var line in lines.ReadAsync(by, id, 0, stop))
            {
                if (line.Method is not ("cashDeposit" or "cashWithdrawal"))
                    all.Add(new PairLine(id.Key, line.Row, Once(line.Account) ?? line.Account, Once(line.Counterparty), line.Day.DayNumber, line.Amount, Once(line.Currency)!, Once(line.Reference)));
                if (payments.Knows(line.Currency, line.Amount)) reports[(id.Key, line.Row)] = payments.Of((id.Key, line.Row), line);
            }

        return (all, reports);
    }

    /// <summary>Makes of two lines that are one transfer one report.</summary>
    private static void Join(Dictionary<(long, long), PairReport> reports, IEnumerable<((long, long) Out, (long, long) In)> pairs)
    {
        foreach (var (went, came) in pairs)
            if (reports.TryGetValue(went, out var left) && reports.Remove(came, out var right))
                reports[went] = left with
                {
                    Also = came,
                    To = right.To,
                    First = Math.Min(left.First, right.First),
                    Last = Math.Max(left.Last, right.Last),
                    References = left.References.Union(right.References).ToHashSet(StringComparer.Ordinal),
                };
    }

    private async Task<DecidedPairs> DecidedAsync(string unit, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var decided = new DecidedPairs();
        foreach (var (outReturn, outRow, inReturn, inRow, decision) in await connection.QueryAsync<(long, long, long, long, long)>(new CommandDefinition(
            "select out_return, out_row, in_return, in_row, decision from money_pair where unit = @unit and decision <> 0 order by key", new { unit }, cancellationToken: stop)))
            decided.Add((outReturn, outRow), (inReturn, inRow), decision == 1);
        return decided;
    }

    /// <summary>Lines of the unit that already stand in a pair that counts once, also in one that whoever runs the pairing does not see; but for undecided pairs that are found anew.</summary>
    private static async Task<HashSet<(long, long)>> TakenAsync(DbConnection connection, DbTransaction transaction, string unit, HashSet<long> anew)
    {
        var standing = await connection.QueryAsync<(long Key, long Decision, long OutReturn, long OutRow, long InReturn, long InRow)>(
            "select key, decision, out_return, out_row, in_return, in_row from money_pair where unit = @unit and out_return <> 0 and in_return <> 0 and (decision = 1 or (decision = 0 and standing = 0))", new { unit }, transaction);
        return [.. standing.Where(p => p.Decision != 0 || !anew.Contains(p.Key)).SelectMany(p => new[] { (p.OutReturn, p.OutRow), (p.InReturn, p.InRow) })];
    }

    /// <summary>By their two sides, the undecided pairs that a run by this viewer finds anew: of the unit's returns that he may read, and of statements that he sees.</summary>
    private async Task<IReadOnlyDictionary<(long, long, long, long), long>> UndecidedAsync(Reading reading, IReadOnlyList<ReturnId> own, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = (await connection.QueryAsync<PairRow>(new CommandDefinition($"{PairRow.Select} where unit = @unit and decision = 0", new { unit = reading.Viewer.Unit.Code }, cancellationToken: stop))).Select(r => r.View(reading.Viewer.Unit.Code)).ToList();
        var (among, facts) = (own.ToHashSet(), await SeenAsync(reading, rows, stop));
        bool Sees(PairSide side) => side.Fact is { } fact ? facts.ContainsKey(fact) : among.Contains(side.Return);
        return rows.Where(p => Sees(p.Out) && Sees(p.In)).ToDictionary(p => (p.Out.Return.Key, p.Out.Row, p.In.Return.Key, p.In.Row), p => p.Id.Key);
    }

    /// <summary>The statements of pairs whose ends, time and amount the viewer sees, each with its source as far as he sees it.</summary>
    private static async Task<IReadOnlyDictionary<StatementId, SourceId?>> SeenAsync(Reading reading, IReadOnlyList<PairView> pairs, CancellationToken stop)
    {
        var facts = pairs.SelectMany(p => new[] { p.Out.Fact, p.In.Fact }).OfType<StatementId>().Distinct().ToList();
        return facts.Count == 0 ? new Dictionary<StatementId, SourceId?>() : (await reading.FactsAsync(facts, stop)).Values.Where(f => !f.Ended && (f.Redacted & Shown) == 0).ToDictionary(f => f.Id, f => f.Origin.Source);
    }

    private static bool Works(Viewer by) => by.Roles.HasFlag(Role.Recorder) || by.Roles.HasFlag(Role.Importer);
}

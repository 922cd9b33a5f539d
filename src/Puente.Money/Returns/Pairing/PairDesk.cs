using System.Data.Common;
using Dapper;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;

namespace Puente.Money.Returns.Pairing;

/// <summary>Pairs lines of a unit's returns, and keeps what persons decide of the pairs. A pair is seen by who may read both of its returns.</summary>
public sealed class PairDesk(Archive archive, ActLog acts, ReturnDesk returns, ReturnLines lines)
{
    /// <summary>
    /// Pairs all lines of the unit's returns that the viewer may read, anew; what was decided stays. Refuses <c>order.not-allowed</c> to who may not record.
    /// </summary>
    /// <returns>How many pairs there are by rule, suggested and ambiguous.</returns>
    public async Task<Result<PairCounts>> RunAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!Works(by)) return new Refusal("order.not-allowed");
        var own = (await returns.ListAsync(by, null, stop)).Where(r => r.Marking.Unit == by.Unit.Code).Select(r => r.Id).ToList();
        var all = await LinesAsync(by, own, stop);
        var (settled, dismissed) = await DecidedAsync(by.Unit.Code, stop);
        var found = PairSearch.Find(all, new PairRule(), settled, dismissed);
        await archive.Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
        {
            var among = Database.In(own.Select(o => o.Key));
            await connection.ExecuteAsync($"delete from money_pair where unit = @unit and decision = 0 and out_return in {among} and in_return in {among}", new { unit = by.Unit.Code }, transaction);
            var key = await RoomKeys.NextAsync(connection, transaction, "money_pair");
            foreach (var pair in found) await InsertAsync(connection, transaction, by, key++, pair);
            await acts.WriteAsync(connection, transaction, by, "pair.run", by.Unit.Code, null, new { returns = own.Count, pairs = found.Count });
        });
        return new PairCounts(found.Count(p => p.Standing == PairStanding.ByRule), found.Count(p => p.Standing == PairStanding.Suggested), found.Count(p => p.Standing == PairStanding.Ambiguous), all.Count);
    }

    /// <summary>Pairs that the viewer may see, undecided ones first and those that need a person before those by rule.</summary>
    public async Task<IReadOnlyList<PairView>> ListAsync(Viewer by, PairFilter? filter = null, int take = 200, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        filter ??= new PairFilter();
        var among = (await returns.ListAsync(by, null, stop)).Select(r => r.Id.Key).ToList();
        var of = filter.Return is { } one ? $"and (out_return = {one.Key} or in_return = {one.Key})" : "";
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"{Row.Select} where out_return in {Database.In(among)} and in_return in {Database.In(among)} {of} order by decision, standing desc, score desc, key", cancellationToken: stop));
        return [.. rows.Select(r => r.View()).Where(filter.Takes).Take(take)];
    }

    /// <summary>
    /// Accepts or dismisses a pair; other undecided pairs of an accepted one's lines go. Refuses <c>pair.no-such-pair</c>, <c>order.not-yours</c>, <c>pair.reason</c> (a dismissal
    /// needs one).
    /// </summary>
    public async Task<Result<Done>> DecideAsync(Viewer by, PairId id, bool accept, string? reason)
    {
        ArgumentNullException.ThrowIfNull(by);
        if ((await ListAsync(by, null, int.MaxValue)).FirstOrDefault(p => p.Id == id) is not { } pair) return new Refusal("pair.no-such-pair");
        if (!Works(by)) return new Refusal("order.not-yours");
        if (!accept && string.IsNullOrWhiteSpace(reason)) return new Refusal("pair.reason");
        return await archive.Database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            var changed = await connection.ExecuteAsync("update money_pair set decision = @decision, officer = @officer, decided = @now, reason = @reason where key = @Key and unit = @unit",
                new { decision = accept ? 1L : 2L, officer = by.Officer.Id.Key, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(), reason = reason?.Trim(), id.Key, unit = by.Unit.Code }, transaction);
            if (changed == 0) return new Refusal("order.not-yours");
            if (accept)
                await connection.ExecuteAsync(
                    """
                    delete from money_pair where decision = 0 and key <> @Key and unit = @unit
                    and ((out_return = @outReturn and out_row = @outRow) or (in_return = @inReturn and in_row = @inRow))
                    """,
                    new { id.Key, unit = by.Unit.Code, outReturn = pair.Out.Return.Key, outRow = pair.Out.Row, inReturn = pair.In.Return.Key, inRow = pair.In.Row }, transaction);
            await acts.WriteAsync(connection, transaction, by, accept ? "pair.accept" : "pair.dismiss", archive.Ids.Text(IdKind.Pair, id.Key), null, new { reason = reason?.Trim() });
            return new Done();
        });
    }

    /// <summary>The lines that can be one of two; cash has no other bank. Equal texts are kept once, since there may be millions of lines.</summary>
    private async Task<List<PairLine>> LinesAsync(Viewer by, IReadOnlyList<ReturnId> own, CancellationToken stop)
    {
        var (all, known) = (new List<PairLine>(), new Dictionary<string, string>(StringComparer.Ordinal));
        string? Once(string? text)
        {
            if (text is null || AccountNumber.Plain(text) is not { Length: > 0 } plain) return null;
            if (!known.TryGetValue(plain, out var same)) known[plain] = same = plain;
            return same;
        }

        foreach (var id in own)
            await foreach (var line in lines.ReadAsync(by, id, 0, stop))
                if (line.Method is not ("cashDeposit" or "cashWithdrawal"))
                    all.Add(new PairLine(id.Key, line.Row, Once(line.Account) ?? line.Account, Once(line.Counterparty), line.Day.DayNumber, line.Amount, Once(line.Currency)!, Once(line.Reference)));
        return all;
    }

    private async Task<(HashSet<(long, long)> Settled, HashSet<(long, long, long, long)> Dismissed)> DecidedAsync(string unit, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var (settled, dismissed) = (new HashSet<(long, long)>(), new HashSet<(long, long, long, long)>());
        foreach (var (outReturn, outRow, inReturn, inRow, decision) in await connection.QueryAsync<(long, long, long, long, long)>("select out_return, out_row, in_return, in_row, decision from money_pair where unit = @unit and decision <> 0", new { unit }))
            if (decision == 1) settled.UnionWith([(outReturn, outRow), (inReturn, inRow)]);
            else dismissed.Add((outReturn, outRow, inReturn, inRow));
        return (settled, dismissed);
    }

    private static Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, Viewer by, long key, Pair p) => connection.ExecuteAsync(
        """
        insert into money_pair (key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision)
        values (@key, @unit, @outReturn, @outRow, @inReturn, @inRow, @outAccount, @inAccount, @amount, @currency, @outDay, @inDay, @score, @reasons, @standing, 0)
        """,
        new
        {
            key,
            unit = by.Unit.Code,
            outReturn = p.Out.Return,
            outRow = p.Out.Row,
            inReturn = p.In.Return,
            inRow = p.In.Row,
            outAccount = p.Out.Account,
            inAccount = p.In.Account,
            amount = p.In.Amount,
            currency = p.In.Currency,
            outDay = Days.Text(DateOnly.FromDayNumber(p.Out.Day)),
            inDay = Days.Text(DateOnly.FromDayNumber(p.In.Day)),
            score = (long)p.Score,
            reasons = string.Join(' ', p.Reasons),
            standing = (long)p.Standing,
        }, transaction);

    private static bool Works(Viewer by) => by.Roles.HasFlag(Role.Recorder) || by.Roles.HasFlag(Role.Importer);

    private sealed record Row
    {
        public const string Select = "select key, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision, reason from money_pair";

        public long Key { get; init; }

        public long Out_Return { get; init; }

        public long Out_Row { get; init; }

        public long In_Return { get; init; }

        public long In_Row { get; init; }

        public string Out_Account { get; init; } = "";

        public string In_Account { get; init; } = "";

        public long Amount { get; init; }

        public string Currency { get; init; } = "";

        public string Out_Day { get; init; } = "";

        public string In_Day { get; init; } = "";

        public long Score { get; init; }

        public string Reasons { get; init; } = "";

        public long Standing { get; init; }

        public long Decision { get; init; }

        public string? Reason { get; init; }

        public PairView View() => new(
            new PairId(Key), new PairSide(new ReturnId(Out_Return), Out_Row, Out_Account, Days.Read(Out_Day)!.Value), new PairSide(new ReturnId(In_Return), In_Row, In_Account, Days.Read(In_Day)!.Value),
            Amount, Currency, (int)Score, Reasons.Split(' '), (PairStanding)Standing, (PairDecision)Decision, Reason);
    }
}

/// <summary>Which pairs are asked for.</summary>
/// <param name="Return">Only those of a return.</param>
/// <param name="Standing">Only undecided ones that the rule says this of.</param>
/// <param name="Decision">Only those of which a person said this.</param>
public sealed record PairFilter(ReturnId? Return = null, PairStanding? Standing = null, PairDecision? Decision = null)
{
    internal bool Takes(PairView pair) => (Standing is null || (pair.Standing == Standing && pair.Decision == PairDecision.None)) && (Decision is null || pair.Decision == Decision);
}

/// <summary>What a run of the pairing found.</summary>
/// <param name="ByRule">Pairs by rule.</param>
/// <param name="Suggested">Pairs that fit and name nothing.</param>
/// <param name="Ambiguous">Fits of which none was taken.</param>
/// <param name="Lines">Lines that were looked at.</param>
public sealed record PairCounts(int ByRule, int Suggested, int Ambiguous, int Lines);

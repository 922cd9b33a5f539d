using Dapper;
using Puente.Evidence;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;
using Puente.Money.Following;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Tracing.Node;

/// <summary>
/// Traces proceeds through what a viewer may see: payments and seizures that are statements, and rows of returns, those that are one counted once. A trace
/// through other transfers, which the viewer may not see, can come out otherwise; the answer says nothing of them.
/// </summary>
/// <param name="archive">The record.</param>
/// <param name="graph">The graph of facts.</param>
/// <param name="returns">The returns, whose statements say opening balances.</param>
/// <param name="pairs">Reports that are one transfer.</param>
/// <param name="datasets">The datasets, of which rows may be lifted.</param>
/// <param name="vocabulary">The kinds.</param>
public sealed class TraceDesk(Archive archive, FactGraph graph, ReturnDesk returns, PairDesk pairs, DatasetDesk datasets, Vocabulary vocabulary)
{
    private const int MostRows = 500_000;
    private readonly FollowStarts _starts = new(vocabulary);

    /// <summary>
    /// Traces. Refuses <c>trace.no-proceeds</c>, <c>trace.many-proceeds</c>, <c>trace.no-such-proceeds</c> (also for what the viewer does not see move money),
    /// <c>trace.proceeds-undated</c>, <c>trace.proceeds-to-itself</c>, <c>trace.opening</c> and <c>trace.opening-account-reached</c>.
    /// </summary>
    public async Task<Result<NodeTrace>> AskAsync(Reading reading, TraceAsk ask, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(ask);
        if (ask.Proceeds.Count == 0) return new Refusal("trace.no-proceeds");
        if (ask.Proceeds.Count > TraceAsk.MostProceeds) return new Refusal("trace.many-proceeds", ("most", $"{TraceAsk.MostProceeds}"));
        using var walk = await graph.OpenAsync(reading, stop);
        var gathering = new BookReading(walk, await SameTransfers.ReadAsync(reading, walk, returns, pairs, datasets, false, stop), ask.UntilTime, MostRows);
        var (edges, starts, sources) = (walk.Find(ask.Proceeds), new Dictionary<int, long>(), new List<WalkSource>());
        foreach (var source in ask.Proceeds)
        {
            if (!edges.TryGetValue(source, out var edge)) return new Refusal("trace.no-such-proceeds");
            if (gathering.Single(edge) is not { } entry) return new Refusal(gathering.IsUndated(edge) ? "trace.proceeds-undated" : "trace.no-such-proceeds");
            sources.Add(entry.Source);
            var account = gathering.Account(entry.To);
            if (account == gathering.Account(entry.From) || entry.Amount == 0) return new Refusal("trace.proceeds-to-itself", ("id", BookNames.Id(archive, source)));
            if (account >= 0) starts[account] = Math.Min(starts.GetValueOrDefault(account, long.MaxValue), entry.Time);
        }

        var reach = gathering.Gather(starts, Math.Clamp(ask.Hops, 0, TraceAsk.MostHops));
        var book = await gathering.TableAsync(reading, archive, await NewestFirstAsync(gathering.Datasets, stop), reach, stop);
        var index = new TransferIndex(book.Table);
        var (typed, refusal) = Typed(book, ask.Openings, text => gathering.Find(book, text, archive));
        if (refusal is not null) return refusal;
        var stated = await StatedBalances.ReadAsync(reading.Viewer, returns, book, index, text => gathering.Find(book, text, archive), stop);
        var known = Known(book, typed, stated);
        var answer = Tracer.Trace(index, new TraceQuestion([.. sources.Distinct().Select(book.Find)])
        {
            Openings = known.ToDictionary(o => (o.Account, o.Currency), o => o.Amount),
            Hops = book.Hops,
            Until = ask.UntilTime,
            Offence = ask.Offence,
        }, stop);
        var opened = answer.Remaining.Select(r => known.FirstOrDefault(o => o.Account == r.Account && o.Currency == r.Currency)
            ?? new NodeOpening(r.Account, r.Currency, answer.Openings.First(o => o.Account == r.Account && o.Currency == r.Currency).Amount, OpeningBasis.Assumed)).ToList();
        var receivers = answer.Remaining.Where(r => r.Hop == 0).Select(r => r.Account).Distinct().ToList();
        return new NodeTrace(ask, book, index, answer, opened, FundsOf(index, receivers, known, stated));
    }

    /// <summary>Source and application of funds of an account, or of the accounts of a person or company. Refuses <c>follow.no-such-start</c>.</summary>
    public async Task<Result<NodeFunds>> FundsAsync(Reading reading, EntityId? entity, string? account, DateOnly? until = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        using var walk = await graph.OpenAsync(reading, stop);
        var gathering = new BookReading(walk, await SameTransfers.ReadAsync(reading, walk, returns, pairs, datasets, false, stop), new TraceAsk([]) { Until = until }.UntilTime, MostRows);
        var starts = (await _starts.OfAsync(walk, reading, entity, account, stop)).Select(gathering.Account).Distinct().ToList();
        var reach = gathering.Gather(starts.ToDictionary(s => s, _ => long.MinValue), 0);
        var book = await gathering.TableAsync(reading, archive, await NewestFirstAsync(gathering.Datasets, stop), reach, stop);
        var accounts = starts.Select(gathering.Name).OfType<string>().Select(book.Table.Accounts.Find).Where(a => a >= 0).Order().ToList();
        if (accounts.Count == 0) return new Refusal("follow.no-such-start");
        var index = new TransferIndex(book.Table);
        var stated = await StatedBalances.ReadAsync(reading.Viewer, returns, book, index, text => gathering.Find(book, text, archive), stop);
        var openings = Known(book, new Dictionary<(int, byte), long>(), stated).Where(o => accounts.Contains(o.Account)).ToList();
        return new NodeFunds(book, index, accounts, openings, FundsOf(index, accounts, openings, stated));
    }

    private static List<Funds> FundsOf(TransferIndex index, IReadOnlyList<int> accounts, IReadOnlyList<NodeOpening> known, StatedBalances stated)
    {
        var all = new List<Funds>();
        for (var currency = 0; currency < index.Transfers.Currencies.Count; currency++)
        {
            var code = (byte)currency;
            var moving = accounts.Where(a => index.Of(a).ToArray().Any(rank => index.Change(index.Order[rank], a, code) != 0)).ToList();
            if (moving.Count == 0) continue;
            var closings = moving.Select(a => stated.Closing(a, code)).ToList();
            all.Add(Funds.Of(index, accounts, code, known.Where(o => o.Currency == code && accounts.Contains(o.Account)).Sum(o => o.Amount), closings.Contains(null) ? null : closings.Sum()));
        }

        return all;
    }

    private static List<NodeOpening> Known(Book book, Dictionary<(int, byte), long> typed, StatedBalances stated)
    {
        var known = new List<NodeOpening>();
        for (var account = 0; account < book.Table.Accounts.Count; account++)
            for (var currency = 0; currency < book.Table.Currencies.Count; currency++)
            {
                if (typed.TryGetValue((account, (byte)currency), out var amount)) known.Add(new NodeOpening(account, (byte)currency, amount, OpeningBasis.Typed));
                else if (stated.Opening(account, (byte)currency) is { } opening) known.Add(opening);
            }

        return known;
    }

    private static (Dictionary<(int, byte), long> Openings, Refusal? Refusal) Typed(Book book, IEnumerable<string> given, Func<string, int> find)
    {
        var openings = new Dictionary<(int, byte), long>();
        foreach (var text in given)
        {
            if (text.LastIndexOf('=') is not (> 0 and var at) || OpeningSum.Read(book.Table, text[(at + 1)..]) is not var (currency, amount)) return (openings, new Refusal("trace.opening", ("text", text)));
            if (find(text[..at].Trim()) is not (>= 0 and var account)) return (openings, new Refusal("trace.opening-account-reached", ("account", text[..at].Trim())));
            openings[(account, currency)] = amount;
        }

        return (openings, null);
    }

    /// <summary>Datasets whose rows stand with the newest first, so that those of one day are to be read backwards.</summary>
    private async Task<ISet<DatasetId>> NewestFirstAsync(IReadOnlyCollection<DatasetId> datasets, CancellationToken stop)
    {
        var backwards = new HashSet<DatasetId>();
        await using var connection = await archive.Database.OpenAsync(stop);
        foreach (var chunk in datasets.Chunk(400))
            foreach (var (dataset, layout) in await connection.QueryAsync<(long, string)>(new CommandDefinition($"select dataset, layout from money_return where dataset in {Database.In(chunk.Select(d => d.Key))}", cancellationToken: stop)))
                if (LayoutReader.Read(layout).Layout is { NewestFirst: true }) backwards.Add(new DatasetId(dataset));
        return backwards;
    }
}

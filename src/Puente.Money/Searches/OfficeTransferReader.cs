using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Walks;
using Puente.Money.Following;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;
using Puente.Money.Returns;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Searches;

/// <summary>
/// Reads every transfer that a viewer may see into one table: facts that move money, and rows of returns. What several of them report of one transfer counts once.
/// What has no time or no amount is left out and counted.
/// </summary>
public sealed class OfficeTransferReader(Archive archive, FactGraph graph, ReturnDesk returns, ReturnTransfers lines, PairDesk pairs, DatasetDesk datasets)
{
    private const int MostLater = 20_000;

    /// <summary>The whole table.</summary>
    internal async Task<OfficeTransfers> ReadAsync(Viewer by, CancellationToken stop = default)
    {
        var table = new OfficeTransfers();
        await FillAsync(by, table, stop);
        return table;
    }

    /// <summary>
    /// Adds what came since a table was read. False when it cannot be told by adding: accounts became one that were two, pairs changed among the returns in the table, the graph
    /// was made anew, or too much came; then the table is of no more use.
    /// </summary>
    internal Task<bool> AddLaterAsync(Viewer by, OfficeTransfers table, CancellationToken stop = default) => FillAsync(by, table, stop);

    private async Task<bool> FillAsync(Viewer by, OfficeTransfers table, CancellationToken stop)
    {
        var (reading, later) = (await archive.ReadAsync(by, stop), table.Edges > 0 || table.Returns.Count > 0);
        using var walk = await graph.OpenAsync(reading, stop);
        if (later && (walk.Build != table.Build || walk.Snapshot.EdgeCount - table.Edges > MostLater)) return false;
        table.Build = walk.Build;
        var same = await SameTransfers.ReadAsync(reading, walk, returns, pairs, datasets, true, stop);
        if (later && !same.Replacing.Where(table.Knows).ToHashSet().SetEquals(table.Replaced)) return false;
        if (!await AddFactsAsync(reading, walk, same, table, stop) || !await AddRowsAsync(by, walk, same, table, stop)) return false;
        table.Replaced = [.. same.Replacing.Where(table.Knows)];
        return true;
    }

    /// <summary>Facts go in by their keys, so that what the viewer may not see moves no number of the table.</summary>
    private static async Task<bool> AddFactsAsync(Reading reading, Walk walk, SameTransfers same, OfficeTransfers table, CancellationToken stop)
    {
        var facts = NewFacts(walk, same, table, stop);
        var methods = await PaymentMethods.ReadAsync(reading, [.. facts.Where(f => f.Kind == FollowDesk.Payment).Select(f => new StatementId(IdKind.Fact, f.Fact))], stop);
        facts.Sort((a, b) => a.Fact.CompareTo(b.Fact));
        foreach (var (fact, from, to, at, amount, currency, kind) in facts)
        {
            var (fromEnd, toEnd) = (walk.End(from), walk.End(to));
            if (!IsNamed(fromEnd) && !IsNamed(toEnd)) continue;
            // Money that is seized goes nowhere else, and whoever seizes is nobody's payee.
            var seized = kind == FollowDesk.Seizure;
            if (table.Account(walk, from) is not { } payer || (seized ? table.Unnamed() : table.Account(walk, to)) is not { } payee) return false;
            var cash = seized ? CashKind.CashOut : CashKinds.Of(methods.GetValueOrDefault(new StatementId(IdKind.Fact, fact), ""));
            table.Add(payer, payee, fromEnd, toEnd, at, amount, currency, cash, new TransferSource(fact, 0, 0, 0, 0));
        }

        table.Edges = walk.Snapshot.EdgeCount;
        return true;
    }

    private static List<(long Fact, int From, int To, long At, long Amount, string Currency, string Kind)> NewFacts(Walk walk, SameTransfers same, OfficeTransfers table, CancellationToken stop)
    {
        var (snapshot, since, facts) = (walk.Snapshot, table.Edges, new List<(long, int, int, long, long, string, string)>());
        var filter = walk.Of(s => s.Currency is not null && FollowDesk.Kinds.Contains(s.Kind));
        var vertices = since == 0 ? Enumerable.Range(0, snapshot.VertexCount) : Enumerable.Range(since, snapshot.EdgeCount - since).Select(snapshot.FromOf).Distinct();
        foreach (var vertex in vertices)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var edge in snapshot.Out(vertex))
            {
                if (edge.Number < since || !filter.Admits(edge) || walk.Source(edge.Number) is not { } source) continue;
                if (source.Dataset is not null)
                {
                    table.Met(walk, vertex);
                    table.Met(walk, edge.Neighbour);
                }

                if (source.Fact is not { } fact || table.Facts.Contains(fact.Key)) continue;
                table.Facts.Add(fact.Key);
                if (same.IsReplaced(source)) continue;
                var sort = walk.Sort(edge.Kind);
                if (Walk.Time(edge.Time) is { } at && snapshot.AmountOf(edge) is > 0 and var amount) facts.Add((fact.Key, vertex, edge.Neighbour, at.ToUnixTimeMilliseconds(), amount, sort.Currency!, sort.Kind));
                else table.Untimed++;
            }
        }

        return facts;
    }

    private async Task<bool> AddRowsAsync(Viewer by, Walk walk, SameTransfers same, OfficeTransfers table, CancellationToken stop)
    {
        var (sent, counted) = ((await returns.ListAsync(by, null, stop)).ToDictionary(r => r.Id), (await pairs.ListAsync(by, new PairFilter(Counting: true), int.MaxValue, stop)).Where(p => p.IsOfLines).ToList());
        var known = table.Returns;
        if (known.Count > 0 && !counted.Where(p => known.Contains(p.Out.Return.Key) || known.Contains(p.In.Return.Key)).Select(Named).ToHashSet().SetEquals(table.Pairs.Where(p => known.Contains(p.Item1) || known.Contains(p.Item3)))) return false;
        var (rows, _) = await lines.ReadAsync(by, id => !known.Contains(id.Key), stop);
        var also = counted.ToDictionary(p => (p.Out.Return, p.Out.Row), p => p.In);
        for (var i = 0; i < rows.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            var (name, row) = Split(rows.Id(i));
            if (archive.Return(name) is not { } id || !sent.TryGetValue(id, out var view)) continue;
            if (same.StandingFor(new WalkSource(null, view.Dataset, row))?.Fact is not null) continue;
            if (rows.Amount[i] <= 0)
            {
                table.Untimed++;
                continue;
            }

            var other = also.TryGetValue((id, row), out var side) && sent.TryGetValue(side.Return, out var reported) ? (reported.Dataset.Key, side.Row) : (0L, 0L);
            if (End(walk, table, rows.Accounts[rows.From[i]]) is not { } from || End(walk, table, rows.Accounts[rows.To[i]]) is not { } to) return false;
            table.Add(from.Account, to.Account, from.End, to.End, rows.Time[i], rows.Amount[i], rows.Currencies[rows.Currency[i]].Code, CashKinds.Of(rows.Kinds[rows.Kind[i]]),
                new TransferSource(0, view.Dataset.Key, row, other.Item1, other.Item2));
        }

        table.Returns = [.. sent.Keys.Select(r => r.Key)];
        table.Datasets = [.. sent.Values.Select(r => r.Dataset.Key)];
        table.Pairs = [.. counted.Select(Named)];
        return true;
    }

    /// <summary>The account that a row names. An end that nothing names is written with a question mark and a space before it.</summary>
    private static (int Account, WalkEnd End)? End(Walk walk, OfficeTransfers table, string number) =>
        number.StartsWith("? ", StringComparison.Ordinal) ? (table.Unnamed(), default) : table.Account(walk, number);

    private static bool IsNamed(WalkEnd end) => end.Entity is not null || end.Account is not null;

    private static (long, long, long, long) Named(PairView pair) => (pair.Out.Return.Key, pair.Out.Row, pair.In.Return.Key, pair.In.Row);

    private static (string Name, long Row) Split(string id)
    {
        var at = id.LastIndexOf('/');
        return (id[..at], long.Parse(id.AsSpan(at + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}

using Puente.Evidence.Walks;
using Puente.Money.Patterns.Traffic;
using Puente.Money.Returns.Orders;

namespace Puente.Money.Searches;

/// <summary>Where a transfer of a search comes from: a statement, or a row of a dataset and the row by which the other bank reports it.</summary>
/// <param name="Fact">Key of the fact; 0 for a row.</param>
/// <param name="Dataset">Key of the dataset; 0 for a fact.</param>
/// <param name="Row">Number of the row.</param>
/// <param name="AlsoDataset">Key of the dataset of the other report; 0 when there is none.</param>
/// <param name="AlsoRow">Number of its row.</param>
internal readonly record struct TransferSource(long Fact, long Dataset, long Row, long AlsoDataset, long AlsoRow);

/// <summary>
/// Every transfer that an office may see, as the search reads them: ends that are one to it are one account. Transfers that come later are added at the end.
/// </summary>
internal sealed class OfficeTransfers
{
    private readonly Dictionary<int, int> _ofVertex = [];
    private readonly Dictionary<string, List<int>> _verticesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Account, WalkEnd End)> _ofNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<WalkEnd, int> _numbers = [];
    private readonly List<WalkEnd> _ends = [];
    private readonly List<string> _currencies = [];
    private readonly List<(int From, int To, int FromEnd, int ToEnd, long At, long Amount, ushort Currency, CashKind Kind)> _rows = [];
    private readonly List<TransferSource> _sources = [];
    private int _accounts;

    /// <summary>How many there are.</summary>
    public int Count => _rows.Count;

    /// <summary>How many were left out because they have no time or no amount.</summary>
    public long Untimed { get; set; }

    /// <summary>Facts that were looked at, by key.</summary>
    public HashSet<long> Facts { get; } = [];

    /// <summary>Datasets of returns in the table, by key.</summary>
    public HashSet<long> Datasets { get; set; } = [];

    /// <summary>Reports that do not count, since another of the same transfer stands for them, as they stood.</summary>
    public HashSet<WalkSource> Replaced { get; set; } = [];

    /// <summary>Returns in the table, by key.</summary>
    public HashSet<long> Returns { get; set; } = [];

    /// <summary>The pairs that count once, as they stood.</summary>
    public HashSet<(long, long, long, long)> Pairs { get; set; } = [];

    /// <summary>The build of the graph whose vertices and edges the table numbers.</summary>
    public long Build { get; set; }

    /// <summary>Edges of the graph that were looked at.</summary>
    public int Edges { get; set; }

    /// <summary>Whether a fact or row was looked at.</summary>
    public bool Knows(WalkSource source) => source.Fact is { } fact ? Facts.Contains(fact.Key) : Datasets.Contains(source.Dataset!.Value.Key);

    /// <summary>The account of a vertex. Null when it joins accounts that were two when the table was read.</summary>
    public int? Account(Walk walk, int vertex)
    {
        if (_ofVertex.TryGetValue(vertex, out var known)) return known;
        var same = walk.Snapshot.ClassOf(vertex, walk.Filter);
        var accounts = same.Where(_ofVertex.ContainsKey).Select(v => _ofVertex[v]).Distinct().ToList();
        if (accounts.Count > 1) return null;
        var account = accounts is [var one] ? one : _accounts++;
        foreach (var member in same) _ofVertex[member] = account;
        return account;
    }

    /// <summary>A row that the viewer sees names this vertex.</summary>
    public void Met(Walk walk, int vertex)
    {
        if (walk.End(vertex).Account is not { } written) return;
        var number = AccountNumber.Plain(written);
        if (!_verticesOf.TryGetValue(number, out var vertices)) _verticesOf[number] = vertices = [];
        if (!vertices.Contains(vertex)) vertices.Add(vertex);
    }

    /// <summary>The account of a number as it is compared, and the end as rows write it: of the ways of writing it that rows seen have, one by which it is joined to others. Null as for a vertex.</summary>
    public (int Account, WalkEnd End)? Account(Walk walk, string number)
    {
        if (_ofNumber.TryGetValue(number, out var known)) return known;
        if (!_verticesOf.TryGetValue(number, out var vertices)) return _ofNumber[number] = (_accounts++, new WalkEnd(null, number));
        var vertex = vertices.OrderByDescending(v => walk.Snapshot.ClassOf(v, walk.Filter).Count).ThenBy(v => walk.End(v).Account, StringComparer.Ordinal).First();
        return Account(walk, vertex) is { } account ? _ofNumber[number] = (account, walk.End(vertex)) : null;
    }

    /// <summary>An account of its own, for an end that nothing names.</summary>
    public int Unnamed() => _accounts++;

    /// <summary>Adds one.</summary>
    public void Add(int from, int to, WalkEnd fromEnd, WalkEnd toEnd, long at, long amount, string currency, CashKind kind, TransferSource source)
    {
        var known = _currencies.IndexOf(currency);
        if (known < 0)
        {
            known = _currencies.Count;
            _currencies.Add(currency);
        }

        _rows.Add((from, to, Number(fromEnd), Number(toEnd), at, amount, (ushort)known, kind));
        _sources.Add(source);
    }

    /// <summary>The table as the index reads it.</summary>
    public TrafficColumns Columns()
    {
        var kinds = _rows.Exists(r => r.Kind != CashKind.Unknown);
        return new TrafficColumns
        {
            Accounts = _accounts,
            Count = _rows.Count,
            From = [.. _rows.Select(r => r.From)],
            To = [.. _rows.Select(r => r.To)],
            At = [.. _rows.Select(r => Seconds(r.At))],
            Amount = [.. _rows.Select(r => r.Amount)],
            Currency = [.. _rows.Select(r => r.Currency)],
            Currencies = [.. _currencies],
            Kind = kinds ? [.. _rows.Select(r => r.Kind)] : null,
        };
    }

    /// <summary>What a live search needs of a row.</summary>
    public (int From, int To, long Seconds, long Amount, ushort Currency) Payment(int row)
    {
        var found = _rows[row];
        return (found.From, found.To, Seconds(found.At), found.Amount, found.Currency);
    }

    /// <summary>Where a row comes from.</summary>
    public TransferSource Source(int row) => _sources[row];

    /// <summary>A row as it is kept with a finding; <paramref name="place"/> gives the place of an account in it.</summary>
    public KeptTransfer Kept(int row, Func<int, int> place)
    {
        var (found, source) = (_rows[row], _sources[row]);
        return new KeptTransfer(source.Fact, source.Dataset, source.Row, source.AlsoDataset, source.AlsoRow, place(found.From), place(found.To), KeptEnd.Of(_ends[found.FromEnd]), KeptEnd.Of(_ends[found.ToEnd]),
            found.At, found.Amount, _currencies[found.Currency]);
    }

    /// <summary>Rows from one on, in order of time.</summary>
    public IReadOnlyList<int> Since(int row) => [.. Enumerable.Range(row, Count - row).OrderBy(r => _rows[r].At).ThenBy(r => r)];

    private static long Seconds(long milliseconds) => Math.DivRem(milliseconds, 1000).Quotient;

    private int Number(WalkEnd end)
    {
        if (_numbers.TryGetValue(end, out var number)) return number;
        _ends.Add(end);
        return _numbers[end] = _ends.Count - 1;
    }
}

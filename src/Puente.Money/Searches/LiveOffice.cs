using Puente.Money.Patterns;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Searches;

/// <summary>The table of an office's last search in memory, to which transfers are added as they come. One thread at a time.</summary>
internal sealed class LiveOffice(SearchRow search, OfficeTransfers table, TrafficIndex traffic, Findings findings, DateTimeOffset reached)
{
    /// <summary>How many findings one arrival of transfers may give.</summary>
    private const int Most = 100;

    private readonly LiveMining _mining = new(traffic, new PatternOptions(), RuleBook.Standard(null));
    private long _reached = reached.ToUnixTimeMilliseconds();
    private volatile bool _over;

    /// <summary>The search that it began with.</summary>
    public SearchRow Search => search;

    /// <summary>The transfers.</summary>
    public OfficeTransfers Table => table;

    /// <summary>What was recorded by then was looked at.</summary>
    public DateTimeOffset Reached
    {
        get => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _reached));
        set => Interlocked.Exchange(ref _reached, value.ToUnixTimeMilliseconds());
    }

    /// <summary>True once what comes cannot be added any more: the next whole search finds it.</summary>
    public bool IsOver => _over;

    /// <summary>Adds nothing from now on.</summary>
    public void End() => _over = true;

    /// <summary>Looks at the rows of the table from one on, and gives what they are part of, best first and without near copies.</summary>
    public IReadOnlyList<(string Code, double Score, KeptFinding Kept)> Find(int first)
    {
        var met = new Dictionary<(ulong, ulong), Candidate>();
        foreach (var row in table.Since(first))
        {
            var (from, to, at, amount, currency) = table.Payment(row);
            foreach (var candidate in _mining.Add(from, to, at, amount, currency, row)) met[candidate.Print] = candidate;
        }

        return [.. Ordering.Order(met.Values).Where(f => findings.Rows(f.Found).Length <= PatternSearchQueue.MostTransfers).Take(Most).Select(f => KeptFinding.Of(f.Found, f.Worth, findings, table))];
    }
}

using Puente.Money.Patterns;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Tests.Money.Patterns;

/// <summary>A table of transfers written by hand. Days count from a Monday; amounts are whole units.</summary>
internal sealed class SmallTable
{
    private static readonly DateTimeOffset Monday = new(2025, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, int> _accounts = [];
    private readonly List<string> _names = [];
    private readonly List<(int From, int To, long At, long Amount, CashKind Kind, int Place, ushort Currency)> _rows = [];

    public bool KindsKnown { get; init; }

    public bool PlacesKnown { get; init; }

    /// <summary>Adds a transfer; answers its row.</summary>
    public int Pay(string from, string to, double day, double amount, CashKind kind = CashKind.Transfer, int place = -1, ushort currency = 0)
    {
        _rows.Add((Number(from), Number(to), Monday.AddDays(day).ToUnixTimeSeconds(), (long)Math.Round(amount * 100), kind, place, currency));
        return _rows.Count - 1;
    }

    /// <summary>The table as columns; with the rows in another order when one is given.</summary>
    public TrafficColumns Columns(int[]? order = null)
    {
        var rows = order is null ? _rows : [.. order.Select(i => _rows[i])];
        return new TrafficColumns
        {
            Accounts = _names.Count,
            Count = rows.Count,
            From = [.. rows.Select(r => r.From)],
            To = [.. rows.Select(r => r.To)],
            At = [.. rows.Select(r => r.At)],
            Amount = [.. rows.Select(r => r.Amount)],
            Currency = [.. rows.Select(r => r.Currency)],
            Currencies = ["USD", "MXN"],
            Kind = KindsKnown ? [.. rows.Select(r => r.Kind)] : null,
            Place = PlacesKnown ? [.. rows.Select(r => r.Place)] : null,
        };
    }

    /// <summary>What a search finds, best first.</summary>
    public IReadOnlyList<Finding> Find(params Pattern[] patterns) => Find(new PatternOptions { Patterns = patterns, Threads = 1 });

    public IReadOnlyList<Finding> Find(PatternOptions options, int[]? order = null)
    {
        var traffic = TrafficIndex.Build(Columns(order));
        var answer = new Mining(traffic, options, RuleBook.Standard()).Run();
        var findings = new Findings(traffic, a => _names[a], r => $"{(order is null ? r : order[r])}");
        return [.. answer.Found.Select(f => findings.Of(f.Found, f.Worth))];
    }

    private int Number(string name)
    {
        if (_accounts.TryGetValue(name, out var number)) return number;
        _accounts.Add(name, number = _names.Count);
        _names.Add(name);
        return number;
    }
}

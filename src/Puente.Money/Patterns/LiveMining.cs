using Puente.Money.Patterns.Finders;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns;

/// <summary>
/// Keeps findings up to date as payments arrive: each searches again what it can be part of, near its own moment, and nothing else. What is usual stays what it was when the
/// index was built. Rows that arrive are numbered on from the table's last.
/// </summary>
internal sealed class LiveMining
{
    private const int Sources = 8;
    private readonly TrafficIndex _traffic;
    private readonly PatternOptions _options;
    private readonly CycleReach _reach;
    private readonly RuleBook _rules;
    private readonly Effort _effort = new(null, TimeProvider.System, default);
    private readonly Screen _screen;

    public LiveMining(TrafficIndex traffic, PatternOptions options, RuleBook rules)
    {
        (_traffic, _options, _rules) = (traffic, options, rules);
        _reach = CycleReach.For(traffic, options);
        _screen = Fresh();
    }

    /// <summary>Adds a payment and answers every finding that it is part of, best first. A hub's findings are those of the window before it.</summary>
    public IReadOnlyList<Candidate> Add(int from, int to, long at, long amount, ushort currency, int row)
    {
        if (from == to) return [];
        var part = _traffic.Add(from, to, at, amount, currency, row);
        var scope = _screen.Scope;
        scope.Shortlist.Clear();
        scope.Since = part.Payment.At - _options.LayerWindow;
        _screen.Around(part);
        var sources = 0;
        var payers = scope.In(from);
        for (var i = payers.Length - 1; i >= 0 && sources < Sources; i--, sources++) _screen.Layers(payers[i].Other);
        return [.. scope.Shortlist.All.Where(c => Array.Exists(c.Legs, l => l.Payment.Row == row)).OrderByDescending(c => c.Weights.Score).ThenBy(c => c.Print)];
    }

    private Screen Fresh() => new(new Scope(_traffic, _options with { Hub = Math.Min(_options.Hub, 256) }, new Shortlist(64), _effort) { Ways = 1_000 }, _reach, _rules, [], [], waysPerPayment: 1_000);
}

using Puente.Money.Patterns.Finders;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;
using Puente.Money.Records;

namespace Puente.Money.Patterns;

/// <summary>Searches a table of transfers for patterns: the door to this folder.</summary>
public static class PatternSearch
{
    /// <summary>Runs a search.</summary>
    /// <param name="transfers">The table. Payments of an account to itself are left out.</param>
    /// <param name="options">What is looked for.</param>
    /// <param name="country">Whose thresholds hold, two letters; null lets the currency decide.</param>
    /// <param name="most">The longest it may take; null for no limit.</param>
    /// <param name="stop">Ends it early; what was found is answered, and that it was cut.</param>
    public static PatternAnswer Run(Transfers transfers, PatternOptions options, string? country = null, TimeSpan? most = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(transfers);
        ArgumentNullException.ThrowIfNull(options);
        var traffic = TrafficIndex.Build(ColumnsOf(transfers), options.Threads);
        var answer = new Mining(traffic, options, RuleBook.Standard(country)).Run(most, stop: stop);
        var findings = new Findings(traffic, a => transfers.Accounts[a], transfers.Id);
        return new PatternAnswer(answer.Found.Select(f => findings.Of(f.Found, f.Worth)), answer.Found.Count, Cuts(answer, options));
    }

    /// <summary>The table as the index reads it.</summary>
    internal static TrafficColumns ColumnsOf(Transfers transfers)
    {
        var kinds = transfers.Kinds.Select(CashKinds.Of).ToArray();
        var at = new long[transfers.Count];
        var time = transfers.Time;
        for (var row = 0; row < at.Length; row++) at[row] = Math.DivRem(time[row], 1000).Quotient;
        CashKind[]? kind = null;
        if (Array.Exists(kinds, k => k != CashKind.Unknown))
        {
            kind = new CashKind[transfers.Count];
            for (var row = 0; row < kind.Length; row++) kind[row] = kinds[transfers.Kind[row]];
        }

        var currency = new ushort[transfers.Count];
        for (var row = 0; row < currency.Length; row++) currency[row] = transfers.Currency[row];
        return new TrafficColumns
        {
            Accounts = transfers.Accounts.Count,
            Count = transfers.Count,
            From = transfers.From.ToArray(),
            To = transfers.To.ToArray(),
            At = at,
            Amount = transfers.Amount.ToArray(),
            Currency = currency,
            Currencies = [.. transfers.Currencies.Select(c => c.Code)],
            Kind = kind,
        };
    }

    /// <summary>What a search left out, and how far it went.</summary>
    internal static List<Reason> Cuts(MiningAnswer answer, PatternOptions options)
    {
        var cuts = new List<Reason>();
        if (answer.Cancelled) cuts.Add(new Reason("pattern.cut.cancelled"));
        if (answer.OutOfTime) cuts.Add(new Reason("pattern.cut.time"));
        if (answer.Shortened > 0) cuts.Add(new Reason("pattern.cut.ways", ("count", $"{answer.Shortened}")));
        foreach (var pattern in PatternCodes.All)
            if (answer.Met[(int)pattern] > options.Keep)
                cuts.Add(new Reason("pattern.cut.kept", ("pattern", pattern.Code()), ("kept", $"{options.Keep}"), ("met", $"{answer.Met[(int)pattern]}")));
        if (options.WantsAny(Pattern.TemporalCycle, Pattern.StructuralCycle)) cuts.Add(Reach(answer.Reach, options));
        if (options.Wants(Pattern.Bipartite)) cuts.Add(new Reason("pattern.reach.bipartite"));
        return cuts;
    }

    private static Reason Reach(CycleReach reach, PatternOptions options) => new("pattern.reach.cycles",
        ("free", $"{reach.FreeHops}"), ("days", $"{options.CycleWindow / 86_400}"), ("hops", $"{options.Hops}"), ("even", $"{reach.Even.Select(e => e.Hops).DefaultIfEmpty(0).Max()}"));
}

/// <summary>What a search answers.</summary>
/// <param name="Findings">Best first; made one by one as they are read.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Cuts">What was left out, and how far was searched; codes of texts.</param>
public sealed record PatternAnswer(IEnumerable<Finding> Findings, int Count, IReadOnlyList<Reason> Cuts);

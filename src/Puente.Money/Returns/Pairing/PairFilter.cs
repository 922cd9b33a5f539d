using Puente.Evidence.Storage;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Returns.Pairing;

/// <summary>Which pairs are asked for.</summary>
/// <param name="Return">Only those of a return.</param>
/// <param name="Standing">Only undecided ones that the rule says this of.</param>
/// <param name="Decision">Only those of which a person said this.</param>
/// <param name="Counting">Only those that count once.</param>
/// <param name="Apart">Only those of which the graph keeps both sides: of statements, and of lines under two markings.</param>
public sealed record PairFilter(ReturnId? Return = null, PairStanding? Standing = null, PairDecision? Decision = null, bool Counting = false, bool Apart = false)
{
    private const string SameMarking = "(select d.marking from money_return r join dataset d on d.key = r.dataset where r.key = out_return) = (select d.marking from money_return r join dataset d on d.key = r.dataset where r.key = in_return)";

    /// <summary>Only the one of this key.</summary>
    internal PairId? One { get; init; }

    /// <summary>Only those of lines under one marking whose incoming line is one of these: the graph keeps the outgoing one alone.</summary>
    internal IReadOnlyCollection<(ReturnId Return, long Row)>? Folded { get; init; }

    /// <summary>What the store can choose by.</summary>
    internal string Condition => string.Join(" and ", new[]
    {
        "1 = 1",
        Return is { } one ? $"(out_return = {one.Key} or in_return = {one.Key})" : null,
        Counting ? "(decision = 1 or (decision = 0 and standing = 0))" : null,
        Apart ? $"(out_return = 0 or in_return = 0 or not ({SameMarking}))" : null,
        One is { } key ? $"key = {key.Key}" : null,
        Folded is { } rows ? $"out_return <> 0 and ({string.Join(" or ", rows.GroupBy(r => r.Return.Key, r => r.Row).Select(g => $"(in_return = {g.Key} and in_row in {Database.In(g)})"))}) and {SameMarking}" : null,
    }.OfType<string>());

    internal bool Takes(PairView pair) => (Standing is null || (pair.Standing == Standing && pair.Decision == PairDecision.None)) && (Decision is null || pair.Decision == Decision);
}

/// <summary>What a run of the pairing found.</summary>
/// <param name="ByRule">Pairs by rule.</param>
/// <param name="Suggested">Pairs that fit and name too little.</param>
/// <param name="Ambiguous">Fits of which none was taken.</param>
/// <param name="Lines">Lines that were looked at.</param>
/// <param name="Statements">Payment statements that were looked at.</param>
public sealed record PairCounts(int ByRule, int Suggested, int Ambiguous, int Lines, int Statements = 0);

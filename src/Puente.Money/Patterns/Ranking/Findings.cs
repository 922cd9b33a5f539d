using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Ranking;

/// <summary>Turns candidates into findings: names and ids in place of numbers, reasons in place of weights.</summary>
internal sealed class Findings(TrafficIndex traffic, Func<int, string> account, Func<int, string> transaction)
{
    /// <summary>The finding that a candidate stands for.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="worth">What its place in the order is worth.</param>
    public Finding Of(Candidate candidate, double worth)
    {
        var rows = Rows(candidate);
        var ids = rows.Select(transaction).ToArray();
        var accounts = Accounts(candidate).Select(account).ToArray();
        return new Finding(candidate.Pattern, Finding.KeyOf(candidate.Pattern, ids), Math.Round(worth, 4), accounts, ids,
            Moment(rows.Min(At)), Moment(rows.Max(At)), Reasons.Of(candidate), Reasons.Innocent(candidate), Reasons.Citation(candidate));

        long At(int row) => row < traffic.Columns.Count ? traffic.Columns.At[row] : traffic.Origin + candidate.Legs.First(l => l.Payment.Row == row).Payment.At;
    }

    /// <summary>The rows that a candidate's payments stand for, each once, in the order of <see cref="Finding.Transactions"/>.</summary>
    public int[] Rows(Candidate candidate)
    {
        var rows = new List<int>();
        foreach (var leg in candidate.Legs) traffic.Rows(leg.Payment, rows);
        return [.. rows.Where(r => candidate.Pattern != Pattern.Structuring || Belongs(r, candidate)).Distinct()];
    }

    /// <summary>The accounts of a candidate in the order of <see cref="Finding.Accounts"/>.</summary>
    public static int[] Accounts(Candidate candidate) => [.. candidate.Centres.Concat(candidate.Legs.SelectMany(l => (int[])[l.From, l.To])).Distinct()];

    /// <summary>A payment that was joined from several rows may hold some that the rule does not speak of.</summary>
    private bool Belongs(int row, Candidate candidate) =>
        row >= traffic.Columns.Count || candidate.Rule?.Threshold is not { Per: ThresholdPer.Transaction } threshold || CashSeries.JustBelow(traffic.Columns.Amount[row], threshold);

    private static DateTimeOffset Moment(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}

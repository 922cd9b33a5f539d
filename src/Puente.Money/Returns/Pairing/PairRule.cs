namespace Puente.Money.Returns.Pairing;

/// <summary>How lines are paired. The specification is <c>docs/specs/pairing.md</c>.</summary>
/// <param name="DaysAfter">The incoming line may be booked so many days after the outgoing one.</param>
/// <param name="DaysBefore">Or so many before it: banks date by value or by booking.</param>
public sealed record PairRule(int DaysAfter = 3, int DaysBefore = 1)
{
    /// <summary>One side names the other's account.</summary>
    public const int Names = 400;

    /// <summary>Both carry the same reference.</summary>
    public const int SameReference = 300;

    /// <summary>The same day; each day apart takes <see cref="DayApart"/> of it.</summary>
    public const int SameDay = 100;

    /// <summary>What a day between them costs.</summary>
    public const int DayApart = 20;

    /// <summary>The same time as far as it is known, where a statement does not know the day.</summary>
    public const int DayOpen = 40;

    /// <summary>A statement that leaves more days open than this says too little to be held against others.</summary>
    public const int LongestDays = 31;

    /// <summary>The fit of two lines, or null when they cannot be one transfer.</summary>
    public (int Score, IReadOnlyList<string> Reasons, bool Told)? Fit(PairLine outgoing, PairLine incoming)
    {
        if (outgoing.Amount >= 0 || incoming.Amount != -outgoing.Amount || outgoing.Currency != incoming.Currency) return null;
        if (outgoing.Account == incoming.Account && outgoing.Return == incoming.Return) return null;
        var days = incoming.Day - outgoing.Day;
        if (days > DaysAfter || days < -DaysBefore) return null;
        if (outgoing.Account == incoming.Account) return null;
        if (outgoing.Counterparty is { } to && to != incoming.Account) return null;
        if (incoming.Counterparty is { } from && from != outgoing.Account) return null;
        var said = new Reasons();
        said.Says(outgoing.Counterparty is not null, Names, "out-names-in");
        said.Says(incoming.Counterparty is not null, Names, "in-names-out");
        said.Says(outgoing.Reference is { } reference && reference == incoming.Reference, SameReference, "reference");
        var told = said.Score > 0;
        said.Apart(Math.Abs(days));
        return (said.Score, said.Codes, told);
    }

    /// <summary>
    /// The fit of a Payment statement and another report, or null when they cannot be of one payment. They are one by rule when a reference is shared, or when both ends are the
    /// same and so is the day: what an officer noted of another day may be another payment.
    /// </summary>
    public (int Score, IReadOnlyList<string> Reasons, bool Told)? Fit(PairReport report, PairReport statement)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(statement);
        if (Contradict(report, statement)) return null;
        var days = DaysApart(report, statement);
        var (from, to) = (report.From.Overlaps(statement.From), report.To.Overlaps(statement.To));
        var exact = statement.First == statement.Last && (!report.IsStatement || report.First == report.Last);
        var said = new Reasons();
        said.Says(from, Names, "same-payer");
        said.Says(to, Names, "same-payee");
        var reference = report.References.Overlaps(statement.References);
        said.Says(reference, SameReference, "reference");
        if (said.Score == 0) return null;
        if (exact || days > 0) said.Apart(days);
        else said.Says(true, DayOpen, "day-open");
        return (said.Score, said.Codes, reference || (from && to && exact && days == 0));
    }

    /// <summary>Whether two reports cannot be of one payment: another amount, another end, too far apart, a day too open, or one and the same source.</summary>
    public bool Contradict(PairReport report, PairReport statement)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(statement);
        return report.Amount != statement.Amount || report.Currency != statement.Currency || (report.IsStatement && report.Source == statement.Source) || IsOpen(report) || IsOpen(statement)
            || DaysApart(report, statement) > DaysAfter || Other(report.From, statement.From) || Other(report.To, statement.To);
    }

    /// <summary>Whether a report leaves so many days open that it says too little.</summary>
    public static bool IsOpen(PairReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Last - report.First >= LongestDays;
    }

    private static int DaysApart(PairReport one, PairReport other) => Math.Max(0, Math.Max(other.First - one.Last, one.First - other.Last));

    private static bool Other(IReadOnlySet<string> one, IReadOnlySet<string> other) => one.Count > 0 && other.Count > 0 && !one.Overlaps(other);

    private sealed class Reasons
    {
        public int Score { get; private set; }

        public List<string> Codes { get; } = [];

        public void Says(bool holds, int worth, string reason)
        {
            if (!holds) return;
            Score += worth;
            Codes.Add(reason);
        }

        public void Apart(int days)
        {
            Says(days == 0, SameDay, "same-day");
            Says(days != 0, SameDay - (DayApart * days), "days-apart");
        }
    }
}

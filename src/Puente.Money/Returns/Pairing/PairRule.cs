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
        var (score, reasons) = (0, new List<string>());
        void Says(bool holds, int worth, string reason)
        {
            if (!holds) return;
            score += worth;
            reasons.Add(reason);
        }

        Says(outgoing.Counterparty is not null, Names, "out-names-in");
        Says(incoming.Counterparty is not null, Names, "in-names-out");
        Says(outgoing.Reference is { } reference && reference == incoming.Reference, SameReference, "reference");
        var told = score > 0;
        Says(days == 0, SameDay, "same-day");
        Says(days != 0, SameDay - (DayApart * Math.Abs(days)), "days-apart");
        return (score, reasons, told);
    }
}

namespace Puente.Money.Patterns.Traffic;

/// <summary>The two orders of an account's payments. Neither looks at the order of the rows, but where two rows say the same.</summary>
internal static class PaymentOrder
{
    /// <summary>By time, then by the rest.</summary>
    public static int InTime(in Payment a, in Payment b) =>
        a.At != b.At ? a.At.CompareTo(b.At) : a.Amount != b.Amount ? a.Amount.CompareTo(b.Amount) : a.Other != b.Other ? a.Other.CompareTo(b.Other) : a.Row.CompareTo(b.Row);

    /// <summary>By the other account and currency, then by time.</summary>
    public static int InRelation(in Payment a, in Payment b) =>
        a.Other != b.Other ? a.Other.CompareTo(b.Other) : a.Currency != b.Currency ? a.Currency.CompareTo(b.Currency) : InTime(a, b);

    public readonly struct ByTime : IComparer<Payment>
    {
        public int Compare(Payment x, Payment y) => InTime(x, y);
    }

    public readonly struct ByRelation : IComparer<Payment>
    {
        public int Compare(Payment x, Payment y) => InRelation(x, y);
    }
}

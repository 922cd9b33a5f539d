namespace Puente.Money.Tracing;

/// <summary>
/// The rounding rule of all tracing, by largest remainders: an amount is first shared between tainted and clean money, each cut to whole minor units and the unit left
/// over given to the larger remainder (tainted money on a tie); the tainted part is then shared between its sources in the same way (the earlier on a tie). Shares add up.
/// </summary>
internal static class Shares
{
    /// <summary>Shares <paramref name="amount"/> of a <paramref name="whole"/> that consists of <paramref name="parts"/> and, for the rest, of clean money.</summary>
    /// <param name="amount">What is shared out: a payment, or what a payment became in another currency.</param>
    /// <param name="whole">More than zero, and at least the sum of the parts.</param>
    /// <param name="parts">What each source has in the whole.</param>
    /// <param name="shares">What each source has in the amount.</param>
    public static void Of(long amount, long whole, ReadOnlySpan<long> parts, Span<long> shares)
    {
        var tainted = Sum(parts);
        Split(Part(amount, tainted, whole), tainted, parts, shares);
    }

    /// <summary><c>amount * part / whole</c> to the nearest minor unit, a half upwards.</summary>
    public static long Part(long amount, long part, long whole)
    {
        var (quotient, remainder) = Divide(amount, part, whole);
        return quotient + (remainder > 0 && remainder >= whole - remainder ? 1 : 0);
    }

    private static void Split(long amount, long whole, ReadOnlySpan<long> parts, Span<long> shares)
    {
        if (amount == 0 || parts.Length == 1)
        {
            shares.Clear();
            if (parts.Length == 1) shares[0] = amount;
            return;
        }

        var left = amount;
        Span<long> rests = parts.Length <= 64 ? stackalloc long[parts.Length] : new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            (shares[i], rests[i]) = Divide(amount, parts[i], whole);
            left -= shares[i];
        }

        for (; left > 0; left--)
        {
            var largest = 0;
            for (var i = 1; i < rests.Length; i++)
                if (rests[i] > rests[largest]) largest = i;
            shares[largest]++;
            rests[largest] = 0;
        }
    }

    /// <summary>Quotient and remainder of <c>amount * part / whole</c>, without loss.</summary>
    public static (long Quotient, long Remainder) Divide(long amount, long part, long whole)
    {
        if (part == 0 || amount == 0) return (0, 0);
        if (part == whole) return (amount, 0);
        var high = Math.BigMul((ulong)amount, (ulong)part, out var low);
        if (high == 0) return ((long)(low / (ulong)whole), (long)(low % (ulong)whole));
        var (quotient, remainder) = UInt128.DivRem(new UInt128(high, low), (ulong)whole);
        return ((long)quotient, (long)remainder);
    }

    /// <summary>The sum of amounts.</summary>
    public static long Sum(ReadOnlySpan<long> amounts)
    {
        var sum = 0L;
        foreach (var amount in amounts) sum += amount;
        return sum;
    }
}

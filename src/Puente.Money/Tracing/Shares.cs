namespace Puente.Money.Tracing;

/// <summary>
/// The rounding rule of all tracing: an amount is shared in proportion, each share is cut to whole minor units, and the units left over go to the largest
/// remainders, on a tie to the earlier source and to clean money last. Shares always add up to the amount.
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
        var (left, clean) = (amount, whole);
        Span<long> rests = parts.Length <= 64 ? stackalloc long[parts.Length] : new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            clean -= parts[i];
            (shares[i], rests[i]) = Divide(amount, parts[i], whole);
            left -= shares[i];
        }

        var (cleanShare, cleanRest) = Divide(amount, clean, whole);
        for (left -= cleanShare; left > 0; left--)
        {
            var largest = -1;
            for (var i = 0; i < rests.Length; i++)
                if (rests[i] > 0 && (largest < 0 || rests[i] > rests[largest])) largest = i;
            if (largest < 0 || cleanRest > rests[largest])
            {
                cleanRest = 0;
                continue;
            }

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

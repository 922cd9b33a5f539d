namespace Puente.Graph.Paths;

/// <summary>
/// How much of an amount has to arrive with the next edge, in millionths of the earlier edge's amount, both ends included: (900,000, 1,000,000) keeps
/// nine tenths to all of it. Reckoned in whole numbers, without rounding.
/// </summary>
/// <param name="AtLeast">Smallest part, in millionths; 0 or more.</param>
/// <param name="AtMost">Largest part, in millionths; <see cref="long.MaxValue"/> for no upper end.</param>
public readonly record struct Ratio(long AtLeast, long AtMost)
{
    private const long Whole = 1_000_000;

    /// <summary>The smallest and largest amount that may follow <paramref name="earlier"/>.</summary>
    internal (long Low, long High) After(long earlier) =>
        (Ceiling((Int128)earlier * AtLeast, Whole), AtMost == long.MaxValue ? long.MaxValue : Floor((Int128)earlier * AtMost, Whole));

    /// <summary>The smallest and largest amount that <paramref name="later"/> may follow.</summary>
    internal (long Low, long High) Before(long later)
    {
        if (AtLeast == 0 && later < 0) return (long.MaxValue, long.MinValue);
        return (AtMost == long.MaxValue ? long.MinValue : Ceiling((Int128)later * Whole, AtMost), AtLeast == 0 ? long.MaxValue : Floor((Int128)later * Whole, AtLeast));
    }

    /// <exception cref="ArgumentException">A part is negative, or the largest is 0 or below the smallest.</exception>
    internal void Check()
    {
        if (AtLeast < 0 || AtMost <= 0 || AtMost < AtLeast) throw new ArgumentException("A ratio goes from 0 or more to as much or more, and is not all 0.");
    }

    private static long Floor(Int128 value, long by)
    {
        var whole = value / by;
        return Clamp(value % by < 0 ? whole - 1 : whole);
    }

    private static long Ceiling(Int128 value, long by)
    {
        var whole = value / by;
        return Clamp(value % by > 0 ? whole + 1 : whole);
    }

    private static long Clamp(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);
}

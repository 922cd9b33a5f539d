namespace Puente.Money.Patterns.Traffic;

/// <summary>Amounts compared by their ratio.</summary>
internal static class Amounts
{
    /// <summary>The natural logarithm of an amount of minor units; amounts below one count as one.</summary>
    public static float Log(long amount) => MathF.Log(Math.Max(1, amount));

    /// <summary>How far apart two amounts are: the logarithm of their ratio, without sign.</summary>
    public static double Apart(long a, long b) => Math.Abs(Math.Log(Math.Max(1, a)) - Math.Log(Math.Max(1, b)));

    /// <summary>
    /// The logarithm of what came out of an account over what went in, whichever of mean and total lies nearer: money that was split is the same money.
    /// Null across currencies, which are not compared.
    /// </summary>
    public static double? Kept(in Payment into, in Payment outOf)
    {
        if (into.Currency != outOf.Currency) return null;
        var single = Math.Log(Math.Max(1, outOf.Amount)) - Math.Log(Math.Max(1, into.Amount));
        if (into.Count == outOf.Count) return single;
        var total = single + Math.Log(outOf.Count) - Math.Log(into.Count);
        return Math.Abs(total) < Math.Abs(single) ? total : single;
    }
}

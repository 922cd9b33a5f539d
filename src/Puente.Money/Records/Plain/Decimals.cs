namespace Puente.Money.Records.Plain;

/// <summary>What to do with an amount that has more decimals than its currency.</summary>
public enum Rounding
{
    /// <summary>To the nearest minor unit, a half to the even one.</summary>
    HalfEven,

    /// <summary>To the nearest minor unit, a half away from zero.</summary>
    HalfUp,

    /// <summary>Towards zero.</summary>
    Down,

    /// <summary>Refuse the row.</summary>
    Refuse,
}

/// <summary>Decimals of currencies.</summary>
internal static class Decimals
{
    /// <summary>By ISO 4217; eight for bitcoin, which the standard does not list.</summary>
    public static int Of(string code) => code is "BTC" or "XBT" ? 8 : Evidence.Import.Mappings.Currencies.MinorPerMajor(code) switch { 1 => 0, 1000 => 3, _ => 2 };

    /// <summary>Ten to the power of <paramref name="digits"/>.</summary>
    public static long Factor(int digits)
    {
        var factor = 1L;
        for (; digits > 0; digits--) factor *= 10;
        return factor;
    }
}

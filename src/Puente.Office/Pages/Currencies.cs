namespace Puente.Office.Pages;

/// <summary>Currencies that are not counted in hundredths (ISO 4217).</summary>
public static class Currencies
{
    /// <summary>Decimals of a currency; two unless the standard says otherwise.</summary>
    public static int Digits(string? currency) => currency switch
    {
        "CLP" or "ISK" or "JPY" or "KRW" or "PYG" or "UGX" or "VND" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        _ => 2,
    };

    /// <summary>Offered first on forms.</summary>
    public static IReadOnlyList<string> Near { get; } = ["USD", "MXN", "EUR", "CAD", "GTQ", "COP"];
}

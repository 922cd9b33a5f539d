using System.Text;

namespace Puente.Matching.Serials;

/// <summary>Serial numbers as they are compared. A serial is an identifier only together with its maker.</summary>
public static class Serial
{
    /// <summary>Capital letters and figures in their order; spaces, hyphens and everything else are left out. Keep the raw form beside it.</summary>
    public static string Normal(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var normal = new StringBuilder(raw.Length);
        foreach (var c in raw)
        {
            var upper = char.ToUpperInvariant(c);
            if (char.IsAsciiLetterUpper(upper) || char.IsAsciiDigit(upper)) normal.Append(upper);
        }

        return normal.ToString();
    }
}

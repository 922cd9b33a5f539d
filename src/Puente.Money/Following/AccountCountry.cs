namespace Puente.Money.Following;

/// <summary>The country that an account number itself says.</summary>
internal static class AccountCountry
{
    private const int ClabeLength = 18;

    /// <summary>MX for a CLABE (18 digits, weights 3 7 1 with a check digit, Banco de México), the country of an IBAN (ISO 13616: two letters, two check digits); null when the number says none.</summary>
    public static string? Of(string number)
    {
        var plain = string.Concat(number.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        if (plain.Length == ClabeLength && plain.All(char.IsAsciiDigit)) return IsClabe(plain) ? "MX" : null;
        return plain.Length is >= 15 and <= 34 && char.IsAsciiLetterUpper(plain[0]) && char.IsAsciiLetterUpper(plain[1]) && char.IsAsciiDigit(plain[2]) && char.IsAsciiDigit(plain[3]) ? plain[..2] : null;
    }

    private static bool IsClabe(string digits)
    {
        var sum = 0;
        for (var i = 0; i < ClabeLength - 1; i++) sum += (digits[i] - '0') * ("371"[i % 3] - '0') % 10;
        return (10 - sum % 10) % 10 == digits[^1] - '0';
    }
}

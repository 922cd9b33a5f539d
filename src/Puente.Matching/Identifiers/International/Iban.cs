namespace Puente.Matching.Identifiers.International;

/// <summary>The IBAN: country, two check digits, the country's own account number (ISO 13616). Mexico and the United States have none.</summary>
public static class Iban
{
    /// <summary>
    /// Lengths by country, of the countries in the registry that SWIFT keeps for ISO 13616. Compared with the npm package ibantools 4.5.4 (April 2026),
    /// where all agree, and with Debian's python3-stdnum 1.18 (November 2022), which has no more than these and agrees wherever it has the country.
    /// </summary>
    internal static readonly IReadOnlyDictionary<string, int> Lengths = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["AD"] = 24,
        ["AE"] = 23,
        ["AL"] = 28,
        ["AT"] = 20,
        ["AZ"] = 28,
        ["BA"] = 20,
        ["BE"] = 16,
        ["BG"] = 22,
        ["BH"] = 22,
        ["BI"] = 27,
        ["BR"] = 29,
        ["BY"] = 28,
        ["CH"] = 21,
        ["CR"] = 22,
        ["CY"] = 28,
        ["CZ"] = 24,
        ["DE"] = 22,
        ["DJ"] = 27,
        ["DK"] = 18,
        ["DO"] = 28,
        ["EE"] = 20,
        ["EG"] = 29,
        ["ES"] = 24,
        ["FI"] = 18,
        ["FK"] = 18,
        ["FO"] = 18,
        ["FR"] = 27,
        ["GB"] = 22,
        ["GE"] = 22,
        ["GI"] = 23,
        ["GL"] = 18,
        ["GR"] = 27,
        ["GT"] = 28,
        ["HN"] = 28,
        ["HR"] = 21,
        ["HU"] = 28,
        ["IE"] = 22,
        ["IL"] = 23,
        ["IQ"] = 23,
        ["IS"] = 26,
        ["IT"] = 27,
        ["JO"] = 30,
        ["KW"] = 30,
        ["KZ"] = 20,
        ["LB"] = 28,
        ["LC"] = 32,
        ["LI"] = 21,
        ["LT"] = 20,
        ["LU"] = 20,
        ["LV"] = 21,
        ["LY"] = 25,
        ["MC"] = 27,
        ["MD"] = 24,
        ["ME"] = 22,
        ["MK"] = 19,
        ["MN"] = 20,
        ["MR"] = 27,
        ["MT"] = 31,
        ["MU"] = 30,
        ["NI"] = 28,
        ["NL"] = 18,
        ["NO"] = 15,
        ["OM"] = 23,
        ["PK"] = 24,
        ["PL"] = 28,
        ["PS"] = 29,
        ["PT"] = 25,
        ["QA"] = 29,
        ["RO"] = 24,
        ["RS"] = 22,
        ["RU"] = 33,
        ["SA"] = 24,
        ["SC"] = 31,
        ["SD"] = 18,
        ["SE"] = 24,
        ["SI"] = 19,
        ["SK"] = 24,
        ["SM"] = 27,
        ["SO"] = 23,
        ["ST"] = 25,
        ["SV"] = 28,
        ["TL"] = 23,
        ["TN"] = 24,
        ["TR"] = 26,
        ["UA"] = 29,
        ["VA"] = 22,
        ["VG"] = 24,
        ["XK"] = 20,
        ["YE"] = 30,
    };

    /// <summary>The number modulo 97 as ISO 7064 takes it; 1 when the check digits are right. Requires capital letters and figures.</summary>
    public static int Remainder(string compact)
    {
        ArgumentNullException.ThrowIfNull(compact);
        var rest = 0;
        for (var i = 0; i < compact.Length; i++)
        {
            var c = compact[(i + 4) % compact.Length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }

        return rest;
    }

    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Iban, value);
        var text = Folding.Joined(value);
        if (text.Length < 5 || text.Length > 40 || !char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1]) || !char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3]))
            return draft.Error("identifier.shape", ("shape", "CC##…")).Unlike();
        for (var i = 4; i < text.Length; i++)
            if (!char.IsAsciiDigit(text[i]) && !char.IsAsciiLetterUpper(text[i])) draft.Character(i + 1, text[i]);
        if (!draft.Sound) return draft.Unlike();
        draft.Part("country", text[..2]).Part("check", text[2..4]).Part("account", text[4..]);
        if (text[..2] is "MX" or "US") return draft.Error("iban.none", ("country", text[..2])).Unlike();
        if (!Lengths.TryGetValue(text[..2], out var length))
        {
            draft.Warn("iban.country", ("found", text[..2]));
            if (text.Length is < 15 or > 34) draft.Length("15-34", text.Length);
        }
        else if (length != text.Length)
        {
            draft.Length(Draft.Number(length), text.Length);
        }

        if (Remainder(text) != 1) draft.Error("iban.check", ("found", text[2..4]), ("expected", $"{98 - Remainder(text[..2] + "00" + text[4..]):00}"));
        return draft.Done(text, length == 0 ? 0.5 : 0.98);
    }
}

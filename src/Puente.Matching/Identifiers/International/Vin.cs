namespace Puente.Matching.Identifiers.International;

/// <summary>The vehicle identification number (ISO 3779). Its check digit binds vehicles of North America (49 CFR 565.15); elsewhere a failed one is a warning.</summary>
public static class Vin
{
    private const string Letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private const string Years = "ABCDEFGHJKLMNPRSTVWXY123456789";
    private static ReadOnlySpan<byte> Values => [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9];
    private static ReadOnlySpan<byte> Weights => [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    /// <summary>The check digit, X for ten. Requires 17 figures and capital letters without I, O, Q.</summary>
    public static char CheckDigit(ReadOnlySpan<char> vin)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vin.Length, 17);
        return (Sum(vin) % 11) switch { 10 => 'X', var r => (char)('0' + r) };
    }

    internal static int Sum(ReadOnlySpan<char> vin)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += Weights[i] * (char.IsAsciiDigit(vin[i]) ? vin[i] - '0' : Values[Letters.IndexOf(vin[i], StringComparison.Ordinal)]);
        return sum;
    }

    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Vin, value);
        var text = Folding.Joined(value);
        if (text.Length != 17) return draft.Length("17", text.Length).Done(text.Length is 16 or 18 ? Folding.Compact(text) : "", text.Length is 16 or 18 ? 0.2 : 0);
        for (var i = 0; i < 17; i++)
        {
            if (text[i] is 'I' or 'O' or 'Q') draft.Error("vin.letter", ("position", Draft.Number(i + 1)), ("found", text[i..(i + 1)]), ("expected", text[i] == 'I' ? "1" : "0"));
            else if (!char.IsAsciiDigit(text[i]) && !Letters.Contains(text[i], StringComparison.Ordinal)) draft.Character(i + 1, text[i]);
        }

        draft.Part("manufacturer", text[..3]).Part("descriptor", text[3..8]).Part("check", text[8..9]).Part("yearCode", text[9..10]).Part("plant", text[10..11]).Part("sequence", text[11..]);
        if (draft.Sound) Meaning(draft, text);
        else Repair(draft, text);
        return draft.Done(text, draft.Sound && CheckDigit(text) == text[8] ? 0.96 : 0.6);
    }

    private static void Meaning(Draft draft, string text)
    {
        var american = text[0] is >= '1' and <= '5';
        draft.Part("region", text[0] switch { 'A' or 'B' or 'C' or 'D' or 'E' or 'F' or 'G' or 'H' => "Africa", >= 'J' and <= 'R' => "Asia", >= 'S' and <= 'Z' => "Europe", >= '1' and <= '5' => "North America", '6' or '7' => "Oceania", _ => "South America" });
        if (text[0] is '1' or '4' or '5') draft.Part("country", "US");
        else if (text[0] == '2') draft.Part("country", "CA");
        else if (text[0] == '3' && text[1] is >= 'A' and <= 'X') draft.Part("country", "MX");
        var year = Years.IndexOf(text[9], StringComparison.Ordinal);
        if (year < 0) draft.Found("vin.year", american ? Severity.Error : Severity.Warning, ("found", text[9..10]));
        else if (american) draft.Part("modelYear", Draft.Number((char.IsAsciiDigit(text[6]) ? 1980 : 2010) + year));
        var expected = CheckDigit(text);
        if (expected != text[8]) draft.Check(expected, text[8], american ? Severity.Error : Severity.Warning);
    }

    private static void Repair(Draft draft, string text)
    {
        var corrected = text.Replace('I', '1').Replace('O', '0').Replace('Q', '0');
        if (corrected != text && Read(corrected) is { Valid: true } read && !read.Has("identifier.check")) draft.Info("identifier.repair", ("value", corrected));
    }
}

namespace Puente.Matching.Identifiers.UnitedStates;

/// <summary>
/// Numbers of nine figures that persons pay taxes under. None has a check digit: an SSN is a shape only (Social Security Administration, 20 CFR
/// 422.103; random since 2011-06-25), an ITIN and an ATIN stand in the range that SSNs leave free (Internal Revenue Service).
/// </summary>
public static class TaxpayerNumbers
{
    private static readonly HashSet<string> Printed = new(["078051120", "219099999", "457555462"], StringComparer.Ordinal);

    /// <summary>Reads a social security number.</summary>
    public static Identifier ReadSsn(string value)
    {
        var (draft, text) = Nine(Kinds.Ssn, value);
        if (text is null) return draft.Unlike();
        draft.Part("area", text[..3]).Part("group", text[3..5]).Part("serial", text[5..]);
        if (text[0] == '9') draft.Error("ssn.area-nine", ("found", text[..3]));
        else if (text[..3] is "000" or "666") draft.Error("ssn.area", ("found", text[..3]));
        if (text[3..5] == "00") draft.Error("ssn.group", ("found", "00"));
        if (text[5..] == "0000") draft.Error("ssn.serial", ("found", "0000"));
        if (Printed.Contains(text)) draft.Error("ssn.printed");
        else if (text.Distinct().Count() == 1 || text is "123456789" or "987654321") draft.Warn("identifier.placeholder-like");
        return draft.Done(Written(text), Grouped(value) ? 0.75 : 0.35);
    }

    /// <summary>Reads an individual taxpayer identification number.</summary>
    public static Identifier ReadItin(string value)
    {
        var (draft, text) = Nine(Kinds.Itin, value);
        if (text is null) return draft.Unlike();
        draft.Part("area", text[..3]).Part("group", text[3..5]).Part("serial", text[5..]);
        if (text[0] != '9') draft.Error("itin.area", ("found", text[..3]));
        var group = ((text[3] - '0') * 10) + text[4] - '0';
        if (group is not (>= 50 and <= 65 or >= 70 and <= 88 or >= 90 and <= 92 or >= 94 and <= 99)) draft.Error("itin.group", ("found", text[3..5]));
        return draft.Done(Written(text), Grouped(value) ? 0.8 : 0.4);
    }

    /// <summary>Reads an adoption taxpayer identification number.</summary>
    public static Identifier ReadAtin(string value)
    {
        var (draft, text) = Nine(Kinds.Atin, value);
        if (text is null) return draft.Unlike();
        draft.Part("area", text[..3]).Part("group", text[3..5]).Part("serial", text[5..]);
        if (text[0] != '9') draft.Error("itin.area", ("found", text[..3]));
        if (text[3..5] != "93") draft.Error("atin.group", ("found", text[3..5]));
        return draft.Done(Written(text), Grouped(value) ? 0.8 : 0.4);
    }

    /// <summary>Reads an employer identification number: NN-NNNNNNN, the first two a prefix that is in use (Internal Revenue Service; the 83 prefixes of Debian's python3-stdnum 1.18, November 2022).</summary>
    public static Identifier ReadEin(string value)
    {
        var (draft, text) = Nine(Kinds.Ein, value);
        if (text is null) return draft.Unlike();
        draft.Part("prefix", text[..2]).Part("serial", text[2..]);
        if (text[..2] is "00" or "07" or "08" or "09" or "17" or "18" or "19" or "28" or "29" or "49" or "69" or "70" or "78" or "79" or "89" or "96" or "97")
            draft.Error("ein.prefix", ("found", text[..2]));
        return draft.Done($"{text[..2]}-{text[2..]}", value.Trim().IndexOf('-', StringComparison.Ordinal) == 2 ? 0.78 : 0.33);
    }

    private static (Draft Draft, string? Text) Nine(string kind, string value)
    {
        var draft = new Draft(kind, value);
        var text = Folding.Joined(value);
        if (Figures.Problem(draft, text)) return (draft, null);
        if (text.Length == 9) return (draft, text);
        draft.Length("9", text.Length);
        return (draft, null);
    }

    private static string Written(string text) => $"{text[..3]}-{text[3..5]}-{text[5..]}";

    private static bool Grouped(string value) => value.Trim() is { Length: 11 } t && (t[3] is '-' or ' ') && (t[6] is '-' or ' ');
}

namespace Puente.Matching.Identifiers.UnitedStates;

/// <summary>
/// The number of a federal firearms licence, <c>R-DD-CCC-TT-YM-SSSSS</c> (ATF). It has no check digit. First three and last five figures stay
/// with the licensee; type and expiry change at renewal, so the canonical form is those eight.
/// </summary>
public static class Ffl
{
    private const string Months = "ABCDEFGHJKLM";

    private static readonly Dictionary<char, string> Regions = new()
    {
        ['1'] = "Southeast",
        ['3'] = "Midwest",
        ['4'] = "Central",
        ['5'] = "Southwest",
        ['6'] = "North Atlantic",
        ['8'] = "Mid Atlantic",
        ['9'] = "Western",
    };

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["01"] = "dealer",
        ["02"] = "pawnbroker",
        ["03"] = "collector",
        ["06"] = "ammunition manufacturer",
        ["07"] = "manufacturer",
        ["08"] = "importer",
        ["09"] = "destructive device dealer",
        ["10"] = "destructive device manufacturer",
        ["11"] = "destructive device importer",
    };

    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["574"] = "TX",
        ["575"] = "TX",
        ["576"] = "TX",
        ["986"] = "AZ",
        ["585"] = "NM",
        ["933"] = "CA",
        ["968"] = "CA",
        ["977"] = "CA",
        ["994"] = "CA",
        ["995"] = "CA",
    };

    /// <summary>Reads a value; never throws on one. Zeros that a spreadsheet dropped from groups are put back.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Ffl, value);
        var text = Whole(draft, value);
        if (text.Length == 8 && text.All(char.IsAsciiDigit)) return Key(draft, text);
        if (text.Length != 15) return draft.Length("15", text.Length).Unlike();
        for (var i = 0; i < 15; i++)
            if (i == 9 ? !char.IsAsciiLetterUpper(text[i]) : !char.IsAsciiDigit(text[i])) draft.Character(i + 1, text[i]);
        if (!draft.Sound) return draft.Done("", 0.2);
        draft.Part("region", text[..1]).Part("district", text[1..3]).Part("county", text[3..6]).Part("type", text[6..8]).Part("expiry", text[8..10]).Part("sequence", text[10..]);
        Region(draft, text);
        if (Types.TryGetValue(text[6..8], out var type)) draft.Part("typeName", type);
        else draft.Error("ffl.type", ("found", text[6..8]));
        var month = Months.IndexOf(text[9], StringComparison.Ordinal) + 1;
        if (month > 0) draft.Part("expires", $"{text[8]}/{month:00}");
        else draft.Error("ffl.month", ("found", text[9..10]));
        return draft.Done($"{text[..3]}-{text[10..]}", 0.95);
    }

    /// <summary>First three and last five, as the public check of a licence takes them.</summary>
    private static Identifier Key(Draft draft, string text)
    {
        draft.Part("region", text[..1]).Part("district", text[1..3]).Part("sequence", text[3..]);
        Region(draft, text);
        return draft.Info("ffl.key-only").Done($"{text[..3]}-{text[3..]}", 0.25);
    }

    private static void Region(Draft draft, string text)
    {
        if (Regions.TryGetValue(text[0], out var region)) draft.Part("regionName", region);
        else draft.Error("ffl.region", ("found", text[..1]));
        if (States.TryGetValue(text[..3], out var state)) draft.Part("state", state);
    }

    private static string Whole(Draft draft, string value)
    {
        ReadOnlySpan<int> widths = [1, 2, 3, 2, 2, 5];
        var groups = Folding.Capitals(value).Trim().Split('-', StringSplitOptions.TrimEntries);
        if (groups.Length != 6 || groups.Any(g => g.Length == 0)) return Folding.Joined(value);
        var whole = "";
        for (var i = 0; i < 6; i++)
        {
            if (groups[i].Length < widths[i]) draft.Info("identifier.zero-lost", ("value", groups[i].PadLeft(widths[i], '0')));
            whole += groups[i].PadLeft(widths[i], '0');
        }

        return whole;
    }
}

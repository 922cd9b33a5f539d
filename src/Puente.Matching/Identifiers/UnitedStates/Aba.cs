namespace Puente.Matching.Identifiers.UnitedStates;

/// <summary>
/// The routing number of a bank in the United States: district 2, branch and processing 2, institution 4, check 1 (American Bankers Association). The
/// check was compared with Debian's python3-stdnum 1.18 and the npm package abavalidator 3.1.2 (May 2026), which refuses nine zeros as this does. The ranges
/// of districts (00 the government, 01 to 12 banks, 21 to 32 thrifts, 61 to 72 electronic, 80 traveller's cheques) are general knowledge: neither has them.
/// </summary>
public static class Aba
{
    /// <summary>The weighted sum, a multiple of ten when the number is right.</summary>
    public static int Sum(ReadOnlySpan<char> nine)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nine.Length, 9);
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (nine[i] - '0') * (i % 3) switch { 0 => 3, 1 => 7, _ => 1 };
        return sum;
    }

    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Aba, value);
        var text = Folding.Joined(value);
        if (Figures.Problem(draft, text)) return draft.Unlike();
        if (text.Length == 8)
        {
            draft.Length("9", 8);
            if (Sum("0" + text) % 10 == 0) draft.Info("identifier.zero-lost", ("value", "0" + text));
            return draft.Done("", 0.1);
        }

        if (text.Length != 9) return draft.Length("9", text.Length).Unlike();
        draft.Part("district", text[..2]).Part("processing", text[2..4]).Part("institution", text[4..8]).Part("check", text[8..]);
        var district = ((text[0] - '0') * 10) + text[1] - '0';
        if (district is not (<= 12 or >= 21 and <= 32 or >= 61 and <= 72 or 80)) draft.Error("aba.district", ("found", text[..2]));
        var expected = (char)('0' + ((10 - (Sum(text[..8] + "0") % 10)) % 10));
        if (expected != text[8]) draft.Check(expected, text[8]);
        var nothing = text.All(c => c == '0');
        if (nothing) draft.Error("identifier.placeholder");
        return draft.Done(text, nothing ? 0.05 : 0.7);
    }
}

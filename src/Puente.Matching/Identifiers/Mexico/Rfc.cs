namespace Puente.Matching.Identifiers.Mexico;

/// <summary>
/// The RFC, Mexico's taxpayer number: a person's 13 characters <c>LLLL YYMMDD HH D</c>, a company's 12 <c>LLL YYMMDD HH D</c>; without its
/// last three, 10 and 9. About 1.5 in 100 issued ones fail their check digit, so a failed one is a warning.
/// </summary>
public static class Rfc
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

    /// <summary>The RFC that stands for anybody in the country.</summary>
    public const string AnybodyInMexico = "XAXX010101000";

    /// <summary>The RFC that stands for anybody abroad.</summary>
    public const string AnybodyAbroad = "XEXX010101000";

    /// <summary>The check digit of everything before it: 11 characters of a company's or 12 of a person's RFC.</summary>
    public static char CheckDigit(ReadOnlySpan<char> before)
    {
        if (before.Length is not (11 or 12)) throw new ArgumentOutOfRangeException(nameof(before));
        return (Sum(before) % 11) switch { 0 => '0', 1 => 'A', var r => (char)('0' + 11 - r) };
    }

    internal static int Sum(ReadOnlySpan<char> before)
    {
        var sum = before.Length == 11 ? Alphabet.IndexOf(' ', StringComparison.Ordinal) * 13 : 0;
        for (var i = 0; i < before.Length; i++) sum += Math.Max(0, Alphabet.IndexOf(before[i], StringComparison.Ordinal)) * (before.Length + 1 - i);
        return sum;
    }

    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Rfc, value);
        var text = Folding.Joined(value);
        if (text.Length is not (9 or 10 or 12 or 13))
            return draft.Length("13, 12, 10, 9", text.Length).Done(text.Length is 8 or 11 or 14 && Likeness(text, text.Length is 14 ? 4 : 3) > 6 ? text : "", text.Length is 8 or 11 or 14 ? 0.3 : 0);
        var letters = text.Length is 13 or 10 ? 4 : 3;
        if (Likeness(text, letters) < letters + 4) return draft.Error("identifier.shape", ("shape", "LLLL######HHC, LLL######HHC")).Unlike();
        for (var i = 0; i < text.Length; i++)
            if (!Fits(text, i, letters)) draft.Character(i + 1, text[i]);
        draft.Part("holder", letters == 4 ? "person" : "company").Part("letters", text[..letters]).Part("yymmdd", text[letters..(letters + 6)]);
        if (text.Length >= 12) draft.Part("homoclave", text[^3..^1]).Part("check", text[^1..]);
        if (draft.Sound) Meaning(draft, text, letters);
        else Repair(draft, text, letters);
        return draft.Done(text, text.Length < 12 ? 0.7 : draft.Sound && CheckDigit(text.AsSpan(0, text.Length - 1)) == text[^1] ? 0.97 : 0.8);
    }

    private static void Meaning(Draft draft, string text, int letters)
    {
        var date = text.AsSpan(letters, 6);
        if (Dates.In(1900, date) is null && Dates.In(2000, date) is null) draft.Error("identifier.date", ("found", date.ToString()));
        else draft.Part(letters == 4 ? "birthDate" : "founded", $"{date[..2]}-{date[2..4]}-{date[4..]}");
        if (text is AnybodyInMexico or AnybodyAbroad)
        {
            draft.Warn("rfc.generic");
            return;
        }

        if (letters == 4 && InconvenientWords.Rfc.Contains(text[..4])) draft.Warn("identifier.word", ("found", text[..4]), ("expected", InconvenientWords.InRfc(text[..4])));
        if (text.Length < 12)
        {
            draft.Info("rfc.no-homoclave");
            return;
        }

        if (text[^3] > 'V') draft.Warn("rfc.homoclave-range", ("found", text[^3..^1]));
        var expected = CheckDigit(text.AsSpan(0, text.Length - 1));
        if (expected != text[^1]) draft.Check(expected, text[^1], Severity.Warning);
    }

    private static void Repair(Draft draft, string text, int letters)
    {
        var corrected = text.ToCharArray();
        for (var i = 0; i < text.Length; i++)
            if (!Fits(text, i, letters)) corrected[i] = i < letters ? Lookalikes.Letter(text[i]) : Lookalikes.Figure(text[i]);
        var value = new string(corrected);
        if (value != text && Read(value) is { Valid: true } read && !read.Has("identifier.check")) draft.Info("identifier.repair", ("value", value));
    }

    private static int Likeness(string text, int letters) => Enumerable.Range(0, Math.Min(text.Length, letters + 6)).Count(i => Fits(text, i, letters));

    private static bool Fits(string text, int i, int letters)
    {
        var c = text[i];
        if (i < letters) return char.IsAsciiLetterUpper(c) || c is 'Ñ' or '&';
        if (i < letters + 6) return char.IsAsciiDigit(c);
        return i == letters + 8 ? char.IsAsciiDigit(c) || c == 'A' : char.IsAsciiLetterUpper(c) && c != 'O' || char.IsAsciiDigit(c) && c != '0' || c == '0' && i > letters + 5;
    }
}

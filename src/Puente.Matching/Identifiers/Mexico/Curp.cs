using System.Text.RegularExpressions;

namespace Puente.Matching.Identifiers.Mexico;

/// <summary>
/// The CURP, Mexico's population register key: 18 characters, <c>LLLL YYMMDD S EE CCC H D</c> (Instructivo normativo para la asignación de la
/// CURP, RENAPO). The check digit is binding.
/// </summary>
public static partial class Curp
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
    private const string Shape = "LLLLddddddLLLLLLAd";

    /// <summary>The check digit of the first 17 characters. Requires capital letters, figures and Ñ.</summary>
    public static char CheckDigit(ReadOnlySpan<char> first17)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first17.Length, 17);
        return (char)('0' + ((10 - (Sum(first17) % 10)) % 10));
    }

    /// <summary>The weighted sum under the check digit.</summary>
    internal static int Sum(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += Math.Max(0, Alphabet.IndexOf(first17[i], StringComparison.Ordinal)) * (18 - i);
        return sum;
    }

    /// <summary>The first four letters that a name gives, over every way of dividing it into surnames and given names; none of a name of more than six words.</summary>
    public static IReadOnlyList<string> LettersOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Count(c => c is ' ' or '-') >= MostWords ? [] : [.. LegalName.Divide(name).Select(n => n.CurpLetters[..4]).Distinct(StringComparer.Ordinal)];
    }

    private const int MostWords = 6;

    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Curp, value);
        var text = Folding.Joined(value);
        if (text.Length != 18) return Cut(draft, text);
        var likeness = Enumerable.Range(0, 18).Count(i => Fits(Shape[i], text[i]));
        if (likeness < 14) return draft.Error("identifier.shape", ("shape", "LLLL######SEELLL?#")).Unlike();
        for (var i = 0; i < 18; i++)
            if (!Fits(Shape[i], text[i])) draft.Character(i + 1, text[i]);
        draft.Part("letters", text[..4]).Part("yymmdd", text[4..10]).Part("sexCode", text[10..11]).Part("stateCode", text[11..13])
            .Part("consonants", text[13..16]).Part("homonym", text[16..17]).Part("check", text[17..]);
        if (draft.Sound) Meaning(draft, text);
        if (!draft.Sound) Repair(draft, text);
        return draft.Done(text, 0.99);
    }

    private static void Meaning(Draft draft, string text)
    {
        if (Dates.In(char.IsAsciiDigit(text[16]) ? 1900 : 2000, text.AsSpan(4, 6)) is { } born) draft.Part("birthDate", Dates.Iso(born));
        else draft.Error("identifier.date", ("found", text[4..10]));
        if (text[10] is 'H' or 'M' or 'X') draft.Part("sex", text[10] switch { 'H' => "male", 'M' => "female", _ => "other" });
        else draft.Error("curp.sex", ("found", text[10..11]));
        if (States.Names.TryGetValue(text[11..13], out var state)) draft.Part("state", state);
        else draft.Error("curp.state", ("found", text[11..13]));
        if (!"AEIOUX".Contains(text[1], StringComparison.Ordinal)) draft.Warn("curp.vowel", ("found", text[1..2]));
        if (text.AsSpan(13, 3).ContainsAny("AEIOU")) draft.Warn("curp.consonant", ("found", text[13..16]));
        if (InconvenientWords.Curp.Contains(text[..4])) draft.Warn("identifier.word", ("found", text[..4]), ("expected", InconvenientWords.InCurp(text[..4])));
        if (text[2] == 'X' && text[14] == 'X') draft.Info("curp.one-surname");
        var expected = CheckDigit(text.AsSpan(0, 17));
        if (expected != text[17]) draft.Check(expected, text[17]);
    }

    /// <summary>Says which part of a value of another length is too short or too long.</summary>
    private static Identifier Cut(Draft draft, string text)
    {
        draft.Length("18", text.Length);
        if (Loose().Match(text) is { Success: true } found)
        {
            draft.Part("letters", found.Groups[1].Value).Part("yymmdd", found.Groups[2].Value);
            if (found.Groups[2].Length != 6) draft.Error("curp.date-figures", ("found", Draft.Number(found.Groups[2].Length)));
            else if (found.Groups[6].Length < 2) draft.Error("curp.end-missing");
            return draft.Done(text, 0.8);
        }

        return draft.Unlike();
    }

    /// <summary>Whether figures read for letters, or letters for figures, explain the errors: the one correction under which all holds.</summary>
    private static void Repair(Draft draft, string text)
    {
        var letters = text.ToCharArray();
        for (var i = 0; i < 18; i++) letters[i] = Shape[i] switch { 'd' => Lookalikes.Figure(letters[i]), 'L' => Lookalikes.Letter(letters[i]), _ => letters[i] };
        var corrected = new string(letters);
        if (corrected != text && Read(corrected).Valid) draft.Info("identifier.repair", ("value", corrected));
    }

    private static bool Fits(char shape, char c) => shape switch
    {
        'L' => char.IsAsciiLetterUpper(c) || c == 'Ñ',
        'd' => char.IsAsciiDigit(c),
        _ => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c),
    };

    [GeneratedRegex("^([A-ZÑ]{4})([0-9]{4,8})([HMX])([A-Z]{2})([A-ZÑ]{0,3})([0-9A-Z]{0,2})$")]
    private static partial Regex Loose();
}

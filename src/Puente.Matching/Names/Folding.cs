using System.Globalization;
using System.Text;

namespace Puente.Matching.Names;

/// <summary>
/// Letters as they are compared: lower case, without accents, in Latin letters where the script can be romanised letter by letter.
/// The original is never lost: a prepared name keeps it. Ñ folds to N because lists flatten it.
/// </summary>
internal static class Folding
{
    private const int Known = 0x300;

    /// <summary>Letters that Unicode does not take apart.</summary>
    private static readonly (char, string)[] Special =
    [
        ('ß', "ss"), ('æ', "ae"), ('Æ', "ae"), ('ø', "o"), ('Ø', "o"), ('œ', "oe"), ('Œ', "oe"), ('ł', "l"), ('Ł', "l"), ('đ', "d"), ('Đ', "d"),
        ('ð', "d"), ('Ð', "d"), ('þ', "th"), ('Þ', "th"), ('ı', "i"), ('ħ', "h"), ('Ħ', "h"), ('ŋ', "ng"), ('Ŋ', "ng"), ('ə', "e"), ('Ə', "e"),
        ('ª', "a"), ('º', "o"), ('&', " & "), ('\'', ""), ('`', ""), ('´', ""), ('\u00AD', ""), ('%', " percent"),
    ];

    private static readonly string[] Latin = Build();

    /// <summary>Writes what a character becomes. Nothing for marks and apostrophes, a space for whatever parts words.</summary>
    /// <returns>Whether the letter came from a script that writes no vowels (Arabic, Hebrew).</returns>
    public static bool Append(char letter, StringBuilder into)
    {
        if (letter < Known)
        {
            into.Append(Latin[letter]);
            return false;
        }

        if (Romanisation.Append(letter, into, out var abjad)) return abjad;
        switch (CharUnicodeInfo.GetUnicodeCategory(letter))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter:
                AppendDecomposed(letter, into);
                break;
            case UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.Surrogate:
                into.Append(letter);
                break;
            case UnicodeCategory.DecimalDigitNumber:
                into.Append((char)('0' + (int)char.GetNumericValue(letter)));
                break;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark:
                if (letter > '\u0900') into.Append(letter);
                break;
            case UnicodeCategory.Format:
                break;
            default:
                if (letter is not ('\u2019' or '\u2018' or '\u02BC' or '\uFF07')) into.Append(' ');
                break;
        }

        return false;
    }

    private static void AppendDecomposed(char letter, StringBuilder into)
    {
        foreach (var part in letter.ToString().Normalize(NormalizationForm.FormKD))
            if (part < Known) into.Append(Latin[part]);
            else if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark) into.Append(char.ToLowerInvariant(part));
    }

    private static string[] Build()
    {
        var table = new string[Known];
        for (var i = 0; i < Known; i++) table[i] = Plain((char)i);
        foreach (var (letter, plain) in Special) table[letter] = plain;
        return table;
    }

    private static string Plain(char letter)
    {
        if (char.IsAsciiLetterOrDigit(letter)) return char.ToLowerInvariant(letter).ToString();
        if (!char.IsLetter(letter)) return " ";
        var parts = letter.ToString().Normalize(NormalizationForm.FormKD);
        var plain = new StringBuilder();
        foreach (var part in parts)
            if (char.IsAsciiLetterOrDigit(part)) plain.Append(char.ToLowerInvariant(part));
        return plain.Length > 0 ? plain.ToString() : char.ToLowerInvariant(letter).ToString();
    }
}

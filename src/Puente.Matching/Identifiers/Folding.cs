using System.Globalization;
using System.Text;

namespace Puente.Matching.Identifiers;

/// <summary>Texts as identifiers are built from: capital letters without accents. Ñ is a letter and stays.</summary>
internal static class Folding
{
    /// <summary>Capital letters, accents taken off, Ñ kept; other characters as they are.</summary>
    public static string Capitals(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Whole(text).Normalize(NormalizationForm.FormD))
        {
            if (c == '\u0303' && folded.Length > 0 && folded[^1] == 'N') folded[^1] = 'Ñ';
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(char.ToUpperInvariant(c));
        }

        return folded.ToString();
    }

    /// <summary>Capital letters, figures and the characters of <paramref name="also"/>; everything else is left out.</summary>
    public static string Compact(string text, string also = "")
    {
        var compact = new StringBuilder(text.Length);
        foreach (var c in Capitals(text))
            if (char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || also.Contains(c, StringComparison.Ordinal)) compact.Append(c);
        return compact.ToString();
    }

    /// <summary>Without the separators that people put between groups: spaces of every kind, hyphens and dashes, dots and slashes.</summary>
    public static string Joined(string text)
    {
        var joined = new StringBuilder(text.Length);
        foreach (var c in Capitals(text))
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.DashPunctuation or UnicodeCategory.Format) && c is not ('.' or '/')) joined.Append(c);
        return joined.ToString();
    }

    /// <summary>Halves of a pair that stand alone and noncharacters cannot be normalised; each becomes the replacement character.</summary>
    private static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] >= 0xD800 && !char.IsBetween(text[i], '\uE000', '\uFDCF')) return string.Concat(text.EnumerateRunes().Select(r => (IsCharacter(r) ? r : Rune.ReplacementChar).ToString()));
        return text;

        static bool IsCharacter(Rune rune) => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF);
    }
}

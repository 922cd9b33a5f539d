using System.Buffers;
using System.Globalization;
using System.Text;
using Puente.Matching.Identifiers;

namespace Puente.Evidence.Terms;

/// <summary>
/// Folds text to the form in which it is searched and compared: lower case, without accents, ligatures opened, any script kept.
/// Ñ folds to n: a reader without a Spanish keyboard must find Peña by Pena. The original is always kept beside it.
/// </summary>
public static class Fold
{
    private static readonly SearchValues<char> Folded = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>The text in lower case without accents; everything else, spaces and punctuation included, stays.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('A', 'Z')) return text;
        var folded = new StringBuilder(text.Length + 4);
        AppendFolded(folded, text);
        var plain = folded.ToString();
        return Ascii.IsValid(plain) ? plain : plain.Normalize(NormalizationForm.FormC);
    }

    /// <summary>The words of a text, folded: runs of letters and digits of any script. An apostrophe within a word closes up (O'Neil is oneil).</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        var plain = Plain(text);
        var word = new StringBuilder();
        foreach (var rune in plain.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) word.Append(rune);
            else if (rune.Value is '\'' or '’' or 'ʼ' or '´' or '`') continue;
            else Close();
        }

        Close();
        return words;

        void Close()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>The canonical, complete form of an identifier under a rule; empty when nothing of it remains.</summary>
    public static string Identifier(string value, IdentifierRule rule)
    {
        ArgumentNullException.ThrowIfNull(value);
        return rule switch
        {
            IdentifierRule.None => Plain(value).Trim(),
            IdentifierRule.Exact => value.Trim(),
            IdentifierRule.Email => Plain(value).Trim(),
            IdentifierRule.Phone => Phone(value),
            IdentifierRule.Digits => Keep(value, char.IsAsciiDigit),
            IdentifierRule.Curp => Canonical(Kinds.Curp, value) ?? Keep(Plain(value).ToUpperInvariant(), char.IsLetterOrDigit),
            IdentifierRule.Rfc => Canonical(Kinds.Rfc, value) ?? Rfc(value),
            IdentifierRule.Vin => Canonical(Kinds.Vin, value) ?? Keep(Plain(value).ToUpperInvariant(), char.IsLetterOrDigit).Replace('O', '0').Replace('Q', '0').Replace('I', '1'),
            _ => value.AsSpan().ContainsAnyExcept(Folded) ? Keep(Plain(value).ToUpperInvariant(), char.IsLetterOrDigit) : value,
        };
    }

    /// <summary>
    /// The canonical form of what is right as an identifier of the kind, or becomes right when letters and figures that look alike are told
    /// apart (docs/specs/identifiers.md); null for anything else, which is folded as it stands, so that what an authority got wrong is found too.
    /// </summary>
    private static string? Canonical(string kind, string value)
    {
        if (value.Length > Identify.Longest || Identify.As(kind, value) is not { } read) return null;
        if (read.Findings.FirstOrDefault(f => f.Code == "identifier.repair")?.Arg("value") is { Length: > 0 } repaired) return repaired;
        return read.Valid && read.Canonical.Length > 0 ? read.Canonical : null;
    }

    /// <summary>
    /// Digits with the country code. Ten digits stay ten: Mexico and the United States both write ten without a code, so a code cannot be
    /// guessed. +1 and +52 are dropped from numbers of ten digits behind them, the old mobile 1 of Mexico (+52 1) too, and the prefixes
    /// 00, 011, 01, 044 and 045. What follows an x (ext., x) is an extension and left out.
    /// </summary>
    private static string Phone(string value)
    {
        var extension = value.IndexOf("x", StringComparison.OrdinalIgnoreCase);
        if (extension > 0 && value.AsSpan(0, extension).IndexOfAnyInRange('0', '9') >= 0)
            value = value[..extension];
        var digits = Keep(value, char.IsAsciiDigit);
        foreach (var prefix in new[] { "00", "011" })
            if (digits.StartsWith(prefix, StringComparison.Ordinal) && digits.Length > 10 + prefix.Length) digits = digits[prefix.Length..];
        if (digits.Length == 13 && digits.StartsWith("521", StringComparison.Ordinal)) return digits[3..];
        if (digits.Length == 12 && digits.StartsWith("52", StringComparison.Ordinal)) return digits[2..];
        if (digits.Length == 11 && digits[0] == '1') return digits[1..];
        if (digits.Length == 12 && digits.StartsWith("01", StringComparison.Ordinal)) return digits[2..];
        if (digits.Length == 13 && (digits.StartsWith("044", StringComparison.Ordinal) || digits.StartsWith("045", StringComparison.Ordinal))) return digits[3..];
        return digits;
    }

    /// <summary>Ñ and &amp; are letters of an RFC and stay.</summary>
    private static string Rfc(string value)
    {
        var marked = Sound(value).Normalize(NormalizationForm.FormC).ToUpperInvariant();
        var kept = new StringBuilder(13);
        foreach (var c in marked)
            if (c is 'Ñ' or '&') kept.Append(c);
            else kept.Append(Keep(Plain(c.ToString()).ToUpperInvariant(), char.IsLetterOrDigit));
        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Keep(string value, Func<char, bool> wanted)
    {
        if (value.All(wanted)) return value;
        var text = Sound(value).Normalize(NormalizationForm.FormKC);
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        foreach (var c in text)
            if (wanted(c)) buffer[length++] = c;
        var kept = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return Ascii.IsValid(kept) ? kept : kept.Normalize(NormalizationForm.FormC);
    }

    private static void AppendFolded(StringBuilder folded, string text)
    {
        foreach (var rune in Sound(text).Replace('´', '\'').Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsAccent(rune)) continue;
            switch (rune.Value)
            {
                case 'ß' or 'ẞ': folded.Append("ss"); break;
                case 'æ' or 'Æ': folded.Append("ae"); break;
                case 'œ' or 'Œ': folded.Append("oe"); break;
                case 'ø' or 'Ø': folded.Append('o'); break;
                case 'đ' or 'Đ' or 'ð' or 'Ð': folded.Append('d'); break;
                case 'ł' or 'Ł': folded.Append('l'); break;
                case 'þ' or 'Þ': folded.Append("th"); break;
                case 'ı': folded.Append('i'); break;
                case 'ħ' or 'Ħ': folded.Append('h'); break;
                default: folded.Append(Rune.ToLowerInvariant(rune)); break;
            }
        }
    }

    /// <summary>Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, and invisible marks; vowel signs of other scripts are letters and stay.</summary>
    private static bool IsAccent(Rune rune) => rune.Value switch
    {
        >= 0x0300 and <= 0x036F or >= 0x0591 and <= 0x05C7 or >= 0x064B and <= 0x065F or 0x0670 or 0x0640 => true,
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format,
    };

    /// <summary>
    /// The text with the replacement character for what broken files contain and cannot be normalised: halves of surrogate pairs and noncharacters.
    /// </summary>
    internal static string Sound(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] >= 0xD800 && !char.IsBetween(text[i], '\uE000', '\uFDCF')) return string.Concat(text.EnumerateRunes().Select(r => (IsCharacter(r) ? r : Rune.ReplacementChar).ToString()));
        return text;

        static bool IsCharacter(Rune rune) => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF);
    }
}

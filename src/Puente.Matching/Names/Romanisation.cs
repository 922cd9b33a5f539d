using System.Collections.Frozen;
using System.Text;

namespace Puente.Matching.Names;

/// <summary>
/// Scripts letter by letter into Latin: Cyrillic, Greek, Armenian, Georgian, Arabic, Hebrew, Thai consonants, kana, Hangul, and the
/// commonest Chinese characters of names in pinyin. It is rough by design and its evidence is kept low: it finds, a person decides.
/// </summary>
internal static class Romanisation
{
    private static readonly FrozenDictionary<char, string> Letters = RomanisationTables.All().DistinctBy(p => p.Letter).ToFrozenDictionary(p => p.Letter, p => p.Latin);

    private static readonly string[] Initials = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];

    private static readonly string[] Vowels =
        ["a", "ae", "ya", "ae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui", "i"];

    private static readonly string[] Finals =
        ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"];

    /// <summary>Writes a letter in Latin. Syllables of Hangul and Chinese characters become words of their own.</summary>
    /// <returns>False when the script is none of these.</returns>
    public static bool Append(char letter, StringBuilder into, out bool abjad)
    {
        abjad = letter is (>= '\u0590' and <= '\u06FF') or (>= '\u0750' and <= '\u077F');
        if (letter is >= '\uAC00' and <= '\uD7A3')
        {
            var syllable = letter - '\uAC00';
            into.Append(' ').Append(Initials[syllable / 588]).Append(Vowels[syllable % 588 / 28]).Append(Finals[syllable % 28]).Append(' ');
            return true;
        }

        if (!Letters.TryGetValue(letter, out var latin) && !Letters.TryGetValue(char.ToLowerInvariant(letter), out latin)) return false;
        if (letter is >= '\u4E00' and <= '\u9FFF') into.Append(' ').Append(latin).Append(' ');
        else into.Append(latin);
        return true;
    }

    /// <summary>Whether a letter is of a script that this table turns into Latin.</summary>
    public static bool Knows(char letter) => letter >= '\u0370' && (letter is >= '\uAC00' and <= '\uD7A3' || Letters.ContainsKey(char.ToLowerInvariant(letter)));
}

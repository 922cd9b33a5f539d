namespace Puente.Matching.Names;

/// <summary>
/// How a word sounds in Latin American Spanish. Works on folded words (lower case, no accents); Ñ is N by then, as lists have it.
/// B and V, S, Z and soft C, G and J, LL and Y, silent H are one sound each. After SoundexESP and Spanish Metaphone (Mosquera 2012).
/// </summary>
public static class SpanishKey
{
    /// <summary>The sounds with their vowels: equal for GRISELDA and GRICELDA, different for MARIO and MARIA.</summary>
    public static string Spoken(ReadOnlySpan<char> word)
    {
        Span<char> sounds = stackalloc char[Math.Min(word.Length, 64)];
        return new string(sounds[..Write(word, sounds)]);
    }

    /// <summary>The key for finding candidates: the sounds, vowels only at the start, a final S left out.</summary>
    public static string Of(ReadOnlySpan<char> word)
    {
        Span<char> sounds = stackalloc char[Math.Min(word.Length, 64)];
        var length = Write(word, sounds);
        if (length > 1 && sounds[length - 1] == 's') length--;
        var kept = 0;
        for (var i = 0; i < length; i++)
            if (i == 0 || !IsVowel(sounds[i])) sounds[kept++] = sounds[i];
        return new string(sounds[..kept]);
    }

    internal static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';

    private static int Write(ReadOnlySpan<char> word, Span<char> into)
    {
        var length = 0;
        for (var i = 0; i < word.Length && length < into.Length; i++)
        {
            var sound = Sound(word[i..], i == 0, out var taken);
            i += taken - 1;
            if (sound != '\0' && (length == 0 || into[length - 1] != sound)) into[length++] = sound;
        }

        return length;
    }

    private static char Sound(ReadOnlySpan<char> rest, bool first, out int taken)
    {
        taken = 1;
        var next = rest.Length > 1 ? rest[1] : '\0';
        switch (rest[0])
        {
            case 'c' when next == 'h': taken = 2; return '1';
            case 'c' when next is 'e' or 'i': return 's';
            case 'c' or 'k': return 'k';
            case 'q': if (next == 'u') taken = 2; return 'k';
            case 'l' when next == 'l': taken = 2; return 'y';
            case 'p' when next == 'h': taken = 2; return 'f';
            case 'g' when next is 'e' or 'i': return 'j';
            case 'g' when next == 'u' && rest.Length > 2 && rest[2] is ('e' or 'i'): taken = 2; return 'g';
            case 'y' when !IsVowel(next): return 'i';
            case 'b' or 'v' or 'w': return 'b';
            case 's' or 'z': return 's';
            case 'x': return first ? 's' : 'j';
            case 'h': return '\0';
            default: return rest[0];
        }
    }
}

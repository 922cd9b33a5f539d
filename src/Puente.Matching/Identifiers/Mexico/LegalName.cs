namespace Puente.Matching.Identifiers.Mexico;

/// <summary>A person's legal name in one way of dividing it: first surname, second surname, given names; capital letters, Ñ kept.</summary>
/// <param name="First">First surname with its particles.</param>
/// <param name="Second">Second surname; empty when there is none.</param>
/// <param name="Given">Given names.</param>
internal sealed record LegalName(string[] First, string[] Second, string[] Given)
{
    private const int MostWords = 12;
    private static readonly HashSet<string> Particles = new("DA DAS DE DEL DER DI DIE DD EL LA LOS LAS LE LES MAC MC VAN VON Y".Split(' '), StringComparer.Ordinal);
    private static readonly HashSet<string> Common = new("MARIA MA M JOSE J".Split(' '), StringComparer.Ordinal);

    /// <summary>
    /// Every way of dividing a name. With a comma the surnames stand before it; without one they stand first (as in a register) or last (as
    /// one speaks). At most twelve words are divided.
    /// </summary>
    public static IEnumerable<LegalName> Divide(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma >= 0)
        {
            var (surnames, given) = (Words(name[..comma]), Words(name[(comma + 1)..]));
            if (surnames.Length == 0 || given.Length == 0) yield break;
            for (var cut = surnames.Length; cut >= 1; cut--) yield return new LegalName(surnames[..cut], surnames[cut..], given);
            yield break;
        }

        var words = Words(name);
        for (var first = 1; first < words.Length; first++)
        {
            for (var second = 0; first + second < words.Length; second++)
            {
                yield return new LegalName(words[..first], words[first..(first + second)], words[(first + second)..]);
                var given = words.Length - first - second;
                yield return new LegalName(words[given..(given + first)], words[(given + first)..], words[..given]);
            }
        }
    }

    /// <summary>The name in the order of the register, as the homoclave is computed from it.</summary>
    public string Registered => string.Join(' ', First.Concat(Second).Concat(Given));

    /// <summary>
    /// The name as a register may spell it otherwise: one S, Z or C before E and I for another, which sound alike, or two words of a surname
    /// written together (CAZARES and CAZAREZ, DON JUAN and DONJUAN).
    /// </summary>
    public IEnumerable<string> Spelled
    {
        get
        {
            for (var i = 0; i + 1 < First.Length; i++) yield return (this with { First = [.. First[..i], First[i] + First[i + 1], .. First[(i + 2)..]] }).Registered;
            for (var i = 0; i + 1 < Second.Length; i++) yield return (this with { Second = [.. Second[..i], Second[i] + Second[i + 1], .. Second[(i + 2)..]] }).Registered;
            var name = Registered;
            for (var i = 0; i < name.Length; i++)
            {
                var soft = i + 1 < name.Length && name[i + 1] is ('E' or 'I');
                if (name[i] is not ('S' or 'Z') && !(name[i] == 'C' && soft)) continue;
                foreach (var other in soft ? "SZC" : "SZ")
                    if (other != name[i]) yield return $"{name[..i]}{other}{name[(i + 1)..]}";
            }
        }
    }

    /// <summary>The four letters and the three consonants of the CURP.</summary>
    public string CurpLetters
    {
        get
        {
            var (one, two, given) = (Root(First), Root(Second), Root(Called()));
            var letters = InconvenientWords.InCurp($"{At(one)}{Inner(one, true)}{At(two)}{At(given)}");
            return $"{letters}{Inner(one, false)}{Inner(two, false)}{Inner(given, false)}".Replace('Ñ', 'X');
        }
    }

    /// <summary>The four letters of the RFC.</summary>
    public string RfcLetters
    {
        get
        {
            var (one, two, given) = (Root(First), Root(Second), Root(Called()));
            var letters = two.Length == 0 ? Start(one, 2) + Start(given, 2)
                : one.Length <= 2 ? $"{At(one)}{At(two)}{Start(given, 2)}"
                : $"{At(one)}{Inner(one, true)}{At(two)}{At(given)}";
            return InconvenientWords.InRfc(letters);
        }
    }

    private string[] Called() => Given.Length > 1 && Common.Contains(Given[0].Trim('.')) && Given[1..].Any(g => !Particles.Contains(g)) ? Given[1..] : Given;

    /// <summary>The first word that is no particle; a name of particles alone is its first word.</summary>
    private static string Root(string[] words) => words.Length == 0 ? "" : words.FirstOrDefault(w => !Particles.Contains(w)) ?? words[0];

    private static char At(string word) => word.Length == 0 || !char.IsAsciiLetter(word[0]) && word[0] != 'Ñ' ? 'X' : word[0];

    private static string Start(string word, int length) => word.Length >= length ? word[..length] : word.PadRight(length, 'X');

    private static char Inner(string word, bool vowel)
    {
        for (var i = 1; i < word.Length; i++)
            if ("AEIOU".Contains(word[i], StringComparison.Ordinal) == vowel && (vowel || char.IsAsciiLetterUpper(word[i]) || word[i] == 'Ñ')) return word[i];
        return 'X';
    }

    private static string[] Words(string text) =>
        [.. Folding.Capitals(text).Split((char[])[' ', '\t', '-', ','], StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.', '"', '\'', '’', '“', '”')).Where(w => w.Length > 0).Take(MostWords)];
}

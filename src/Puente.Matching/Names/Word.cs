namespace Puente.Matching.Names;

/// <summary>
/// One word of a name with everything that a comparison asks of it, worked out once. Words of one <see cref="WordBook"/> with the
/// same text are the same object.
/// </summary>
internal sealed class Word
{
    public Word(string text, bool abjad, float person, float organisation, float givenness, bool known)
    {
        Text = text;
        Abjad = abjad;
        PersonWeight = person;
        OrganisationWeight = organisation;
        Givenness = givenness;
        Known = known;
        Kin = Names.Kin.Of(text);
        Spoken = string.GetHashCode(SpanishKey.Spoken(text), StringComparison.Ordinal);
        Sound = Hashing.Of(SpanishKey.Of(text));
        Skeleton = Consonants(text);
        Hash = Hashing.Of(text);
        Number = NumberWords.IsNumber(text);
        Generic = NameWords.Business.Contains(text);
        foreach (var letter in text) Letters |= Bit(letter);
    }

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>Written in a script without vowels: compared by consonants.</summary>
    public bool Abjad { get; }

    /// <summary>How much it says of a person, 0.3 (Maria) to 1 (rare).</summary>
    public float PersonWeight { get; }

    /// <summary>How much it says of an organisation, 0.3 (Trading) to 1 (rare).</summary>
    public float OrganisationWeight { get; }

    /// <summary>Positive when it is seen more often as a given name than as a surname.</summary>
    public float Givenness { get; }

    /// <summary>Seen often enough to be a name of its own and hardly a slip of the pen.</summary>
    public bool Known { get; }

    /// <summary>The families of words that stand for each other; see <see cref="Names.Kin"/>.</summary>
    public int[] Kin { get; }

    /// <summary>Its sound with vowels; equal numbers mean that the words sound alike in Spanish.</summary>
    public int Spoken { get; }

    /// <summary>A hash of its key for finding candidates, <see cref="SpanishKey.Of"/>.</summary>
    public ulong Sound { get; }

    /// <summary>Its consonants.</summary>
    public string Skeleton { get; }

    /// <summary>A hash of the text that is the same in every process.</summary>
    public ulong Hash { get; }

    /// <summary>Digits, a number word turned into digits, or a Roman numeral.</summary>
    public bool Number { get; }

    /// <summary>Says what an organisation does and not which one it is (Trading, Business), however seldom the lists have it.</summary>
    public bool Generic { get; }

    /// <summary>The letters that occur, one bit each; letters beyond a-z and digits share bits.</summary>
    public ulong Letters { get; }

    /// <summary>A single letter.</summary>
    public bool IsInitial => Text.Length == 1;

    /// <summary>Whether two words are the same.</summary>
    public bool Same(Word other) => ReferenceEquals(this, other) || (Hash == other.Hash && Text == other.Text);

    /// <summary>The weight for a kind of name.</summary>
    public float Weight(NameKind kind) => kind == NameKind.Person ? PersonWeight : OrganisationWeight;

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal static ulong Bit(char letter) => 1UL << (letter is >= 'a' and <= 'z' ? letter - 'a' : letter is >= '0' and <= '9' ? 26 + letter - '0' : 36 + (letter % 28));

    private static string Consonants(string text)
    {
        Span<char> kept = stackalloc char[Math.Min(text.Length, 64)];
        var length = 0;
        foreach (var letter in text)
        {
            if (length == kept.Length) break;
            if (SpanishKey.IsVowel(letter) || letter is 'y' or 'w' || (length > 0 && kept[length - 1] == letter)) continue;
            kept[length++] = letter;
        }

        return new string(kept[..length]);
    }
}

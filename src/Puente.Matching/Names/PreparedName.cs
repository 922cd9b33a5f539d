namespace Puente.Matching.Names;

/// <summary>
/// A name read once, ready to be compared many times. Immutable; keeps the original as written. Two prepared names compare best when
/// one matcher prepared both, and compare the same when two did.
/// </summary>
public sealed class PreparedName
{
    internal PreparedName(string original, NameKind kind, Word[] words, uint given, uint married, uint patronymics, short legalForm, bool sobrenombre, string? quoted)
    {
        Original = original;
        Kind = kind;
        Words = words;
        Given = given;
        Married = married;
        Patronymics = patronymics;
        LegalForm = legalForm;
        IsSobrenombre = sobrenombre;
        Sobrenombre = quoted;
        unchecked
        {
            foreach (var word in words) (Fingerprint, Sounds) = (Fingerprint + word.Hash, Sounds + word.Sound);
        }
    }

    /// <summary>As it was written.</summary>
    public string Original { get; }

    /// <summary>What it was read as; never <see cref="NameKind.Unknown"/>.</summary>
    public NameKind Kind { get; }

    /// <summary>Whether the whole is a sobrenombre ("El Chapo"): it is compared with sobrenombres and says nothing about a name.</summary>
    public bool IsSobrenombre { get; }

    /// <summary>A sobrenombre that stood in quotes inside the name, or null. It is a field of its own and takes no part in the score.</summary>
    public string? Sobrenombre { get; }

    /// <summary>The words that are compared, folded, in reading order: given names first.</summary>
    public string Folded => string.Join(' ', Words.Select(w => w.Text));

    /// <summary>Nothing in it can be compared.</summary>
    public bool IsEmpty => Words.Length == 0;

    internal Word[] Words { get; }

    /// <summary>A bit for each word that is read as a given name; the others are surnames.</summary>
    internal uint Given { get; }

    /// <summary>A bit for each word that is a husband's surname.</summary>
    internal uint Married { get; }

    /// <summary>A bit for each word that follows BIN, BEN or IBN.</summary>
    internal uint Patronymics { get; }

    /// <summary>The family of its legal form, or 0.</summary>
    internal short LegalForm { get; }

    /// <summary>The same for every order of the same words.</summary>
    internal ulong Fingerprint { get; }

    /// <summary>The same for every order of words that sound the same.</summary>
    internal ulong Sounds { get; }

    /// <inheritdoc/>
    public override string ToString() => Original;
}

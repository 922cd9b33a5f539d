namespace Puente.Matching.Names;

/// <summary>Reads a text as a name of a kind.</summary>
internal sealed class NameReader(WordBook book)
{
    /// <summary>More words than this are not compared: the longest organisations have about twenty.</summary>
    public const int MostWords = 24;

    public WordBook Book => book;

    public PreparedName Read(string text, NameKind kind)
    {
        var raw = RawWords.Of(text, kind is NameKind.Person or NameKind.Unknown);
        if (kind == NameKind.Unknown)
        {
            kind = LooksLikeBusiness(raw.Words) ? NameKind.Organisation : NameKind.Person;
            if (kind == NameKind.Organisation) raw = RawWords.Of(text, false);
        }

        return kind == NameKind.Person ? PersonReading.Read(text, raw, book) : OrganisationReading.Read(text, raw.Words, kind, book);
    }

    private static bool LooksLikeBusiness(List<Raw> raw)
    {
        var words = OrganisationReading.Join(raw);
        for (var i = 0; i < words.Count; i++)
        {
            if (NameWords.Business.Contains(words[i])) return true;
            if (words.Count > 1 && LegalForms.At(words, i, out _) is var length && length > 0 && (i + length == words.Count ? words[i].Length > 1 && words[i] is not ("na" or "pa" or "as" or "ca" or "co" or "ou" or "too" or "ag") || length > 1 : i == 0 && (words[i].Length > 2 || length > 1))) return true;
        }

        return false;
    }
}

using Puente.Matching.Names;

namespace Puente.Matching.Linkage;

/// <summary>
/// Keys under which records that may be one meet: each two words of the name by their sound (so that one misspelt or missing word of
/// three does not matter), each word with what another begins with, each word's sound with the birth date, the letters of the whole, and
/// each identifier. Free of word order.
/// </summary>
public static class BlockingKeys
{
    private const int MostWords = 6;

    /// <summary>Writes the keys of a record, sorted, each once; returns how many.</summary>
    public static int Write(LinkageRecord record, List<ulong> into)
    {
        var start = into.Count;
        var words = record.Name.Words;
        var count = Math.Min(words.Length, MostWords);
        unchecked
        {
            for (var i = 0; i < count; i++)
            {
                for (var j = i + 1; j < count; j++) into.Add(Mix(words[i].Sound + words[j].Sound));
                if (record.Birth is { Day: > 0 } born) into.Add(Mix(words[i].Sound + (((ulong)born.Year * 10_000) + ((ulong)born.Month * 100) + (ulong)born.Day) * 7919));
            }

            if (words.Length == 1) into.Add(Mix(words[0].Sound));
            // A word and what another begins with: a slip in the other, and a third word lost, must not part them.
            for (var i = 0; i < count; i++)
                for (var j = 0; j < count; j++)
                    if (i != j) into.Add(Mix(words[i].Hash + (words[j].Text[0] * 31UL) + 1));
            var together = 0UL;
            for (var i = 0; i < words.Length; i++) together += words[i].Letters * 31;
            into.Add(Mix(together + 3));
            foreach (var identifier in record.Identifiers ?? []) into.Add(Mix(Hashing.Of(identifier.Kind, identifier.Value.ToUpperInvariant())));
        }

        into.Sort(start, into.Count - start, null);
        var kept = start;
        for (var i = start; i < into.Count; i++)
            if (i == start || into[i] != into[i - 1]) into[kept++] = into[i];
        into.RemoveRange(kept, into.Count - kept);
        return kept - start;
    }

    private static ulong Mix(ulong key)
    {
        unchecked
        {
            key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
            key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
            return key ^ (key >> 31);
        }
    }
}

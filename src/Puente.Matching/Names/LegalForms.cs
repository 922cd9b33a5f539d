using System.Collections.Frozen;

namespace Puente.Matching.Names;

/// <summary>
/// Legal forms of organisations, Mexico's and the United States' first, with the world's common ones. Forms of one family are
/// the same kind of company written in other words or another language: Ltd., S. de R.L. and GmbH are not one form, S.A. and
/// Sociedad Anónima are. Families are grouped into classes (stock, limited, partnership, other) so that a difference can be weighed.
/// </summary>
internal static class LegalForms
{
    private const int LongestForm = 9;

    private static readonly FrozenDictionary<string, short> Forms = Read();

    /// <summary>The words with which a form can begin.</summary>
    private static readonly FrozenSet<string> Openings = Forms.Keys.Select(f => f.Split(' ')[0]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The longest legal form at a position, in words, and its family; zero words when there is none.</summary>
    public static int At(IReadOnlyList<string> words, int start, out short family)
    {
        family = 0;
        if (!Openings.Contains(words[start])) return 0;
        for (var length = Math.Min(LongestForm, words.Count - start); length > 0; length--)
        {
            var text = length == 1 ? words[start] : string.Join(' ', Enumerable.Range(start, length).Select(i => words[i]));
            if (Forms.TryGetValue(text, out family)) return length;
        }

        family = 0;
        return 0;
    }

    /// <summary>Whether a single word is a legal form that also a person's name may trail by mistake.</summary>
    public static bool Trails(string word) => word is "sa" or "llc" or "ltd" or "inc" or "gmbh" or "corp" or "limited" or "incorporated" or "ooo";

    private static FrozenDictionary<string, short> Read()
    {
        var forms = new Dictionary<string, short>(StringComparer.Ordinal);
        short family = 0;
        foreach (var line in Tables.Lines("legal-forms.txt"))
        {
            family++;
            foreach (var form in line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) forms.TryAdd(form, family);
        }

        return forms.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

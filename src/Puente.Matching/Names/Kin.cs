using System.Collections.Frozen;

namespace Puente.Matching.Names;

/// <summary>How two different words can be the same name.</summary>
internal enum KinKind : byte
{
    /// <summary>They cannot, as far as is known.</summary>
    None,
    /// <summary>A hypocorism: Paco for Francisco. Many to many, so it suggests and never decides.</summary>
    Nickname,
    /// <summary>Another spelling or another language's form: Mohammed and Mohamed, Sergey and Sergei.</summary>
    Variant,
    /// <summary>An abbreviation: Ma. for Maria, Rdz. for Rodriguez, Intl for International.</summary>
    Abbreviation,
}

/// <summary>Families of words that stand for each other, read from <c>kin.txt</c>. A word may be in many families.</summary>
internal static class Kin
{
    private static readonly FrozenDictionary<string, int[]> Families = Read();

    private static readonly int[] None = [];

    /// <summary>The families of a word; the low two bits of each number say the kind.</summary>
    public static int[] Of(string word) => Families.GetValueOrDefault(word, None);

    /// <summary>The closest kinship of two words.</summary>
    public static KinKind Between(int[] left, int[] right)
    {
        var best = 0;
        foreach (var a in left)
            foreach (var b in right)
                if (a == b && (a & 3) > best) best = a & 3;
        return (KinKind)best;
    }

    private static FrozenDictionary<string, int[]> Read()
    {
        var families = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in Tables.Lines("kin.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var kind = line[..colon] switch { "nickname" => KinKind.Nickname, "variant" => KinKind.Variant, _ => KinKind.Abbreviation };
            number++;
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!families.TryGetValue(word, out var list)) families[word] = list = [];
                list.Add((number << 2) | (int)kind);
            }
        }

        return families.ToFrozenDictionary(p => p.Key, p => p.Value.ToArray());
    }
}

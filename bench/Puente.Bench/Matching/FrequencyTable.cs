using System.Text;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Bench.Matching;

/// <summary>Counts the words of public lists into the table that ships with the library. Only words with a count: no name of anybody.</summary>
internal static class FrequencyTable
{
    private const int Least = 5;

    public static void Write(string path)
    {
        var counts = new SortedDictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var entry in OfacFiles.Read(Path.Combine(LabelledPairs.Data, "sanctions", "ofac-2021-07")).Entries)
            foreach (var name in entry.Names.Where(n => n.Kind != ListedNameKind.Weak))
                Count(counts, name.Text, entry.Kind);
        foreach (var row in LabelledPairs.Rows("matching/yente/negatives_us.csv.gz").Skip(1))
        {
            Words(counts, row[1] + " " + row[2], 0);
            Words(counts, row[3], 1);
        }

        var text = new StringBuilder("# How often words occur as given name, as surname, in organisations. Counted on the OFAC SDN list of July 2021 (public domain) and on\n# the synthetic persons of opensanctions/yente (MIT); words seen fewer than five times are left out. Written by the benchmark matching-frequencies.\n");
        foreach (var (word, count) in counts.Where(c => c.Value.Sum() >= Least && c.Key.Length > 1 && c.Key.All(char.IsAsciiLetter)))
            text.Append(word).Append(' ').Append(count[0]).Append(' ').Append(count[1]).Append(' ').Append(count[2]).Append('\n');
        File.WriteAllText(path, text.ToString());
    }

    private static void Count(SortedDictionary<string, int[]> counts, string name, NameKind kind)
    {
        if (kind != NameKind.Person)
        {
            Words(counts, name, 2);
            return;
        }

        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0) return;
        Words(counts, name[..comma], 1);
        Words(counts, name[(comma + 1)..], 0);
    }

    private static void Words(SortedDictionary<string, int[]> counts, string text, int column)
    {
        foreach (var word in RawWords.Of(text, false).Words)
        {
            if (!counts.TryGetValue(word.Text, out var count)) counts[word.Text] = count = new int[3];
            count[column]++;
        }
    }
}

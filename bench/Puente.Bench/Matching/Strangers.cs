using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Bench.Matching;

/// <summary>
/// Different persons and organisations whose names share two words: entries of the OFAC list with different numbers, and synthetic
/// persons of whom each is somebody else. The labelled sets hold too few of them to teach how little a common given name and surname say.
/// </summary>
internal static class Strangers
{
    public const string Set = "strangers";

    public static List<LabelledPair> Read(NameMatcher matcher, int each)
    {
        var entries = OfacFiles.Read(Path.Combine(LabelledPairs.Data, "sanctions", "ofac-2021-07")).Entries;
        var listed = entries.Where(e => e.Kind == NameKind.Person).Select(e => (e.Id, e.Names[0].Text)).ToList();
        var firms = entries.Where(e => e.Kind == NameKind.Organisation).Select(e => (e.Id, e.Names[0].Text)).ToList();
        var made = LabelledPairs.Rows("matching/yente/negatives_us.csv.gz").Skip(1).Select((r, i) => (Id: "y" + i, Text: r[0])).ToList();
        return [.. Pairs(listed, NameKind.Person, matcher, each, 7), .. Pairs(made, NameKind.Person, matcher, each, 11), .. Pairs(firms, NameKind.Organisation, matcher, each / 3, 13)];
    }

    private static IEnumerable<LabelledPair> Pairs(List<(string Id, string Text)> names, NameKind kind, NameMatcher matcher, int many, int seed)
    {
        var bySharing = new Dictionary<(string, string), List<(string Id, string Text)>>();
        foreach (var name in names)
        {
            var words = matcher.Prepare(name.Text, kind).Words.Select(w => w.Text).Distinct().Order(StringComparer.Ordinal).ToList();
            for (var i = 0; i < words.Count; i++)
                for (var j = i + 1; j < words.Count; j++)
                {
                    if (!bySharing.TryGetValue((words[i], words[j]), out var list)) bySharing[(words[i], words[j])] = list = [];
                    list.Add(name);
                }
        }

        var random = new Random(seed);
        var groups = bySharing.Where(g => g.Value.Count > 1).OrderBy(g => g.Key.Item1, StringComparer.Ordinal).ThenBy(g => g.Key.Item2, StringComparer.Ordinal).Select(g => g.Value).ToArray();
        random.Shuffle(groups);
        foreach (var group in groups.Take(many))
        {
            var first = random.Next(group.Count);
            var second = (first + 1 + random.Next(group.Count - 1)) % group.Count;
            if (group[first].Id != group[second].Id && !matcher.Prepare(group[first].Text, kind).Folded.Equals(matcher.Prepare(group[second].Text, kind).Folded, StringComparison.Ordinal))
                yield return new LabelledPair(Set, kind == NameKind.Person ? "Person" : "Company", "", "", group[first].Text, group[second].Text, false);
        }
    }
}

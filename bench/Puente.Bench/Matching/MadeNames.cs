using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Bench.Matching;

/// <summary>Names for the load runs: a list of 50,000, any number of invented names, and noise as clerks make it. Seeded.</summary>
internal sealed class MadeNames
{
    private readonly string[] _given;
    private readonly string[] _surnames;

    public MadeNames()
    {
        var rows = LabelledPairs.Rows("matching/yente/negatives_us.csv.gz").Skip(1).ToList();
        _given = [.. rows.SelectMany(r => new[] { r[1], r[2] }).Where(Latin).Distinct()];
        _surnames = [.. rows.Select(r => r[3]).Where(Latin).Distinct()];
    }

    /// <summary>The OFAC list under all its names, filled up to so many names with synthetic persons who are on no list.</summary>
    public static ScreeningList List(int names)
    {
        var ofac = OfacFiles.Read(Path.Combine(LabelledPairs.Data, "sanctions", "ofac-2021-07"));
        var held = ofac.Entries.Sum(e => e.Names.Count);
        var more = LabelledPairs.Rows("matching/yente/negatives_us.csv.gz").Skip(1).Take(names - held)
            .Select((r, i) => new ListEntry { Id = "y" + i, Kind = NameKind.Person, Names = [new ListedName(r[0], ListedNameKind.Primary)] });
        return new ScreeningList("OFAC and synthetic persons", [.. ofac.Entries, .. more], []);
    }

    /// <summary>A person's name: one or two given names and two surnames.</summary>
    public string Person(Random random) =>
        $"{_given[random.Next(_given.Length)]}{(random.Next(3) == 0 ? " " + _given[random.Next(_given.Length)] : "")} {_surnames[random.Next(_surnames.Length)]} {_surnames[random.Next(_surnames.Length)]}";

    /// <summary>Persons of a store: one in ten is a record of an earlier person, written with noise.</summary>
    public List<LinkageRecord> Store(int many, NameMatcher matcher)
    {
        var random = new Random(5);
        var (texts, births) = (new List<string>(many), new List<PartialDate>(many));
        var records = new List<LinkageRecord>(many);
        for (var i = 0; i < many; i++)
        {
            var again = i > 10 && random.Next(10) == 0 ? random.Next(i) : -1;
            texts.Add(again < 0 ? Person(random) : Noisy(texts[again], random));
            births.Add(again < 0 ? new PartialDate(1930 + random.Next(75), 1 + random.Next(12), 1 + random.Next(28)) : births[again]);
            records.Add(new LinkageRecord(i.ToString(System.Globalization.CultureInfo.InvariantCulture), matcher.Prepare(texts[i], NameKind.Person), births[i]));
        }

        return records;
    }

    /// <summary>One to two mistakes: a letter left out, doubled, swapped or misread, words turned round, a word dropped, accents lost.</summary>
    public static string Noisy(string name, Random random)
    {
        for (var times = 1 + random.Next(2); times > 0; times--)
        {
            var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var at = random.Next(words.Length);
            var word = words[at];
            var letter = word.Length > 2 ? 1 + random.Next(word.Length - 2) : 0;
            switch (random.Next(6))
            {
                case 0 when word.Length > 4: words[at] = word.Remove(letter, 1); break;
                case 1: words[at] = word.Insert(letter, word[letter].ToString()); break;
                case 2 when word.Length > 4: words[at] = word[..letter] + word[letter + 1] + word[letter] + word[(letter + 2)..]; break;
                case 3 when word.Length > 4: words[at] = word[..letter] + (char)('a' + random.Next(26)) + word[(letter + 1)..]; break;
                case 4: words = [.. words[1..], words[0]]; break;
                default: if (words.Length > 3) words = [.. words.Where((_, i) => i != words.Length - 1)]; break;
            }

            name = string.Join(' ', words);
        }

        return name;
    }

    private static bool Latin(string text) => text.Length > 1 && text.All(c => c < 0x250 && (char.IsLetter(c) || c is ' ' or '-'));
}

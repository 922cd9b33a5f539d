using System.Globalization;
using System.Text;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Bench;

/// <summary>Invented persons whose names are drawn as often as they occur, and what clerks make of them.</summary>
internal sealed class MatchingWorld
{
    private static readonly string[] Alike = ["bv", "sz", "sc", "jg", "yi", "kc", "mn", "td"];
    private readonly Random _random;
    private readonly Lot _given;
    private readonly Lot _surnames;

    public MatchingWorld(int seed)
    {
        _random = new Random(seed);
        var words = Tables.Lines("frequencies.txt").Select(l => l.Split(' ')).Where(p => p[0].Length > 2 && p[0].All(char.IsAsciiLetterLower))
            .Select(p => (Word: p[0], Given: int.Parse(p[1], CultureInfo.InvariantCulture), Surname: int.Parse(p[2], CultureInfo.InvariantCulture))).ToList();
        _given = new Lot([.. words.Where(w => w.Given > w.Surname).Select(w => (w.Word, w.Given))]);
        _surnames = new Lot([.. words.Where(w => w.Surname >= w.Given && w.Surname > 1).Select(w => (w.Word, w.Surname))]);
    }

    /// <summary>A person: one or two given names and two surnames, of which a third invented so that there are as many as in life.</summary>
    public string Name()
    {
        var given = _random.Next(3) == 0 ? $"{_given.Draw(_random)} {_given.Draw(_random)}" : _given.Draw(_random);
        return $"{given} {Surname()} {Surname()}";
    }

    /// <summary>A day of birth.</summary>
    public PartialDate Birth() => new(1940 + _random.Next(65), 1 + _random.Next(12), 1 + _random.Next(28));

    /// <summary>The same person as another clerk writes it: one or two of surname first, second surname lost, second given name lost, slips of the pen, sounds.</summary>
    public string Written(string name)
    {
        for (var times = 1 + _random.Next(2); times > 0; times--)
        {
            var words = name.Replace(",", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            name = _random.Next(6) switch
            {
                0 when words.Length > 3 => string.Join(' ', words[..^1]),
                1 when words.Length == 4 => string.Join(' ', [words[0], .. words[2..]]),
                2 when words.Length > 2 => $"{string.Join(' ', words[^2..]).ToUpperInvariant()}, {string.Join(' ', words[..^2])}",
                3 => Sound(name),
                _ => Slip(name),
            };
        }

        return name;
    }

    /// <summary>A slip in one figure of a date, or none at all.</summary>
    public PartialDate? Written(PartialDate birth) => _random.Next(20) switch
    {
        0 => null,
        1 => birth with { Day = 1 + (birth.Day % 28) },
        _ => birth,
    };

    /// <summary>A list of this many entries: the public one first, then invented ones.</summary>
    public ScreeningList List(string shared, int entries)
    {
        var list = OfacFiles.Read(Path.Combine(shared, "data", "sanctions", "ofac-2021-07"));
        var more = Enumerable.Range(0, Math.Max(0, entries - list.Entries.Count)).Select(i => new ListEntry { Id = $"i{i}", Kind = NameKind.Person, Names = [new ListedName(Name(), ListedNameKind.Primary)] });
        return new ScreeningList("50,000", [.. list.Entries, .. more], []);
    }

    /// <summary>A whole number below another.</summary>
    public int Below(int end) => _random.Next(end);

    private string Surname() => _random.Next(3) > 0 ? _surnames.Draw(_random) : _surnames.Draw(_random) is var stem && stem.Length > 4 ? stem[..^2] + Ending() : stem;

    private string Ending() => $"{"aeiou"[_random.Next(5)]}{"rnldmst"[_random.Next(7)]}{"aeio"[_random.Next(4)]}";

    private string Slip(string name)
    {
        var at = 1 + _random.Next(Math.Max(1, name.Length - 2));
        if (name[at] == ' ' || name[at] == ',') return name;
        var letter = (char)('a' + _random.Next(26));
        return _random.Next(4) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, letter.ToString()),
            2 when at + 1 < name.Length && name[at + 1] != ' ' => string.Concat(name.AsSpan(0, at), name.AsSpan(at + 1, 1), name.AsSpan(at, 1), name.AsSpan(at + 2)),
            _ => string.Concat(name.AsSpan(0, at), letter.ToString(), name.AsSpan(at + 1)),
        };
    }

    private string Sound(string name)
    {
        var text = new StringBuilder(name);
        for (var tries = 0; tries < 20; tries++)
        {
            var at = _random.Next(text.Length);
            if (Array.Find(Alike, p => p.Contains(text[at], StringComparison.Ordinal)) is not { } pair) continue;
            text[at] = pair[0] == text[at] ? pair[1] : pair[0];
            break;
        }

        return text.ToString();
    }

    /// <summary>Words drawn as often as they were counted.</summary>
    private sealed class Lot
    {
        private readonly string[] _words;
        private readonly long[] _until;

        public Lot((string Word, int Count)[] words)
        {
            (_words, _until) = ([.. words.Select(w => w.Word)], new long[words.Length]);
            var sum = 0L;
            for (var i = 0; i < words.Length; i++) _until[i] = sum += words[i].Count;
        }

        public string Draw(Random random)
        {
            var at = Array.BinarySearch(_until, random.NextInt64(_until[^1]));
            return _words[at >= 0 ? at + 1 : ~at];
        }
    }
}

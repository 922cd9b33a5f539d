using System.Globalization;
using System.Text;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Places;

/// <summary>
/// The states, counties, municipalities and ports of entry of the two countries, with their codes and a point in each. It is a part of the
/// program and needs no network. What each table rests on stands in its head.
/// </summary>
public static class Gazetteer
{
    private static readonly Lazy<IReadOnlyList<NamedPlace>> s_all = new(() => [.. ReadStates(), .. ReadDistricts("us-counties", "us"), .. ReadDistricts("mx-municipalities", "mx"), .. ReadPorts()]);
    private static readonly Lazy<Dictionary<string, List<(NamedPlace Place, IReadOnlyList<string> Words)>>> s_byWord = new(ByWord);
    private static readonly Lazy<ILookup<string, NamedPlace>> s_byCode = new(() => All.ToLookup(p => p.Code, StringComparer.Ordinal));

    /// <summary>Every place: states, then counties and municipalities, then ports.</summary>
    public static IReadOnlyList<NamedPlace> All => s_all.Value;

    /// <summary>
    /// The places that a code may mean. Five digits may be a county of the United States and a municipality of Mexico alike: without a country
    /// both are given.
    /// </summary>
    /// <param name="code">FIPS code, INEGI key or CBP port code.</param>
    /// <param name="country">"us", "mx", or null for both.</param>
    public static IReadOnlyList<NamedPlace> ByCode(string code, string? country = null)
    {
        ArgumentNullException.ThrowIfNull(code);
        return [.. s_byCode.Value[code.Trim()].Where(p => country is null || p.Country == country)];
    }

    /// <summary>The state of a place.</summary>
    public static NamedPlace StateOf(NamedPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Level == PlaceLevel.State ? place : s_byCode.Value[place.State].First(p => p.Level == PlaceLevel.State && p.Country == place.Country);
    }

    /// <summary>The states that a name, abbreviation or code may mean.</summary>
    public static IReadOnlyList<NamedPlace> States(string text, string? country = null)
    {
        var words = Fold.Words(text ?? "");
        if (words.Count == 0) return [];
        var joined = string.Concat(words);
        return
        [
            .. All.Where(p => p.Level == PlaceLevel.State && (country is null || p.Country == country)
                && (p.Code == text!.Trim() || string.Concat(Fold.Words(p.Abbreviation)) == joined || IsNamed(p.Name, words) || p.Country == "mx" && IsFormer(p.Code, joined))),
        ];
    }

    /// <summary>
    /// The counties and municipalities of a state that a name may mean. "County", "Parish", "Municipio de" and the like may stand or be missing.
    /// </summary>
    public static IReadOnlyList<NamedPlace> Districts(string name, NamedPlace state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var words = Bare(Fold.Words(name ?? ""));
        if (words.Count == 0) return [];
        var all = All.Where(p => p.Level == PlaceLevel.District && p.Country == state.Country && p.State == state.Code).ToList();
        var equal = all.Where(p => Fold.Words(p.Name).SequenceEqual(words)).ToList();
        return equal.Count > 0 ? equal : [.. all.Where(p => Bare(Fold.Words(p.Name)).SequenceEqual(words))];
    }

    /// <summary>
    /// Places whose name has every word asked for, the last word being possibly unfinished, or that bear the code asked for. States come first,
    /// then ports, then counties and municipalities; within each, whole names before parts.
    /// </summary>
    /// <param name="text">Words or a code; a word may also be the state's name or abbreviation ("nogales son").</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<NamedPlace> Find(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Fold.Words(text);
        if (words.Count == 0 || most <= 0) return [];
        var codes = words.Count == 1 ? ByCode(words[0]) : [];
        var found = words.Select(Candidates).MinBy(c => c.Count)!
            .Where(c => words.Index().All(w => c.Words.Any(p => Meets(p, w.Item, w.Index == words.Count - 1))))
            .DistinctBy(c => c.Place)
            .OrderBy(c => Rank(c.Place, words)).ThenBy(c => c.Place.Name.Length).ThenBy(c => c.Place.Country, StringComparer.Ordinal).ThenBy(c => c.Place.Code, StringComparer.Ordinal)
            .Select(c => c.Place);
        return [.. codes.Concat(found).Distinct().Take(most)];
    }

    /// <summary>Entries under a word; for a word that may be unfinished, under all that begin with it.</summary>
    private static List<(NamedPlace Place, IReadOnlyList<string> Words)> Candidates(string word) =>
        [.. s_byWord.Value.Where(e => e.Key.StartsWith(word, StringComparison.Ordinal)).SelectMany(e => e.Value)];

    private static bool Meets(string word, string asked, bool mayGoOn) => mayGoOn ? word.StartsWith(asked, StringComparison.Ordinal) : word == asked;

    /// <summary>A place that is named whole stands before one that is named in part, and one that only lies across from what is named last.</summary>
    private static int Rank(NamedPlace place, IReadOnlyList<string> asked)
    {
        var (name, state) = (Fold.Words(place.Name), StateOf(place));
        var own = asked.TakeWhile(w => name.Any(n => n.StartsWith(w, StringComparison.Ordinal))).ToList();
        var of = Fold.Words(state.Name).Append(string.Concat(Fold.Words(state.Abbreviation)));
        var whole = own.Count == 0 ? 9 : name.SequenceEqual(own) ? 0 : name.Take(own.Count).SequenceEqual(own) ? 3 : 6;
        return whole + (place.Level switch { PlaceLevel.State => 0, PlaceLevel.Port => 1, _ => 2 }) + (asked.Skip(own.Count).All(w => of.Any(s => s.StartsWith(w, StringComparison.Ordinal))) ? 0 : 12);
    }

    private static bool IsNamed(string name, IReadOnlyList<string> words)
    {
        var whole = Fold.Words(name);
        // Coahuila de Zaragoza is called Coahuila; so are Michoacán and Veracruz.
        return whole.SequenceEqual(words) || whole.Count > words.Count && whole[words.Count] == "de" && whole.Take(words.Count).SequenceEqual(words);
    }

    /// <summary>Names that older papers use: Distrito Federal until 2016 (Constitution, decree of 29 January 2016), Estado de México.</summary>
    private static bool IsFormer(string code, string joined) => (code, joined) is ("09", "distritofederal" or "df" or "mexicocity") or ("15", "estadodemexico" or "edomex");

    private static List<string> Bare(IReadOnlyList<string> words)
    {
        var bare = words.SkipWhile(w => w is "municipio" or "mpio" or "delegacion" or "alcaldia" or "de").ToList();
        while (bare.Count > 1 && bare[^1] is "county" or "parish" or "borough" or "municipality" or "condado") bare.RemoveAt(bare.Count - 1);
        return bare;
    }

    private static Dictionary<string, List<(NamedPlace Place, IReadOnlyList<string> Words)>> ByWord()
    {
        var of = new Dictionary<string, List<(NamedPlace, IReadOnlyList<string>)>>(StringComparer.Ordinal);
        foreach (var place in All)
        {
            var state = StateOf(place);
            IReadOnlyList<string> words = [.. Fold.Words(place.Name).Concat(Fold.Words(state.Name)).Append(string.Concat(Fold.Words(state.Abbreviation))).Concat(Fold.Words(place.Across ?? "")).Distinct()];
            foreach (var word in words)
            {
                if (!of.TryGetValue(word, out var there)) of[word] = there = [];
                there.Add((place, words));
            }
        }

        return of;
    }

    private static IEnumerable<NamedPlace> ReadStates() =>
        Rows("states").Select(r => new NamedPlace(r[0] == "US" ? "us" : "mx", r[1], PlaceLevel.State, r[2], r[1], r[3], At(r[4], r[5])));

    private static IEnumerable<NamedPlace> ReadDistricts(string table, string country) =>
        Rows(table).Select(r => new NamedPlace(country, r[0], PlaceLevel.District, r[1], r[0][..2], "", At(r[2], r[3])));

    private static IEnumerable<NamedPlace> ReadPorts()
    {
        var states = ReadStates().Where(s => s.Country == "us").ToDictionary(s => s.Abbreviation, s => s.Code, StringComparer.Ordinal);
        return Rows("ports").Select(r => new NamedPlace("us", r[0], PlaceLevel.Port, r[1], states[r[2]], "", At(r[3], r[4]), r[5]));
    }

    private static GeoPoint? At(string latitude, string longitude) =>
        latitude.Length == 0 ? null : new GeoPoint(double.Parse(latitude, CultureInfo.InvariantCulture), double.Parse(longitude, CultureInfo.InvariantCulture));

    private static IEnumerable<string[]> Rows(string table)
    {
        using var stream = typeof(Gazetteer).Assembly.GetManifestResourceStream($"Puente.Evidence.Places.Tables.{table}.tsv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) yield return line.Split('\t');
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using Puente.Evidence.Terms;
using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Sharing;

/// <summary>What an agency is by law; regimes name the functions that may hold a source.</summary>
/// <param name="Code">Lower case: <c>prosecutor</c>.</param>
/// <param name="Label">Its name on pages.</param>
public sealed record AgencyFunction(string Code, Label Label);

/// <summary>The legal regimes a node knows, read from <c>regimes.yaml</c>. Immutable.</summary>
public sealed class Regimes
{
    private static readonly Lazy<Regimes> TheStandard = new(ReadStandard);
    private readonly FrozenDictionary<string, Regime> _byCode;

    private Regimes(IReadOnlyList<AgencyFunction> functions, IReadOnlyList<Regime> all)
    {
        (Functions, All) = (functions, all);
        _byCode = all.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);
    }

    /// <summary>The product's own regimes: those of the United States and Mexico, and those of no country.</summary>
    public static Regimes Standard => TheStandard.Value;

    /// <summary>The functions an agency can have.</summary>
    public IReadOnlyList<AgencyFunction> Functions { get; }

    /// <summary>All regimes, in the order of the file.</summary>
    public IReadOnlyList<Regime> All { get; }

    /// <summary>The regime with this code, or null.</summary>
    public Regime? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>What a regime says on a day; null for an unknown code, which must be read as no access.</summary>
    public RegimeRule? Rule(string code, DateOnly day) => Find(code)?.On(day);

    /// <summary>
    /// The product's regimes with a node's own. A file may add regimes, and of the product's it may only tighten what they say; anything wider is a
    /// problem, <c>regime.loosens</c>.
    /// </summary>
    public static RegimesReading Load(IEnumerable<VocabularyFile> extra)
    {
        ArgumentNullException.ThrowIfNull(extra);
        var problems = new List<Problem>();
        var functions = new List<AgencyFunction>();
        var regimes = new List<Regime>();
        using (var standard = Resource.Open("regimes.yaml"))
            Read(new VocabularyFile("regimes.yaml", standard), functions, regimes, null, problems);
        var own = regimes.ToDictionary(r => r.Code, StringComparer.Ordinal);
        foreach (var file in extra) Read(file, functions, regimes, own, problems);
        return problems.Count > 0 ? new RegimesReading(null, problems) : new RegimesReading(new Regimes(functions, regimes), []);
    }

    private static Regimes ReadStandard() =>
        Load([]) is { Regimes: { } standard } ? standard : throw new InvalidOperationException("regimes.yaml: " + string.Join("; ", Load([]).Problems));

    /// <summary>Reads one file. <paramref name="standard"/> is what a node's file may only tighten; null while the product's own is read.</summary>
    private static void Read(VocabularyFile file, List<AgencyFunction> functions, List<Regime> regimes, Dictionary<string, Regime>? standard, ICollection<Problem> problems)
    {
        var page = new YamlPage(file.Name, problems);
        if (page.Open(file.Text) is not { } top) return;
        if (standard is null)
        {
            page.Allow(top, "functions", "regimes");
            if (page.Map(top, "functions") is { } listed)
                foreach (var (code, _, label) in page.Entries(listed)) functions.Add(new AgencyFunction(code, page.Label(label, code)));
        }
        else
        {
            page.Allow(top, "regimes");
        }

        if (page.Map(top, "regimes") is not { } map) return;
        foreach (var (code, at, value) in page.Entries(map))
        {
            if (value is not YamlMappingNode body)
            {
                page.Report(at, code, "yaml.mapping-wanted");
                continue;
            }

            var old = standard?.GetValueOrDefault(code);
            if (old is null && regimes.Exists(r => r.Code == code))
            {
                page.Report(at, code, "vocabulary.redefined", ("code", code));
                continue;
            }

            var regime = ReadRegime(page, code, at, body, functions, old);
            if (old is null) regimes.Add(regime);
            else if (CoversEveryDay(regime.Rules) && RegimeRule.Loosened(old, regime) is { } field) page.Report(at, code, "regime.loosens", ("code", code), ("field", field));
            else regimes[regimes.IndexOf(old)] = regime;
        }
    }

    private static Regime ReadRegime(YamlPage page, string code, YamlNode at, YamlMappingNode map, List<AgencyFunction> functions, Regime? old)
    {
        page.Allow(map, old is null ? ["label", "country", "rules"] : ["rules"]);
        var rules = new List<RegimeRule>();
        if (YamlPage.Node(map, "rules") is YamlSequenceNode list)
            foreach (var node in list.Children)
                if (node is YamlMappingNode rule) rules.Add(ReadRule(page, code, rule, functions));
                else page.Report(node, "rules", "yaml.mapping-wanted");
        if (!CoversEveryDay(rules)) page.Report(at, "rules", "regime.days-not-covered", ("code", code));
        return old is null ? new Regime(code, page.Text(map, "country"), page.Label(map, "label"), rules) : old with { Rules = rules };
    }

    private static RegimeRule ReadRule(YamlPage page, string code, YamlMappingNode map, List<AgencyFunction> functions)
    {
        page.Allow(map, "from", "until", "widest", "holders", "foreign-holders", "foreign-order", "existence-confidential",
            "review-after", "destroy-after", "citation", "checked", "note");
        var holders = Functions("holders");
        var rule = new RegimeRule(
            code, page.Day(map, "from"), page.Day(map, "until"), page.Choose(map, "widest", Circle.Unit), holders,
            page.Flag(map, "foreign-order"), page.Flag(map, "existence-confidential"),
            page.Span(map, "review-after"), page.Span(map, "destroy-after"), page.Needed(map, "citation"))
        {
            ForeignFunctions = YamlPage.Node(map, "foreign-holders") is null ? holders : Functions("foreign-holders"),
            Note = YamlPage.Node(map, "note") is { } note ? page.Label(note, "note") : null,
            Checked = page.Flag(map, "checked"),
        };
        if (YamlPage.Node(map, "widest") is null) page.Report(map, "widest", "yaml.key-missing", ("key", "widest"));
        return rule;

        ImmutableArray<string> Functions(string key)
        {
            var words = page.Words(map, key);
            foreach (var word in words)
                if (!functions.Exists(f => f.Code == word)) page.Report(YamlPage.Node(map, key)!, key, "regime.function-unknown", ("function", word));
            return [.. words];
        }
    }

    /// <summary>Every day has exactly one rule: the first is open to the past, the last to the future, and each begins where the other ends.</summary>
    private static bool CoversEveryDay(IReadOnlyList<RegimeRule> rules)
    {
        if (rules.Count == 0 || rules[0].From is not null || rules[^1].Until is not null) return false;
        for (var i = 1; i < rules.Count; i++)
            if (rules[i - 1].Until is not { } last || rules[i].From != last.AddDays(1)) return false;
        return true;
    }
}

/// <summary>What came of reading files of regimes: the regimes, or the problems.</summary>
public sealed record RegimesReading(Regimes? Regimes, IReadOnlyList<Problem> Problems);

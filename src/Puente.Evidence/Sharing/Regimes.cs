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

    /// <summary>Reads a file of regimes; null, with the problems, when anything in it is wrong.</summary>
    internal static Regimes? Read(string name, TextReader text, ICollection<Problem> problems)
    {
        var before = problems.Count;
        var page = new YamlPage(name, problems);
        if (page.Open(text) is not { } top) return null;
        page.Allow(top, "functions", "regimes");
        var functions = new List<AgencyFunction>();
        if (page.Map(top, "functions") is { } listed)
            foreach (var (code, _, label) in page.Entries(listed)) functions.Add(new AgencyFunction(code, page.Label(label, code)));
        var regimes = new List<Regime>();
        if (page.Map(top, "regimes") is { } map)
            foreach (var (code, at, value) in page.Entries(map))
                if (value is YamlMappingNode body) regimes.Add(ReadRegime(page, code, at, body, functions));
                else page.Report(at, code, "yaml.mapping-wanted");
        return problems.Count > before ? null : new Regimes(functions, regimes);
    }

    private static Regimes ReadStandard()
    {
        var problems = new List<Problem>();
        using var text = Resource.Open("regimes.yaml");
        return Read("regimes.yaml", text, problems) ?? throw new InvalidOperationException("regimes.yaml: " + string.Join("; ", problems));
    }

    private static Regime ReadRegime(YamlPage page, string code, YamlNode at, YamlMappingNode map, List<AgencyFunction> functions)
    {
        page.Allow(map, "label", "country", "rules");
        var rules = new List<RegimeRule>();
        if (YamlPage.Node(map, "rules") is YamlSequenceNode list)
            foreach (var node in list.Children)
                if (node is YamlMappingNode rule) rules.Add(ReadRule(page, code, rule, functions));
                else page.Report(node, "rules", "yaml.mapping-wanted");
        if (!CoversEveryDay(rules)) page.Report(at, "rules", "regime.days-not-covered", ("code", code));
        return new Regime(code, page.Text(map, "country"), page.Label(map, "label"), rules);
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
    private static bool CoversEveryDay(List<RegimeRule> rules)
    {
        if (rules.Count == 0 || rules[0].From is not null || rules[^1].Until is not null) return false;
        for (var i = 1; i < rules.Count; i++)
            if (rules[i - 1].Until is not { } last || rules[i].From != last.AddDays(1)) return false;
        return true;
    }
}

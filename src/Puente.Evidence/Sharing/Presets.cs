using System.Collections.Frozen;
using System.Collections.Immutable;
using Puente.Evidence.Terms;
using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Sharing;

/// <summary>The presets a node offers, in the order of its files. Immutable.</summary>
public sealed class Presets
{
    private static readonly Lazy<Presets> TheStandard = new(() =>
        Load([]) is { Presets: { } presets } ? presets : throw new InvalidOperationException("presets.yaml: " + string.Join("; ", Load([]).Problems)));

    private readonly FrozenDictionary<string, Preset> _byCode;

    private Presets(IReadOnlyList<Preset> all) => (All, _byCode) = (all, all.ToFrozenDictionary(p => p.Code, StringComparer.Ordinal));

    /// <summary>The product's own presets.</summary>
    public static Presets Standard => TheStandard.Value;

    /// <summary>All presets.</summary>
    public IReadOnlyList<Preset> All { get; }

    /// <summary>The preset with this code, or null.</summary>
    public Preset? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The presets that agencies of a country are offered.</summary>
    public IEnumerable<Preset> For(string country) => All.Where(p => p.OfferedTo(country));

    /// <summary>The product's presets with a node's additions; none, with every problem found, when anything is wrong.</summary>
    public static PresetsReading Load(IEnumerable<VocabularyFile> extra, Regimes? regimes = null)
    {
        var problems = new List<Problem>();
        var presets = new List<Preset>();
        using (var standard = Resource.Open("presets.yaml"))
            Read(new VocabularyFile("presets.yaml", standard), regimes ?? Regimes.Standard, presets, problems);
        foreach (var file in extra) Read(file, regimes ?? Regimes.Standard, presets, problems);
        return problems.Count > 0 ? new PresetsReading(null, problems) : new PresetsReading(new Presets(presets), []);
    }

    private static void Read(VocabularyFile file, Regimes regimes, List<Preset> presets, List<Problem> problems)
    {
        var page = new YamlPage(file.Name, problems);
        if (page.Open(file.Text) is not { } top) return;
        page.Allow(top, "presets");
        if (page.Map(top, "presets") is not { } map) return;
        foreach (var (code, at, value) in page.Entries(map))
            if (value is not YamlMappingNode body) page.Report(value, code, "yaml.mapping-wanted");
            else if (presets.Exists(p => p.Code == code)) page.Report(at, code, "vocabulary.redefined", ("code", code));
            else presets.Add(ReadOne(page, code, body, regimes));
    }

    private static Preset ReadOne(YamlPage page, string code, YamlMappingNode map, Regimes regimes)
    {
        page.Allow(map, "label", "help", "daily", "country", "regime", "tlp", "national", "audience", "handling", "purposes", "actions", "review-after", "expires-after");
        var regime = page.Needed(map, "regime");
        if (regime.Length > 0 && regimes.Find(regime) is null)
            page.Report(YamlPage.Node(map, "regime")!, "regime", "preset.regime-unknown", ("regime", regime));
        if (YamlPage.Node(map, "tlp") is null) page.Report(map, "tlp", "yaml.key-missing", ("key", "tlp"));
        var actions = page.Words(map, "actions").Aggregate(Permission.None, (all, word) => all | page.Choose(YamlPage.Node(map, "actions")!, "actions", word, Permission.None));
        return new Preset
        {
            Code = code,
            Label = page.Label(map, "label"),
            Help = page.Label(map, "help"),
            Daily = page.Flag(map, "daily"),
            Country = page.Text(map, "country"),
            Regime = regime,
            Tlp = page.Choose(map, "tlp", Tlp.Red),
            National = page.Map(map, "national") is { } national
                ? page.Entries(national).ToImmutableDictionary(e => e.Key, e => page.Text(national, e.Key) ?? "") : ImmutableDictionary<string, string>.Empty,
            Audience = [.. page.Words(map, "audience").Select(w => ReadGrant(page, YamlPage.Node(map, "audience")!, w)).OfType<PresetGrant>()],
            Handling = page.Words(map, "handling").Aggregate(Handling.None, (all, word) => all | page.Choose(YamlPage.Node(map, "handling")!, "handling", word, Handling.None)),
            Purposes = [.. page.Words(map, "purposes")],
            Actions = YamlPage.Node(map, "actions") is null ? Permission.All : actions,
            ReviewAfter = page.Span(map, "review-after"),
            ExpiresAfter = page.Span(map, "expires-after"),
        };
    }

    /// <summary>Reads <c>country:$partner redacted source place</c>.</summary>
    private static PresetGrant? ReadGrant(YamlPage page, YamlNode at, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var colon = words[0].IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || words.Length < 2)
        {
            page.Report(at, "audience", "preset.audience-form", ("line", line));
            return null;
        }

        var fields = words.Skip(2).Aggregate(Field.None, (all, word) => all | page.Choose(at, "audience", word, Field.None));
        var mode = page.Choose(at, "audience", words[1], Mode.None);
        if (mode == Mode.Redacted != (fields != Field.None)) page.Report(at, "audience", "preset.audience-form", ("line", line));
        return new PresetGrant(page.Choose(at, "audience", words[0][..colon], PrincipalKind.Officer), words[0][(colon + 1)..], mode, fields);
    }
}

/// <summary>What came of reading files of presets: the presets, or the problems.</summary>
public sealed record PresetsReading(Presets? Presets, IReadOnlyList<Problem> Problems);

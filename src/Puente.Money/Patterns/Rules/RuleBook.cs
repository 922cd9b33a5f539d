using System.Globalization;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.RepresentationModel;

namespace Puente.Money.Patterns.Rules;

/// <summary>The thresholds of law by place and day.</summary>
internal sealed class RuleBook(IReadOnlyList<Threshold> thresholds, string? country = null)
{
    private static readonly Lazy<IReadOnlyList<Threshold>> TheStandard = new(() => Read(OpenStandard()));

    /// <summary>No rules at all.</summary>
    public static RuleBook None { get; } = new([]);

    /// <summary>The product's own thresholds; for payments of one country where it is known.</summary>
    public static RuleBook Standard(string? country = null) => new(TheStandard.Value, country);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Threshold> All => thresholds;

    /// <summary>The thresholds that cash of a currency is screened against on a day.</summary>
    public IEnumerable<Threshold> For(string currency, LocalDate day) => thresholds.Where(t =>
        t.Currency == currency && t.InForce(day) && t.Screens != ThresholdScreens.Never && (country is null ? t.Screens == ThresholdScreens.Anywhere : t.Country == country));

    /// <summary>Reads a file of thresholds; throws <see cref="FormatException"/> where a line lacks something, because it ships with the product.</summary>
    public static IReadOnlyList<Threshold> Read(TextReader text)
    {
        var stream = new YamlStream();
        stream.Load(text);
        var map = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode).Children[new YamlScalarNode("thresholds")];
        return [.. map.Children.Select(c => One(((YamlScalarNode)c.Key).Value!, (YamlMappingNode)c.Value))];
    }

    private static Threshold One(string code, YamlMappingNode line)
    {
        string? Maybe(string key) => line.Children.TryGetValue(new YamlScalarNode(key), out var node) ? ((YamlScalarNode)node).Value : null;
        string Needed(string key) => Maybe(key) ?? throw new FormatException($"thresholds.yaml: {code} has no {key}.");
        LocalDate Day(string words) => LocalDatePattern.Iso.Parse(words).GetValueOrThrow();
        return new Threshold(code, Needed("country"), Needed("currency"), checked((long)(decimal.Parse(Needed("amount"), CultureInfo.InvariantCulture) * 100)), Needed("per") switch
        {
            "transaction" => ThresholdPer.Transaction,
            "business-day" => ThresholdPer.BusinessDay,
            "month" => ThresholdPer.Month,
            var other => throw new FormatException($"thresholds.yaml: {code} counts per {other}."),
        }, Day(Needed("from")), Maybe("until") is { } until ? Day(until) : null, Needed("above") == "yes", Needed("citation"), Needed("screens") switch
        {
            "anywhere" => ThresholdScreens.Anywhere,
            "located" => ThresholdScreens.Located,
            "never" => ThresholdScreens.Never,
            var other => throw new FormatException($"thresholds.yaml: {code} screens {other}."),
        }, Needed("checked"));
    }

    private static StreamReader OpenStandard()
    {
        var assembly = typeof(RuleBook).Assembly;
        return new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("thresholds.yaml", StringComparison.Ordinal)))!);
    }
}

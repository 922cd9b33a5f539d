using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using YamlDotNet.RepresentationModel;

namespace Puente.Money.Records.Plain;

/// <summary>What came of reading a mapping of transfers.</summary>
/// <param name="Mapping">Null when there are problems.</param>
/// <param name="Problems">Each with its line.</param>
public sealed record TransferMappingReading(TransferMapping? Mapping, IReadOnlyList<Problem> Problems);

/// <summary>Reads the YAML that says which columns of a plain file are what: <c>id: tran_id</c>, <c>from: [bank, account]</c>, <c>currency: { value: USD }</c>.</summary>
public sealed class TransferMappingReader
{
    private static readonly string[] FieldKeys = ["id", "from", "to", "account", "counterparty", "time", "amount", "debit", "credit", "currency", "received", "received_currency", "kind"];

    private static readonly string[] Known =
    [
        "mapping", "title", .. FieldKeys, "delimiter", "encoding", "preamble", "header", "decimal", "dates", "zone", "unit", "start", "rounding", "negative", "currencies", "decimals",
    ];

    private readonly List<Problem> _problems = [];
    private readonly YamlPage _page;

    private TransferMappingReader(string file) => _page = new YamlPage(file, _problems);

    /// <summary>Names of the mappings that ship with the product.</summary>
    public static IReadOnlyList<string> Shipped { get; } = ["amlsim", "amlsim-sample", "amlworld", "finbench"];

    /// <summary>Reads a mapping; what is wrong with it is listed.</summary>
    public static TransferMappingReading Read(string text, string file = "mapping.yaml")
    {
        var reader = new TransferMappingReader(file);
        using var source = new StringReader(text);
        var mapping = reader._page.Open(source) is { } top ? reader.Read(top) : null;
        return new TransferMappingReading(reader._problems.Count == 0 ? mapping : null, reader._problems);
    }

    /// <summary>A mapping that ships with the product, or null when none has this name.</summary>
    public static TransferMapping? Named(string name)
    {
        if (!Shipped.Contains(name)) return null;
        var assembly = typeof(TransferMappingReader).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(n => n.EndsWith($".Mappings.{name}.yaml", StringComparison.Ordinal));
        using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return Read(text.ReadToEnd(), name).Mapping ?? throw new InvalidOperationException($"The mapping {name} of the product does not read.");
    }

    private TransferMapping Read(YamlMappingNode top)
    {
        _page.Allow(top, Known);
        var fields = FieldKeys.ToDictionary(key => key, key => Field(top, key), StringComparer.Ordinal);
        var mapping = new TransferMapping
        {
            Id = fields["id"],
            From = fields["from"],
            To = fields["to"],
            Account = fields["account"],
            Counterparty = fields["counterparty"],
            Time = fields["time"],
            Amount = fields["amount"],
            Debit = fields["debit"],
            Credit = fields["credit"],
            Currency = fields["currency"],
            Received = fields["received"],
            ReceivedCurrency = fields["received_currency"],
            Kind = fields["kind"],
            Delimiter = Delimiter(top),
            Encoding = Encoding(top),
            Preamble = Number(top, "preamble", 1000),
            HasHeader = _page.Text(top, "header") is not "false",
            DecimalSign = Decimal(top),
            Dates = _page.Choose(top, "dates", DateOrder.YearFirst),
            Zone = Zone(top),
            Unit = YamlPage.Node(top, "unit") is null ? null : _page.Choose(top, "unit", TimeUnit.Text),
            Start = _page.Day(top, "start") ?? new DateOnly(1970, 1, 1),
            Rounding = _page.Choose(top, "rounding", Rounding.HalfEven),
            Negative = _page.Choose(top, "negative", Negative.Refuse),
            Currencies = Pairs(top, "currencies").ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase),
            Decimals = Pairs(top, "decimals").ToDictionary(p => p.Key, p => Digits(top, p.Value), StringComparer.Ordinal),
        };
        foreach (var key in Missing(mapping)) _page.Report(top, key, "yaml.key-missing", ("key", key));
        return mapping;
    }

    private static IEnumerable<string> Missing(TransferMapping mapping)
    {
        if (mapping.Time is null) yield return "time";
        if (mapping.Amount is null && (!mapping.OfOneAccount || mapping.Debit is null || mapping.Credit is null)) yield return "amount";
        if (mapping.OfOneAccount) yield break;
        if (mapping.From is null) yield return "from";
        if (mapping.To is null) yield return "to";
    }

    private Field? Field(YamlMappingNode top, string key)
    {
        switch (YamlPage.Node(top, key))
        {
            case null:
                return null;
            case YamlMappingNode map when YamlPage.Node(map, "value") is not null:
                _page.Allow(map, "value");
                return new Field([], Value: _page.Text(map, "value"));
            case YamlMappingNode map when YamlPage.Node(map, "columns") is YamlSequenceNode columns:
                _page.Allow(map, "columns", "join");
                return new Field([.. columns.Children.Select(c => Part(c, key)).OfType<FieldPart>()], _page.Text(map, "join") ?? ":");
            case YamlSequenceNode list:
                return new Field([.. list.Children.Select(c => Part(c, key)).OfType<FieldPart>()]);
            case var node:
                return Part(node, key) is { } part ? new Field([part]) : null;
        }
    }

    private FieldPart? Part(YamlNode node, string key)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } column }) return new FieldPart(column);
        if (node is YamlMappingNode map)
        {
            _page.Allow(map, "column", "unpad");
            return new FieldPart(_page.Needed(map, "column"), _page.Flag(map, "unpad"));
        }

        _page.Report(node, key, "yaml.words-wanted", ("key", key));
        return null;
    }

    private char Decimal(YamlMappingNode top)
    {
        var sign = _page.Text(top, "decimal") ?? ".";
        if (sign is "." or ",") return sign[0];
        _page.Report(top, "decimal", "mapping.decimal-sign", ("value", sign));
        return '.';
    }

    private string? Encoding(YamlMappingNode top)
    {
        var encoding = _page.Text(top, "encoding");
        if (encoding is not null && Encodings.ByName(encoding) is null) _page.Report(top, "encoding", "table.encoding-unknown", ("encoding", encoding));
        return encoding;
    }

    private string? Zone(YamlMappingNode top)
    {
        var zone = _page.Text(top, "zone");
        if (zone is not null && !Zones.Exists(zone)) _page.Report(top, "zone", "time.zone-unknown", ("zone", zone));
        return zone is "UTC" ? null : zone;
    }

    private char? Delimiter(YamlMappingNode top)
    {
        if (_page.Text(top, "delimiter") is not { } text) return null;
        if (text is "tab" or "\\t") return '\t';
        if (text.Length == 1 && text[0] < 128) return text[0];
        _page.Report(top, "delimiter", "mapping.delimiter", ("value", text));
        return null;
    }

    private int? Number(YamlMappingNode top, string key, int most)
    {
        if (_page.Text(top, key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most) return number;
        _page.Report(top, key, "mapping.number-wanted", ("value", text));
        return null;
    }

    private int Digits(YamlMappingNode top, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits <= 12) return digits;
        _page.Report(top, "decimals", "mapping.number-wanted", ("value", text));
        return 2;
    }

    private List<(string Key, string Value)> Pairs(YamlMappingNode top, string key) =>
        _page.Map(top, key) is { } map ? _page.Entries(map).Select(e => (e.Key, _page.Text(map, e.Key) ?? "")).DistinctBy(e => e.Item1, StringComparer.OrdinalIgnoreCase).ToList() : [];
}

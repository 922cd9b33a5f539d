using System.Globalization;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Import.Mappings;

/// <summary>What came of reading a mapping file.</summary>
/// <param name="Mapping">Null when there are problems.</param>
/// <param name="Problems">Each with its line.</param>
public sealed record MappingReading(Mapping? Mapping, IReadOnlyList<Problem> Problems);

/// <summary>Reads mapping files: the product's own form (<c>mapping:</c> at the top) and FollowTheMoney mappings (a dataset with <c>queries:</c>).</summary>
public sealed class MappingReader
{
    private readonly List<Problem> _problems = [];
    private readonly YamlPage _page;

    private MappingReader(string file) => _page = new YamlPage(file, _problems);

    /// <summary>Reads a mapping; what is wrong with it is listed, nothing is dropped silently.</summary>
    public static MappingReading Read(string text, string file = "mapping.yaml")
    {
        var reader = new MappingReader(file);
        using var source = new StringReader(text);
        var mapping = reader._page.Open(source) is { } top ? reader.Read(top) : null;
        return new MappingReading(reader._problems.Count == 0 ? mapping : null, reader._problems);
    }

    private Mapping? Read(YamlMappingNode top)
    {
        if (YamlPage.Node(top, "mapping") is not null)
            return ReadOwn(top);
        if (_page.Entries(top).FirstOrDefault() is { Key: { } name, Value: YamlMappingNode dataset } && YamlPage.Node(dataset, "queries") is not null)
            return ReadFollowTheMoney(name, dataset);
        _page.Report(top, "", "mapping.form-unknown");
        return null;
    }

    private Mapping ReadOwn(YamlMappingNode top)
    {
        _page.Allow(top, "mapping", "title", "file", "source", "entities", "facts", "passes", "dataset");
        var name = _page.Needed(top, "mapping");
        var passes = new List<Pass>();
        if (YamlPage.Node(top, "entities") is not null || YamlPage.Node(top, "facts") is not null)
            passes.Add(ReadPass(top, []));
        foreach (var pass in Maps(top, "passes"))
        {
            _page.Allow(pass, "filters", "filters_not", "entities", "facts");
            passes.Add(ReadPass(pass, Filters(pass)));
        }
        var dataset = _page.Map(top, "dataset");
        if (dataset is not null && passes.Count > 0)
            _page.Report(dataset, "dataset", "mapping.dataset-or-statements");
        return new Mapping(name, _page.Text(top, "title") ?? name)
        {
            File = _page.Map(top, "file") is { } file ? ReadFile(file) : new FileShape(),
            Source = _page.Map(top, "source") is { } source ? ReadSource(source) : new SourceTemplate(),
            Passes = passes,
            Dataset = dataset is null ? null : [.. _page.Entries(dataset).Select(e => new DatasetColumn(e.Key, _page.Choose(dataset, e.Key, DatasetType.Text)))],
        };
    }

    private Mapping ReadFollowTheMoney(string name, YamlMappingNode dataset)
    {
        _page.Allow(dataset, "label", "title", "info_url", "queries", "summary", "lang");
        var passes = new List<Pass>();
        foreach (var query in Maps(dataset, "queries"))
        {
            _page.Allow(query, "csv_url", "csv_urls", "filters", "filters_not", "entities");
            passes.Add(ReadPass(query, Filters(query)));
        }
        if (passes.Count == 0)
            _page.Report(dataset, "", "mapping.empty");
        return new Mapping(name, _page.Text(dataset, "label") ?? _page.Text(dataset, "title") ?? name) { Passes = passes };
    }

    private FileShape ReadFile(YamlMappingNode map)
    {
        _page.Allow(map, "format", "encoding", "delimiter", "preamble", "header", "sheet", "decimal", "dates", "zone");
        var decimals = _page.Text(map, "decimal") ?? ".";
        if (decimals is not ("." or ","))
            _page.Report(map, "decimal", "mapping.decimal-sign", ("value", decimals));
        var encoding = _page.Text(map, "encoding");
        if (encoding is not null && Encodings.ByName(encoding) is null)
            _page.Report(map, "encoding", "table.encoding-unknown", ("encoding", encoding));
        return new FileShape
        {
            Format = YamlPage.Node(map, "format") is null ? null : _page.Choose(map, "format", TableFormat.Delimited),
            Encoding = encoding,
            Delimiter = Delimiter(map),
            Preamble = Number(map, "preamble"),
            HasHeader = _page.Text(map, "header") is not "false",
            Sheet = _page.Text(map, "sheet"),
            DecimalSign = decimals[0],
            Dates = _page.Choose(map, "dates", DateOrder.YearFirst),
            Zone = Zone(map),
        };
    }

    private string? Zone(YamlMappingNode map)
    {
        var zone = _page.Text(map, "zone");
        if (zone is not null && !Zones.Exists(zone))
            _page.Report(map, "zone", "time.zone-unknown", ("zone", zone));
        return zone;
    }

    private char? Delimiter(YamlMappingNode map)
    {
        if (YamlPage.Node(map, "delimiter") is not YamlScalarNode { Value: { } text })
            return null;
        if (text is "tab" or "\\t")
            return '\t';
        if (text.Length == 1)
            return text[0];
        _page.Report(map, "delimiter", "mapping.delimiter", ("value", text));
        return null;
    }

    private int? Number(YamlMappingNode map, string key)
    {
        if (_page.Text(map, key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        _page.Report(map, key, "mapping.number-wanted", ("value", text));
        return null;
    }

    private SourceTemplate ReadSource(YamlMappingNode map)
    {
        _page.Allow(map, "title", "reference", "preset", "evaluation", "language", "published");
        var evaluation = _page.Text(map, "evaluation");
        if (evaluation is not null && !Records.Evaluation.TryParse(evaluation, out _))
            _page.Report(map, "evaluation", "mapping.evaluation", ("value", evaluation));
        var published = _page.Text(map, "published");
        if (published is not null && !When.Parse(published).IsOk)
            _page.Report(map, "published", "mapping.published", ("value", published));
        return new SourceTemplate
        {
            Title = _page.Text(map, "title"),
            Reference = _page.Text(map, "reference"),
            Preset = _page.Text(map, "preset"),
            Evaluation = evaluation,
            Language = _page.Text(map, "language"),
            Published = published,
        };
    }

    private List<RowFilter> Filters(YamlMappingNode pass)
    {
        var filters = new List<RowFilter>();
        foreach (var (key, not) in new[] { ("filters", false), ("filters_not", true) })
            if (_page.Map(pass, key) is { } map)
                foreach (var (column, _, _) in _page.Entries(map))
                    filters.Add(new RowFilter(column, _page.Words(map, column), not));
        return filters;
    }

    private Pass ReadPass(YamlMappingNode pass, IReadOnlyList<RowFilter> filters)
    {
        var values = new ValueReader(_page);
        var entities = new List<EntityMapping>();
        foreach (var (name, map) in Named(pass, "entities"))
        {
            _page.Allow(map, "kind", "schema", "key", "keys", "key_literal", "properties");
            var kind = _page.Text(map, "kind") ?? _page.Needed(map, "schema");
            if (values.Key(map) is not { } key)
            {
                _page.Report(map, name, "mapping.key-missing", ("entity", name));
                key = new KeyMapping([]);
            }
            entities.Add(new EntityMapping(name, kind, key, values.Properties(map, "properties"), (int)map.Start.Line));
        }
        var facts = new List<FactMapping>();
        foreach (var (name, map) in Named(pass, "facts"))
        {
            _page.Allow(map, "kind", "key", "from", "to", "item", "place", "at", "until", "amount", "currency", "details");
            facts.Add(new FactMapping(name, _page.Needed(map, "kind"), (int)map.Start.Line)
            {
                Key = values.Key(map),
                From = _page.Text(map, "from"),
                To = _page.Text(map, "to"),
                Item = _page.Text(map, "item"),
                Place = _page.Text(map, "place"),
                At = values.Value(map, "at"),
                Until = values.Value(map, "until"),
                Amount = values.Value(map, "amount"),
                Currency = values.Value(map, "currency"),
                Details = values.Properties(map, "details"),
            });
        }
        return new Pass(filters, entities, facts);
    }

    private IEnumerable<(string Name, YamlMappingNode Map)> Named(YamlMappingNode map, string key)
    {
        if (_page.Map(map, key) is not { } inner)
            yield break;
        foreach (var (name, at, value) in _page.Entries(inner))
            if (value is YamlMappingNode body)
                yield return (name, body);
            else
                _page.Report(at, name, "yaml.mapping-wanted");
    }

    private IEnumerable<YamlMappingNode> Maps(YamlMappingNode map, string key)
    {
        switch (YamlPage.Node(map, key))
        {
            case null:
                break;
            case YamlMappingNode one:
                yield return one;
                break;
            case YamlSequenceNode list:
                foreach (var item in list.Children)
                    if (item is YamlMappingNode inner)
                        yield return inner;
                    else
                        _page.Report(item, key, "yaml.mapping-wanted");
                break;
            case var other:
                _page.Report(other, key, "yaml.mapping-wanted");
                break;
        }
    }
}

using Puente.Evidence.Terms;
using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Import.Mappings;

/// <summary>Reads the values of a mapping file: a column's name, a list of them, or a mapping with settings.</summary>
internal sealed class ValueReader(YamlPage page)
{
    public KeyMapping? Key(YamlMappingNode map)
    {
        var node = YamlPage.Node(map, "key") ?? YamlPage.Node(map, "keys");
        var literal = page.Text(map, "key_literal");
        if (node is null)
            return null;
        if (node is not YamlMappingNode settings)
            return new KeyMapping(page.Words(map, YamlPage.Node(map, "key") is null ? "keys" : "key"), literal);
        page.Allow(settings, "columns", "scope");
        return new KeyMapping(page.Words(settings, "columns"), page.Text(settings, "scope") ?? literal);
    }

    public IReadOnlyList<PropertyMapping> Properties(YamlMappingNode map, string key)
    {
        if (page.Map(map, key) is not { } properties)
            return [];
        var read = new List<PropertyMapping>();
        foreach (var (name, at, _) in page.Entries(properties))
            if (Value(properties, name) is { } value)
                read.Add(new PropertyMapping(name, value, (int)at.Start.Line));
        return read;
    }

    public ValueMapping? Value(YamlMappingNode map, string key)
    {
        switch (YamlPage.Node(map, key))
        {
            case null:
                return null;
            case YamlMappingNode settings:
                return Settings(settings, key);
            default:
                return new ValueMapping { Columns = page.Words(map, key) };
        }
    }

    private ValueMapping Settings(YamlMappingNode map, string key)
    {
        page.Allow(map, "column", "columns", "literal", "literals", "template", "entity", "join", "split", "format", "date", "transforms", "required");
        var transforms = new List<Transform>();
        if ((page.Text(map, "format") ?? page.Text(map, "date")) is { } format)
            transforms.Add(new DateTransform(format));
        if (YamlPage.Node(map, "transforms") is YamlSequenceNode list)
            foreach (var item in list.Children)
                if (Transform(item, key) is { } transform)
                    transforms.Add(transform);
        if (page.Text(map, "split") is { } separator)
            transforms.Add(new SplitTransform(separator));
        var value = new ValueMapping
        {
            Columns = [.. page.Words(map, "column"), .. page.Words(map, "columns")],
            Literals = [.. page.Words(map, "literal"), .. page.Words(map, "literals")],
            Template = page.Text(map, "template"),
            Entity = page.Text(map, "entity"),
            Join = YamlPage.Node(map, "join") is YamlScalarNode { Value: { } join } ? join : null,
            Transforms = transforms,
            Required = page.Flag(map, "required"),
        };
        if (value.Columns.Count == 0 && value.Literals.Count == 0 && value.Template is null && value.Entity is null)
            page.Report(map, key, "mapping.value-missing", ("property", key));
        return value;
    }

    private Transform? Transform(YamlNode node, string key)
    {
        if (node is YamlScalarNode { Value: { } word })
            return new PlainTransform(page.Choose(node, key, word, PlainTransform.Change.Trim));
        if (node is not YamlMappingNode { Children.Count: 1 } map)
        {
            page.Report(node, key, "mapping.transform-form");
            return null;
        }
        var (name, at, value) = page.Entries(map).First();
        switch (name)
        {
            case "replace" when value is YamlMappingNode settings:
                page.Allow(settings, "pattern", "with");
                return Replace(settings, key);
            case "strip-prefix" when page.Text(map, name) is { } prefix:
                return new StripPrefixTransform(prefix);
            case "split" when page.Text(map, name) is { } separator:
                return new SplitTransform(separator);
            case "date" when page.Text(map, name) is { } format:
                return new DateTransform(format);
            case "number" when page.Text(map, name) is "." or ",":
                return new NumberTransform(page.Text(map, name)![0]);
            case "map" when value is YamlMappingNode pairs:
                return new MapTransform(page.Entries(pairs).ToDictionary(p => p.Key, p => (p.Value as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal));
            default:
                page.Report(at, key, "mapping.transform-unknown", ("transform", name));
                return null;
        }
    }

    private ReplaceTransform? Replace(YamlMappingNode settings, string key)
    {
        var pattern = page.Needed(settings, "pattern");
        try
        {
            return new ReplaceTransform(pattern, YamlPage.Node(settings, "with") is YamlScalarNode { Value: { } with } ? with : "");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            page.Report(settings, key, "mapping.pattern", ("pattern", pattern));
            return null;
        }
    }
}

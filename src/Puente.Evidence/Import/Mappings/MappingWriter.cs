using System.Globalization;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Time;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Import.Mappings;

/// <summary>Writes a mapping in the product's own form; reading it back gives an equal mapping.</summary>
public static class MappingWriter
{
    /// <summary>The YAML text.</summary>
    public static string Write(Mapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var top = new YamlMappingNode();
        Put(top, "mapping", mapping.Name);
        Put(top, "title", mapping.Title);
        Put(top, "file", File(mapping.File));
        Put(top, "source", Source(mapping.Source));
        if (mapping.Passes is [{ Filters.Count: 0 } only])
            PutPass(top, only);
        else if (mapping.Passes.Count > 0)
            top.Add("passes", new YamlSequenceNode(mapping.Passes.Select(Pass)));
        if (mapping.Dataset is { } columns)
            top.Add("dataset", new YamlMappingNode(columns.Select(c => KeyValuePair.Create<YamlNode, YamlNode>(Text(c.Name), Text(c.Type.ToString().ToLowerInvariant())))));
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(top)).Save(text, assignAnchors: false);
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    private static YamlMappingNode File(FileShape file)
    {
        var map = new YamlMappingNode();
        Put(map, "format", file.Format switch
        {
            TableFormat.Delimited => "delimited",
            TableFormat.Workbook => "workbook",
            TableFormat.JsonLines => "json-lines",
            TableFormat.Parquet => "parquet",
            _ => null,
        });
        Put(map, "encoding", file.Encoding);
        Put(map, "delimiter", file.Delimiter is { } d ? d == '\t' ? "tab" : d.ToString() : null);
        Put(map, "preamble", file.Preamble?.ToString(CultureInfo.InvariantCulture));
        Put(map, "header", file.HasHeader ? null : "false");
        Put(map, "sheet", file.Sheet);
        Put(map, "decimal", file.DecimalSign == '.' ? null : file.DecimalSign.ToString());
        Put(map, "dates", file.Dates switch { DateOrder.DayFirst => "day-first", DateOrder.MonthFirst => "month-first", _ => null });
        Put(map, "zone", file.Zone);
        return map;
    }

    private static YamlMappingNode Source(SourceTemplate source)
    {
        var map = new YamlMappingNode();
        Put(map, "title", source.Title);
        Put(map, "reference", source.Reference);
        Put(map, "preset", source.Preset);
        Put(map, "evaluation", source.Evaluation);
        Put(map, "language", source.Language);
        Put(map, "published", source.Published);
        return map;
    }

    private static YamlMappingNode Pass(Pass pass)
    {
        var map = new YamlMappingNode();
        foreach (var (key, not) in new[] { ("filters", false), ("filters_not", true) })
        {
            var filters = new YamlMappingNode();
            foreach (var filter in pass.Filters.Where(f => f.Not == not))
                filters.Add(Text(filter.Column), Words(filter.Values));
            Put(map, key, filters);
        }
        PutPass(map, pass);
        return map;
    }

    private static void PutPass(YamlMappingNode map, Pass pass)
    {
        var entities = new YamlMappingNode();
        foreach (var entity in pass.Entities)
        {
            var body = new YamlMappingNode();
            Put(body, "kind", entity.Kind);
            body.Add("key", Key(entity.Key));
            Put(body, "properties", Properties(entity.Properties));
            entities.Add(Text(entity.Name), body);
        }
        Put(map, "entities", entities);

        var facts = new YamlMappingNode();
        foreach (var fact in pass.Facts)
        {
            var body = new YamlMappingNode();
            Put(body, "kind", fact.Kind);
            if (fact.Key is { } key)
                body.Add("key", Key(key));
            Put(body, "from", fact.From);
            Put(body, "to", fact.To);
            Put(body, "item", fact.Item);
            Put(body, "place", fact.Place);
            foreach (var (name, value) in new[] { ("at", fact.At), ("until", fact.Until), ("amount", fact.Amount), ("currency", fact.Currency) })
                if (value is not null)
                    body.Add(name, Value(value));
            Put(body, "details", Properties(fact.Details));
            facts.Add(Text(fact.Name), body);
        }
        Put(map, "facts", facts);
    }

    private static YamlNode Key(KeyMapping key) =>
        key.Scope is null ? Words(key.Columns) : new YamlMappingNode("columns", Words(key.Columns), "scope", Text(key.Scope));

    private static YamlMappingNode Properties(IReadOnlyList<PropertyMapping> properties)
    {
        var map = new YamlMappingNode();
        foreach (var property in properties)
            map.Add(Text(property.Property), Value(property.Value));
        return map;
    }

    private static YamlNode Value(ValueMapping value)
    {
        if (value is { Columns.Count: > 0, Literals.Count: 0, Template: null, Entity: null, Join: null, Transforms.Count: 0, Required: false })
            return Words(value.Columns);
        var map = new YamlMappingNode();
        Put(map, "columns", value.Columns.Count == 0 ? null : Words(value.Columns));
        Put(map, "literals", value.Literals.Count == 0 ? null : Words(value.Literals));
        Put(map, "template", value.Template);
        Put(map, "entity", value.Entity);
        Put(map, "join", value.Join);
        if (value.Transforms.Count > 0)
            map.Add("transforms", new YamlSequenceNode(value.Transforms.Select(Transform)));
        Put(map, "required", value.Required ? "true" : null);
        return map;
    }

    private static YamlNode Transform(Transform transform)
    {
        switch (transform)
        {
            case PlainTransform plain:
                return Text(plain.Kind.ToString().ToLowerInvariant());
            case ReplaceTransform replace:
                return new YamlMappingNode("replace", new YamlMappingNode("pattern", Text(replace.Pattern), "with", Text(replace.With)));
            case StripPrefixTransform strip:
                return new YamlMappingNode("strip-prefix", Text(strip.Prefix));
            case SplitTransform split:
                return new YamlMappingNode("split", Text(split.Separator));
            case DateTransform date:
                return new YamlMappingNode("date", Text(date.Format));
            case NumberTransform number:
                return new YamlMappingNode("number", Text(number.DecimalSign.ToString()));
            case MapTransform map:
                var pairs = new YamlMappingNode();
                foreach (var (from, to) in map.Values)
                    pairs.Add(Text(from), Text(to));
                return new YamlMappingNode("map", pairs);
            default:
                throw new ArgumentOutOfRangeException(nameof(transform), transform.GetType().Name, "A transform that no file can hold.");
        }
    }

    private static YamlNode Words(IReadOnlyList<string> words) => words.Count == 1 ? Text(words[0]) : new YamlSequenceNode(words.Select(Text)) { Style = YamlDotNet.Core.Events.SequenceStyle.Flow };

    /// <summary>Quoted, unless it is a plain word: so that no text turns into a number, a truth value or an anchor on reading.</summary>
    private static YamlScalarNode Text(string text) =>
        new(text) { Style = text.Length > 0 && text.All(c => char.IsLetter(c) || c is '_' or '-') && char.IsLetter(text[0]) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted };

    private static void Put(YamlMappingNode map, string key, string? value)
    {
        if (value is not null)
            map.Add(key, Text(value));
    }

    private static void Put(YamlMappingNode map, string key, YamlNode? value)
    {
        if (value is not null and not YamlMappingNode { Children.Count: 0 })
            map.Add(key, value);
    }
}

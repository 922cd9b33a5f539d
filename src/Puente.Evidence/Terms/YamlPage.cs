using System.Globalization;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Terms;

/// <summary>One YAML file of reference data being read: takes values out of its nodes and notes every problem with its line.</summary>
/// <param name="file">Name of the file, for the problems.</param>
/// <param name="problems">Where the problems go.</param>
public sealed class YamlPage(string file, ICollection<Problem> problems)
{
    private const int Deepest = 40;

    /// <summary>The top mapping of the file; null, with a problem noted, when the text is not YAML, not a mapping, or nested too deeply to be loaded.</summary>
    public YamlMappingNode? Open(TextReader text)
    {
        var stream = new YamlStream();
        var whole = text.ReadToEnd();
        try
        {
            if (TooDeep(whole) is { } line)
            {
                problems.Add(new Problem(line, "", "yaml.too-deep", ("file", file), ("most", $"{Deepest}")));
                return null;
            }

            stream.Load(new StringReader(whole));
        }
        catch (YamlException error)
        {
            problems.Add(new Problem(error.Start.Line, "", "yaml.syntax", ("file", file), ("reason", error.InnerException?.Message ?? error.Message)));
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The scanner answers some broken flows so, without a place.
            problems.Add(new Problem(1, "", "yaml.syntax", ("file", file), ("reason", error.Message)));
            return null;
        }

        if (stream.Documents is [{ RootNode: YamlMappingNode top }]) return top;
        problems.Add(new Problem(1, "", "yaml.mapping-wanted", ("file", file)));
        return null;
    }

    /// <summary>The line where nesting goes beyond what loading, which recurses, can take; null when it never does.</summary>
    private static long? TooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest) return parser.Current.Start.Line;
        }

        return null;
    }

    /// <summary>Notes a problem at a node.</summary>
    public void Report(YamlNode at, string column, string code, params (string Name, string Value)[] args) =>
        problems.Add(new Problem(at.Start.Line, column, code, [("file", file), .. args]));

    /// <summary>Notes every key that is not among the known ones: a misspelt key would otherwise be dropped silently.</summary>
    public void Allow(YamlMappingNode map, params string[] known)
    {
        foreach (var (key, node, _) in Entries(map))
            if (!known.Contains(key)) Report(node, key, "yaml.key-unknown", ("key", key), ("known", string.Join(", ", known)));
    }

    /// <summary>The entries whose keys are text; others are noted.</summary>
    public IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> Entries(YamlMappingNode map)
    {
        foreach (var (key, value) in map.Children)
            if (key is YamlScalarNode { Value: { } text }) yield return (text, key, value);
            else Report(key, "", "yaml.key-text-wanted");
    }

    /// <summary>The mapping under a key; null when the key is absent or holds something else (then noted).</summary>
    public YamlMappingNode? Map(YamlMappingNode map, string key)
    {
        if (Node(map, key) is not { } node) return null;
        if (node is YamlMappingNode inner) return inner;
        Report(node, key, "yaml.mapping-wanted");
        return null;
    }

    /// <summary>The text under a key; null when the key is absent or holds something else (then noted).</summary>
    public string? Text(YamlMappingNode map, string key)
    {
        if (Node(map, key) is not { } node) return null;
        if (node is YamlScalarNode { Value: { Length: > 0 } text }) return text;
        Report(node, key, "yaml.text-wanted", ("key", key));
        return null;
    }

    /// <summary>The text under a key that must be there; empty, and noted, when it is not.</summary>
    public string Needed(YamlMappingNode map, string key)
    {
        if (Node(map, key) is null) Report(map, key, "yaml.key-missing", ("key", key));
        return Text(map, key) ?? "";
    }

    /// <summary>A list of words; a single word counts as a list of one.</summary>
    public IReadOnlyList<string> Words(YamlMappingNode map, string key)
    {
        switch (Node(map, key))
        {
            case null:
                return [];
            case YamlScalarNode { Value: { Length: > 0 } word }:
                return [word];
            case YamlSequenceNode list when list.Children.All(n => n is YamlScalarNode { Value.Length: > 0 }):
                return [.. list.Children.Select(n => ((YamlScalarNode)n).Value!)];
            case var other:
                Report(other, key, "yaml.words-wanted", ("key", key));
                return [];
        }
    }

    /// <summary>True only for <c>true</c>.</summary>
    public bool Flag(YamlMappingNode map, string key) => Choose<YesNo>(map, key, YesNo.False) == YesNo.True;

    /// <summary>A date, <c>2020-12-18</c>.</summary>
    public DateOnly? Day(YamlMappingNode map, string key)
    {
        if (Text(map, key) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Report(Node(map, key)!, key, "yaml.date-wanted", ("key", key), ("value", text));
        return null;
    }

    /// <summary>A span of calendar time, ISO 8601: <c>P5Y</c>, <c>P20D</c>.</summary>
    public Period? Span(YamlMappingNode map, string key)
    {
        if (Text(map, key) is not { } text) return null;
        var parsed = PeriodPattern.NormalizingIso.Parse(text);
        if (parsed.Success && !parsed.Value.HasTimeComponent) return parsed.Value;
        Report(Node(map, key)!, key, "yaml.period-wanted", ("value", text));
        return null;
    }

    /// <summary>One of the names of an enumeration, written with hyphens or not: <c>amber-strict</c>.</summary>
    public T Choose<T>(YamlMappingNode map, string key, T otherwise) where T : struct, Enum
    {
        if (Text(map, key) is not { } text) return otherwise;
        return Choose(Node(map, key)!, key, text, otherwise);
    }

    /// <summary>One of the names of an enumeration, of a text at a node.</summary>
    public T Choose<T>(YamlNode at, string key, string text, T otherwise) where T : struct, Enum
    {
        var name = text.Replace("-", "", StringComparison.Ordinal);
        if (Array.Find(Enum.GetNames<T>(), n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found) return Enum.Parse<T>(found);
        Report(at, key, "yaml.value-unknown", ("value", text), ("known", string.Join(", ", Enum.GetNames<T>())));
        return otherwise;
    }

    /// <summary>Words in both languages, written <c>[English, Spanish]</c>.</summary>
    public Label Label(YamlMappingNode map, string key)
    {
        if (Node(map, key) is not { } node)
        {
            Report(map, key, "yaml.key-missing", ("key", key));
            return new Label("", "");
        }

        return Label(node, key);
    }

    /// <summary>Words in both languages, of a node.</summary>
    public Label Label(YamlNode node, string key)
    {
        if (node is YamlSequenceNode { Children: [YamlScalarNode { Value: { } en }, YamlScalarNode { Value: { } es }] }
            && !string.IsNullOrWhiteSpace(en) && !string.IsNullOrWhiteSpace(es)) return new Label(en, es);
        Report(node, key, "yaml.label-wanted", ("key", key));
        return new Label("", "");
    }

    /// <summary>The key itself, for its line.</summary>
    public YamlNode KeyNode(YamlMappingNode map, string key) => Entries(map).First(e => e.Key == key).KeyNode;

    /// <summary>What stands under a key, or null.</summary>
    public static YamlNode? Node(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private enum YesNo { False, True }
}

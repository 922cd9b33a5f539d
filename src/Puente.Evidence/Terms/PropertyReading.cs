using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Terms;

/// <summary>Reads the parts that kinds and fact kinds share: codes and lists of properties.</summary>
internal static partial class PropertyReading
{
    /// <summary>The body of a declared kind; null, with a problem noted, when the code or the body has not the wanted form.</summary>
    public static YamlMappingNode? Declared(this YamlPage page, YamlNode at, string code, YamlNode value)
    {
        if (!Code().IsMatch(code)) page.Report(at, code, "vocabulary.code-form", ("code", code));
        if (value is YamlMappingNode map) return map;
        page.Report(value, code, "yaml.mapping-wanted");
        return null;
    }

    /// <summary>The properties under a key, each <c>code: { type, label, rule, match, choices }</c>; the type is text when not given.</summary>
    public static List<Property> Properties(this YamlPage page, YamlMappingNode map, string key)
    {
        var list = new List<Property>();
        if (page.Map(map, key) is not { } properties) return list;
        foreach (var (code, at, value) in page.Entries(properties))
            if (page.Declared(at, code, value) is { } body) list.Add(Read(page, code, body));
        return list;
    }

    private static Property Read(YamlPage page, string code, YamlMappingNode map)
    {
        page.Allow(map, "type", "label", "rule", "match", "choices");
        var type = page.Choose(map, "type", PropertyType.Text);
        var rule = page.Choose(map, "rule", type switch
        {
            PropertyType.Identifier => IdentifierRule.Plain,
            PropertyType.Phone => IdentifierRule.Phone,
            PropertyType.Email => IdentifierRule.Email,
            PropertyType.Checksum or PropertyType.Ip => IdentifierRule.Exact,
            _ => IdentifierRule.None,
        });
        var choices = new List<Choice>();
        if (page.Map(map, "choices") is { } listed)
            foreach (var (choice, _, label) in page.Entries(listed)) choices.Add(new Choice(choice, page.Label(label, choice)));
        if (type == PropertyType.Choice != choices.Count > 0) page.Report(map, code, "vocabulary.choices", ("code", code));
        return new Property(code, type, page.Label(map, "label"), rule, page.Flag(map, "match"), choices);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

using System.Text;
using System.Text.RegularExpressions;

namespace Puente.Evidence.Import.Mappings;

/// <summary>Texts with <c>{{Column}}</c> in them.</summary>
public static partial class Templates
{
    /// <summary>The columns named.</summary>
    public static IEnumerable<string> Columns(string template) => Marks().Matches(template).Select(m => m.Groups[1].Value.Trim());

    /// <summary>The text with each column's value in its place; null when every value is empty.</summary>
    public static string? Fill(string template, Func<string, string> value)
    {
        var filled = new StringBuilder();
        var from = 0;
        var any = false;
        foreach (Match mark in Marks().Matches(template))
        {
            var text = value(mark.Groups[1].Value.Trim());
            any |= !string.IsNullOrWhiteSpace(text);
            filled.Append(template, from, mark.Index - from).Append(text);
            from = mark.Index + mark.Length;
        }
        return any ? filled.Append(template, from, template.Length - from).ToString() : null;
    }

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Marks();
}

using System.Text;

namespace Puente.Ui.Text;

/// <summary>
/// One text of the catalogue: an "other" form and, where a count changes the wording, a "one" form.
/// Placeholders are names in braces: <c>{count} rows</c>.
/// </summary>
public sealed record Message(string Other, string? One = null)
{
    /// <summary>The names of the placeholders in all forms, sorted.</summary>
    public IReadOnlyList<string> Placeholders =>
        [.. Names(Other).Concat(Names(One ?? "")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Fills a form; an unknown placeholder stays as it is written, so that a reader sees what is missing.</summary>
    public static string Fill(string form, Func<string, string?> value)
    {
        var start = form.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
            return form;
        var text = new StringBuilder(form.Length + 32);
        var from = 0;
        while (start >= 0)
        {
            var end = form.IndexOf('}', start);
            if (end < 0)
                break;
            text.Append(form, from, start - from);
            text.Append(value(form[(start + 1)..end]) ?? form[start..(end + 1)]);
            from = end + 1;
            start = form.IndexOf('{', from);
        }
        return text.Append(form, from, form.Length - from).ToString();
    }

    private static List<string> Names(string form)
    {
        var names = new List<string>();
        Fill(form, name => { names.Add(name); return null; });
        return names;
    }
}

using System.Text;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Rows;

/// <summary>Joins scope and values to one text, so that different parts can never give the same text.</summary>
internal static class KeyText
{
    private const char Between = '\u001f';

    /// <summary>The key, or null when every value is empty.</summary>
    public static string? Of(string scope, IEnumerable<string> values)
    {
        var key = new StringBuilder(scope);
        var any = false;
        foreach (var value in values)
        {
            var text = Fold.Sound(value.Trim()).Normalize(NormalizationForm.FormC);
            any |= text.Length > 0;
            key.Append(Between).Append(text.Replace(Between, ' '));
        }
        return any ? key.ToString() : null;
    }

    /// <summary>The key of a fact that its ends alone make.</summary>
    public static string OfTie(string kind, string? from, string? to, string? item) => string.Join('\u001e', kind, from, to, item);
}

using System.Globalization;
using System.Text;

namespace Puente.Ui.Components;

/// <summary>Element ids made from words, so that the same page is the same bytes each time.</summary>
internal static class ElementId
{
    public static string Of(string prefix, string words)
    {
        var id = new StringBuilder(prefix).Append('-');
        foreach (var c in words.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                id.Append(char.ToLower(c, CultureInfo.InvariantCulture));
            else if (id[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                id.Append('-');
        }
        return id.ToString().TrimEnd('-');
    }
}

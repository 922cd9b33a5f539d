namespace Puente.Matching.Identifiers;

/// <summary>Values that are figures only.</summary>
internal static class Figures
{
    /// <summary>Notes the first characters that are no figures; true when there are any, or nothing at all.</summary>
    public static bool Problem(Draft draft, string text)
    {
        if (text.Length == 0) draft.Error("identifier.empty");
        var noted = 0;
        for (var i = 0; i < text.Length && noted < 3; i++)
        {
            if (char.IsAsciiDigit(text[i])) continue;
            draft.Character(i + 1, text[i]);
            noted++;
        }

        return !draft.Sound;
    }

    /// <summary>Whether Luhn's sum over the figures, the last one included, is a multiple of ten (ISO/IEC 7812-1, annex B).</summary>
    public static bool Luhn(ReadOnlySpan<char> figures)
    {
        var sum = 0;
        for (var i = 0; i < figures.Length; i++)
        {
            var d = figures[^(i + 1)] - '0';
            sum += i % 2 == 0 ? d : d > 4 ? (2 * d) - 9 : 2 * d;
        }

        return sum % 10 == 0;
    }
}

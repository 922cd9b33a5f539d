namespace Puente.Matching.Identifiers.International;

/// <summary>Shapes of passport numbers of Mexico (a letter and eight figures; older ones eleven figures) and of the United States (nine figures, or a letter and eight). A shape says who may have issued it, not that it was issued.</summary>
public static class Passport
{
    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Passport, value);
        var text = Folding.Joined(value);
        var letter = text.Length > 0 && char.IsAsciiLetterUpper(text[0]);
        for (var i = letter ? 1 : 0; i < text.Length && draft.Sound; i++)
            if (!char.IsAsciiDigit(text[i])) draft.Character(i + 1, text[i]);
        if (!draft.Sound) return draft.Unlike();
        switch (letter, text.Length)
        {
            case (true, 9):
                draft.Part("countries", text[0] is 'G' or 'N' ? "MX, US" : "US, MX").Part("series", text[..1]).Part("number", text[1..]);
                break;
            case (false, 9):
                draft.Part("countries", "US").Part("number", text);
                break;
            case (false, 11):
                draft.Part("countries", "MX").Part("number", text).Info("passport.old");
                break;
            default:
                return draft.Length("9, 11", text.Length).Unlike();
        }

        return draft.Done(text, letter ? 0.6 : 0.15);
    }
}

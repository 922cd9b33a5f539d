namespace Puente.Matching.Identifiers.International;

/// <summary>The number of a telephone set: type 8, serial 6, check digit by Luhn (3GPP TS 23.003, 6.2). Its canonical form is the 14 figures without check digit or software version.</summary>
public static class Imei
{
    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Imei, value);
        var text = Folding.Joined(value);
        if (Figures.Problem(draft, text)) return draft.Unlike();
        if (text.Length is < 14 or > 16) return draft.Length("14, 15, 16", text.Length).Unlike();
        draft.Part("type", text[..8]).Part("serial", text[8..14]);
        if (text.Length == 14) draft.Info("imei.no-check");
        if (text.Length == 16) draft.Part("version", text[14..]);
        if (text.Length == 15)
        {
            draft.Part("check", text[14..]);
            for (var digit = '0'; digit <= '9'; digit++)
                if (Figures.Luhn(text[..14] + digit) && digit != text[14]) draft.Check(digit, text[14]);
        }

        if (text[..14].Distinct().Count() == 1) draft.Error("identifier.placeholder");
        return draft.Done(text[..14], text.Length == 15 ? 0.85 : 0.3);
    }
}

namespace Puente.Matching.Identifiers.Mexico;

/// <summary>The CLABE, Mexico's account number between banks: bank 3, place 3, account 11, control 1 (Asociación de Bancos de México, Banco de México).</summary>
public static class Clabe
{
    private static ReadOnlySpan<byte> Weights => [3, 7, 1];

    /// <summary>The control digit of the first 17 figures.</summary>
    public static char ControlDigit(ReadOnlySpan<char> first17)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first17.Length, 17);
        return (char)('0' + ((10 - (Sum(first17) % 10)) % 10));
    }

    internal static int Sum(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < first17.Length; i++) sum += (first17[i] - '0') * Weights[i % 3] % 10;
        return sum;
    }

    /// <summary>Reads a value; never throws on one.</summary>
    public static Identifier Read(string value)
    {
        var draft = new Draft(Kinds.Clabe, value);
        var text = Folding.Joined(value);
        if (Figures.Problem(draft, text)) return draft.Unlike();
        if (text.Length != 18)
        {
            draft.Length("18", text.Length);
            if (text.Length == 17) draft.Info("clabe.control-missing", ("value", text + ControlDigit(text)));
            return draft.Done(text.Length is 17 or 19 ? text : "", text.Length is 17 or 19 ? 0.3 : 0);
        }

        draft.Part("bank", text[..3]).Part("place", text[3..6]).Part("account", text[6..17]).Part("control", text[17..]);
        if (Banks.Names.TryGetValue(text[..3], out var bank)) draft.Part("bankName", bank);
        else draft.Warn("clabe.bank", ("found", text[..3]));
        var expected = ControlDigit(text.AsSpan(0, 17));
        if (expected != text[17]) draft.Check(expected, text[17]);
        return draft.Done(text, bank is null ? 0.8 : 0.95);
    }
}

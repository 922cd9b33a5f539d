namespace Puente.Matching.Identifiers.Mexico;

/// <summary>
/// The two characters that SAT derives from the full legal name to tell apart taxpayers with the same letters and date: about a thousand
/// classes, so that agreement is worth about ten bits of the name. The algorithm is SAT's, known from its published examples.
/// </summary>
public static class Homoclave
{
    private const string Classes = "123456789ABCDEFGHIJKLMNPQRSTUVWXYZ";

    /// <summary>
    /// The homoclave of a name in the order of the register (first surname, second surname, given names; for a company its name). Accents do
    /// not matter, Ñ does; characters without a code are left out.
    /// </summary>
    public static string Of(string registeredName)
    {
        ArgumentNullException.ThrowIfNull(registeredName);
        return Classes[Remainder(registeredName) / 34].ToString() + Classes[Remainder(registeredName) % 34];
    }

    /// <summary>The sum's last three figures, from which both characters come.</summary>
    internal static int Remainder(string registeredName)
    {
        var (sum, before) = (0, 0);
        foreach (var c in Folding.Capitals(registeredName))
        {
            if (Code(c) is not { } code) continue;
            var (tens, ones) = (code / 10, code % 10);
            sum = (sum + (((before * 10) + tens) * tens) + (((tens * 10) + ones) * ones)) % 1000;
            before = ones;
        }

        return sum;
    }

    private static int? Code(char c) => c switch
    {
        ' ' => 0,
        >= '0' and <= '9' => c - '0',
        '&' => 10,
        >= 'A' and <= 'I' => 11 + c - 'A',
        >= 'J' and <= 'R' => 21 + c - 'J',
        >= 'S' and <= 'Z' => 32 + c - 'S',
        'Ñ' => 40,
        _ => null,
    };
}

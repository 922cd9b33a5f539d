namespace Puente.Money.Returns.Orders;

/// <summary>Account numbers as they are compared: letters and figures only, without leading zeros, since banks pad and group them as they like.</summary>
public static class AccountNumber
{
    /// <summary>The number as it is compared.</summary>
    public static string Plain(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var plain = number.Length <= 128 ? stackalloc char[number.Length] : new char[number.Length];
        var count = 0;
        foreach (var sign in number)
            if (char.IsAsciiLetterOrDigit(sign)) plain[count++] = char.ToUpperInvariant(sign);
        var cut = plain[..count].TrimStart('0');
        return new string(cut.Length == 0 ? plain[..count] : cut);
    }

    /// <summary>Whether a number of an order covers an account: the same number, or its ending where the order writes <c>*7710</c>.</summary>
    public static bool Covers(string asked, string account)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (plain, of) = (Plain(asked), Plain(account));
        return asked.TrimStart().StartsWith('*') ? plain.Length > 0 && of.EndsWith(plain, StringComparison.Ordinal) : plain == of;
    }
}

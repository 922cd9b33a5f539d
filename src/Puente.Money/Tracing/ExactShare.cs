namespace Puente.Money.Tracing;

/// <summary>
/// The pro-rata rule on one account without rounding, for the audit line: the tainted part as an exact fraction of minor units. It starts from whole minor units
/// that came in, so that it is exact within an account, while between accounts whole units pass.
/// </summary>
public sealed class ExactShare
{
    /// <summary>An account with a clean opening balance.</summary>
    public ExactShare(long opening) => Balance = opening;

    /// <summary>What lies in the account.</summary>
    public long Balance { get; private set; }

    /// <summary>The tainted part of it.</summary>
    public Fraction Tainted { get; private set; }

    /// <summary>Money comes in, of which a part is tainted. What covers an overdraft takes its share to the lender, which is returned.</summary>
    public Fraction Credit(long amount, Fraction tainted)
    {
        var lent = Balance < 0 && amount > 0 ? Math.Min(-Balance, amount) * tainted / amount : 0;
        Balance += amount;
        Tainted = Tainted + tainted - lent;
        return lent;
    }

    /// <summary>Money leaves and takes its share along, which is returned.</summary>
    public Fraction Debit(long amount)
    {
        var taken = Balance <= 0 ? 0 : amount >= Balance ? Tainted : amount * Tainted / Balance;
        Balance -= amount;
        Tainted -= taken;
        return taken;
    }
}

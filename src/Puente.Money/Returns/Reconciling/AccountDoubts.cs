using System.Runtime.InteropServices;
using Puente.Matching.Identifiers;

namespace Puente.Money.Returns.Reconciling;

/// <summary>An account number whose own check speaks against it.</summary>
/// <param name="Account">As the bank writes it.</param>
/// <param name="Kind">What it looks like: <c>clabe</c>, <c>iban</c> or <c>aba</c>.</param>
/// <param name="Code">What speaks against it, gravest first; a text of every language.</param>
/// <param name="Args">Values for the text.</param>
/// <param name="Rows">Rows that name it.</param>
public sealed record AccountDoubt(string Account, string Kind, string Code, IReadOnlyDictionary<string, string> Args, long Rows);

/// <summary>
/// Checks the account numbers of a return that have the shape of a CLABE (18 digits) or an IBAN (ISO 13616), and the routing numbers (ABA) of a layout that has them. A wrong
/// check digit is a slip of the pen or an invented account: the row stays, and the page says so. Other numbers have no check of their own.
/// </summary>
internal sealed class AccountDoubts
{
    private const int Most = 100;
    private const int MostNumbers = 200_000;
    private readonly Dictionary<(string Kind, string Number), long> _rows = [];

    /// <summary>Looks at a number.</summary>
    public void Add(string? account)
    {
        if (account is not null && KindOf(account) is { } kind) Add(kind, account);
    }

    /// <summary>Looks at what stands where a bank in the United States is named.</summary>
    public void AddRouting(string? number)
    {
        if (number is not null) Add(Kinds.Aba, number);
    }

    private void Add(string kind, string number)
    {
        if (_rows.Count < MostNumbers || _rows.ContainsKey((kind, number))) CollectionsMarshal.GetValueRefOrAddDefault(_rows, (kind, number), out _)++;
    }

    /// <summary>Those with doubts, the most named first, and how many there are.</summary>
    public (IReadOnlyList<AccountDoubt> Shown, int Count) Found()
    {
        var found = _rows.Select(n => Doubt(n.Key.Kind, n.Key.Number, n.Value)).OfType<AccountDoubt>().OrderByDescending(d => d.Rows).ThenBy(d => d.Account, StringComparer.Ordinal).ToList();
        return ([.. found.Take(Most)], found.Count);
    }

    private static AccountDoubt? Doubt(string kind, string account, long rows) =>
        Identify.As(kind, account)!.Findings.FirstOrDefault(f => f.Severity != Severity.Info) is { } wrong
            ? new AccountDoubt(account, kind, wrong.Code, wrong.Args.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal), rows) : null;

    private static string? KindOf(string account)
    {
        if (account.Length < 15) return null;
        var (digits, letters) = (0, 0);
        foreach (var c in account)
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsAsciiLetter(c)) letters++;
            else if (c is not (' ' or '-')) return null;
        if (letters == 0) return digits == 18 ? Kinds.Clabe : null;
        return digits + letters is >= 15 and <= 34 && char.IsAsciiLetterUpper(account[0]) && char.IsAsciiLetterUpper(account[1]) && char.IsAsciiDigit(account[2]) && char.IsAsciiDigit(account[3]) ? Kinds.Iban : null;
    }
}

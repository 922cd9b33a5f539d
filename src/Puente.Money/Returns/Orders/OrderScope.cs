using Puente.Evidence;
using Puente.Money.Returns.Layouts;

namespace Puente.Money.Returns.Orders;

/// <summary>What an order asks for. Rows beyond it are refused, whatever the bank sends.</summary>
/// <param name="Subjects">Persons and companies whose records are asked for, in words; none of them becomes a record by being named here.</param>
/// <param name="Accounts">Account numbers; <c>*7710</c> for an ending. None means every account of the subjects.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Kinds">Kinds of records: statements, signature cards, wires, cheques.</param>
public sealed record OrderScope(IReadOnlyList<string> Subjects, IReadOnlyList<string> Accounts, DateOnly? From, DateOnly? Until, IReadOnlyList<string> Kinds)
{
    /// <summary>Why a line lies outside: <c>return.outside-account</c> or <c>return.outside-dates</c>, without what it says; null when it lies within.</summary>
    public Problem? Outside(StatementLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!Reaches(line.Account)) return new Problem(line.Line, "", "return.outside-account");
        return line.Day < From || line.Day > Until ? new Problem(line.Line, "", "return.outside-dates") : null;
    }

    /// <summary>Whether the order asks for an account.</summary>
    public bool Reaches(string account) => Accounts.Count == 0 || Accounts.Any(a => AccountNumber.Covers(a, account));
}

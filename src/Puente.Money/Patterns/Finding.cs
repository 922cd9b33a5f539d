using System.Security.Cryptography;
using System.Text;
using Puente.Money.Patterns.Ranking;

namespace Puente.Money.Patterns;

/// <summary>
/// One finding of a search: payments that have the shape of a pattern, and why they are worth a look. A finding is never a verdict; a person decides.
/// </summary>
/// <param name="Pattern">Which pattern; a cycle says which kind.</param>
/// <param name="Key">The same for the same pattern of the same transactions, whenever it is found: what a review hangs on.</param>
/// <param name="Score">From 0 to 1; compares within one search.</param>
/// <param name="Accounts">Its accounts, those that it turns around first.</param>
/// <param name="Transactions">Ids as the table has them: along the way for chains and cycles, in order of time otherwise.</param>
/// <param name="From">The moment of its first payment.</param>
/// <param name="To">The moment of its last payment.</param>
/// <param name="Reasons">Why, the weightiest first; codes of texts.</param>
/// <param name="Innocent">What would explain it innocently; codes of texts.</param>
/// <param name="Citation">The rule, guidance or paper that describes the pattern.</param>
public sealed record Finding(
    Pattern Pattern, string Key, double Score, IReadOnlyList<string> Accounts, IReadOnlyList<string> Transactions, DateTimeOffset From, DateTimeOffset To,
    IReadOnlyList<Reason> Reasons, IReadOnlyList<Reason> Innocent, string Citation)
{
    /// <summary>The key of a pattern of these transactions, in whatever order: 32 hexadecimal digits.</summary>
    public static string KeyOf(Pattern pattern, IEnumerable<string> transactions)
    {
        var text = pattern.Code() + "\n" + string.Join('\n', transactions.Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}

/// <summary>A text by its code, with what it names; worded at the edge, in the reader's language.</summary>
/// <param name="Code">The key of the text.</param>
/// <param name="Args">What it names.</param>
public sealed record Reason(string Code, params IReadOnlyList<(string Name, string Value)> Args);

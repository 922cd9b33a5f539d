using Puente.Money.Returns.Layouts;

namespace Puente.Money.Returns.Reconciling;

/// <summary>Numbers by which equal lines are known again (FNV-1a, 64 bits). Equal numbers of different lines are next to impossible, and only shown, never acted on.</summary>
internal static class Alike
{
    /// <summary>The number of nothing.</summary>
    public const ulong Start = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    /// <summary>The number with a text after it.</summary>
    public static ulong With(ulong number, string text)
    {
        unchecked
        {
            foreach (var c in text)
            {
                number = (number ^ (byte)c) * Prime;
                number = (number ^ (byte)(c >> 8)) * Prime;
            }

            return (number ^ 0xFF) * Prime;
        }
    }

    /// <summary>The number with a number after it.</summary>
    public static ulong With(ulong number, long value)
    {
        unchecked
        {
            for (var shift = 0; shift < 64; shift += 8) number = (number ^ (byte)(value >> shift)) * Prime;
            return number;
        }
    }

    /// <summary>The number of all that a line says.</summary>
    public static ulong Of(StatementLine line)
    {
        var number = With(With(With(Start, line.Account), line.At.StartMs), line.Amount);
        number = With(With(With(number, line.Currency), line.Balance ?? long.MinValue), line.Text);
        return With(With(number, line.Reference ?? ""), line.Counterparty ?? "");
    }
}

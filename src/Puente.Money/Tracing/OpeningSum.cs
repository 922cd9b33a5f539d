using System.Text;
using Puente.Money.Records;
using Puente.Money.Records.Plain;

namespace Puente.Money.Tracing;

/// <summary>The sum of an opening balance as it is written: <c>1250.00</c>, or <c>1250.00 USD</c> where a table has several currencies.</summary>
internal static class OpeningSum
{
    /// <summary>Reads it in the main unit, exactly; null when it is no sum in a currency of the table. Without a currency it is of the first.</summary>
    public static (byte Currency, long Amount)? Read(Transfers all, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2) return null;
        var currency = words.Length < 2 ? 0 : all.Currencies.TakeWhile(c => !c.Code.Equals(words[1], StringComparison.OrdinalIgnoreCase)).Count();
        if (currency >= all.Currencies.Count || AmountReading.Read(Encoding.UTF8.GetBytes(words[0]), '.', all.Currencies[currency].Digits, Rounding.Refuse, out var minor) != AmountState.Exact) return null;
        return ((byte)currency, minor);
    }
}

using Puente.Evidence.Import.Mappings;

namespace Puente.Evidence.Import.Rows;

/// <summary>Amounts that FollowTheMoney writes in the name of a property: <c>amountEur</c>, <c>amountUsd</c>.</summary>
internal static class FactMoney
{
    private static readonly (string Property, string Currency)[] Named = [("amountUsd", "USD"), ("amountEur", "EUR")];

    /// <summary>Takes the amount of a fact from its particulars, which keep the text as it came.</summary>
    public static void FromDetails(IEnumerable<AttributeDraft> details, out long? amount, out string? currency)
    {
        (amount, currency) = (null, null);
        foreach (var (property, code) in Named)
            foreach (var detail in details)
                if (detail.Property == property && Numbers.Minor(detail.Value, code) is { } minor)
                {
                    (amount, currency) = (minor, code);
                    return;
                }
    }

    /// <summary>The property that says the same as an amount in this currency, or null.</summary>
    public static string? PropertyOf(string currency) => Array.Find(Named, n => n.Currency == currency).Property;
}

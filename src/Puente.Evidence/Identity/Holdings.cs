using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <summary>A fact in force that says who uses, owns or lives at a thing.</summary>
/// <param name="Thing">Key of the thing.</param>
/// <param name="Marking">Marking of the fact.</param>
internal sealed record Holding(long Thing, long Marking)
{
    /// <summary>Whether a sight reads that the two belong together.</summary>
    public bool IsRead(Sight sight) => sight.Reads(Marking, Field.From | Field.To);
}

/// <summary>
/// What tells two apart or together by what they have the use of: a telephone, an account, a vehicle, an address, a wallet. Spouses share all
/// of these, so it speaks for and never closes. Towns and companies are no such things: too many share them.
/// </summary>
internal static class Holdings
{
    private const int ShortestAddress = 8;

    /// <summary>Kinds of facts, and whether the holder is the end they start from.</summary>
    public static IReadOnlyDictionary<string, bool> Facts { get; } = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["Use"] = true,
        ["Ownership"] = true,
        ["Residence"] = true,
        ["addressEntity"] = true,
        ["holder"] = false,
        ["owner"] = false,
        ["operator"] = false,
    };

    private static readonly string[] Things = ["Phone", "Device", "UserAccount", "EmailAddress", "BankAccount", "CryptoWallet", "Vehicle", "Address", "RealEstate"];

    /// <summary>What a property of a thing is called as an identifier of its holder.</summary>
    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["number"] = "phone",
        ["email"] = "email",
        ["imei"] = "device",
        ["clabe"] = "CLABE",
        ["iban"] = "IBAN",
        ["accountNumber"] = "account",
        ["cardNumber"] = "card",
        ["publicKey"] = "wallet",
        ["registrationNumber"] = "plate",
        ["vin"] = "VIN",
        ["full"] = "address",
    };

    /// <summary>The kind under which a thing is an identifier of its holder when nothing read of it is a number.</summary>
    public const string Thing = "thing";

    /// <summary>Whether a kind of entity is such a thing.</summary>
    public static bool Is(EntityKind? kind) => kind is not null && Array.Exists(Things, kind.Is);

    /// <summary>What a property says of the holder; null when it is no number of the thing.</summary>
    public static ListedIdentifier? Number(Property property, string value)
    {
        if (!Numbers.TryGetValue(property.Code, out var kind)) return null;
        if (property.Type == PropertyType.Address) return Address(value);
        var canonical = Fold.Identifier(Fold.Sound(value), property.Rule);
        return canonical.Length < 4 ? null : new ListedIdentifier(kind, canonical);
    }

    /// <summary>An address as written, without accents and punctuation; null when it is too short to be one.</summary>
    public static ListedIdentifier? Address(string value)
    {
        var folded = string.Join(' ', Fold.Words(Fold.Sound(value)));
        return folded.Length < ShortestAddress ? null : new ListedIdentifier("address", folded);
    }
}

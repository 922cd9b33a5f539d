using Puente.Matching.Identifiers.International;
using Puente.Matching.Identifiers.Mexico;
using Puente.Matching.Identifiers.UnitedStates;

namespace Puente.Matching.Identifiers;

/// <summary>Reads values as identifiers of a given kind, or of every kind that is plausible.</summary>
public static class Identify
{
    /// <summary>The longest value that is read; a longer one is no identifier.</summary>
    public const int Longest = 200;

    private static readonly Dictionary<string, Func<string, Identifier>> Readers = new(StringComparer.Ordinal)
    {
        [Kinds.Curp] = Curp.Read,
        [Kinds.Rfc] = Rfc.Read,
        [Kinds.Clabe] = Clabe.Read,
        [Kinds.Iban] = Iban.Read,
        [Kinds.Aba] = Aba.Read,
        [Kinds.Vin] = Vin.Read,
        [Kinds.Ssn] = TaxpayerNumbers.ReadSsn,
        [Kinds.Itin] = TaxpayerNumbers.ReadItin,
        [Kinds.Atin] = TaxpayerNumbers.ReadAtin,
        [Kinds.Ein] = TaxpayerNumbers.ReadEin,
        [Kinds.Ffl] = Ffl.Read,
        [Kinds.Phone] = Phone.Read,
        [Kinds.Plate] = Plate.Read,
        [Kinds.Passport] = Passport.Read,
        [Kinds.Imei] = Imei.Read,
    };

    /// <summary>Every kind.</summary>
    public static IReadOnlyCollection<string> All => Readers.Keys;

    /// <summary>Reads a value as a kind; null when there is no such kind. Never throws on a value.</summary>
    public static Identifier? As(string kind, string value)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(value);
        if (!Readers.TryGetValue(kind, out var read)) return null;
        if (value.Length > Longest) return new Draft(kind, value[..Longest]).Length("<= 200", value.Length).Unlike();
        return string.IsNullOrWhiteSpace(value) ? new Draft(kind, value).Error("identifier.empty").Unlike() : read(value);
    }

    /// <summary>The kinds that a value can be, most plausible first; none when it looks like no kind at all.</summary>
    public static IReadOnlyList<Identifier> Plausible(string value) =>
        [.. Readers.Keys.Select(k => As(k, value)!).Where(i => i.Plausibility > 0).OrderByDescending(i => i.Plausibility)];

    /// <summary>What an identifier says about a name. CURP and RFC are made from names; other kinds say nothing.</summary>
    public static NameCheck Name(Identifier identifier, string name)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > Longest * 2) return new NameCheck(null, [Finding.Of("name.unread", Severity.Info)]);
        return identifier.Kind switch
        {
            Kinds.Curp => NameChecks.OfCurp(identifier, name),
            Kinds.Rfc => NameChecks.OfRfc(identifier, name),
            _ => new NameCheck(null, [Finding.Of("name.not-in-kind", Severity.Info)]),
        };
    }
}

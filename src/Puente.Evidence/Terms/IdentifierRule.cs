namespace Puente.Evidence.Terms;

/// <summary>How the writing of an identifier is folded to one canonical form (see <see cref="Fold.Identifier(string, IdentifierRule)"/>).</summary>
public enum IdentifierRule : byte
{
    /// <summary>Not an identifier.</summary>
    None,
    /// <summary>Letters and digits only, upper case: account, licence, docket and registration numbers.</summary>
    Plain,
    /// <summary>Telephone number: digits with country code.</summary>
    Phone,
    /// <summary>Vehicle plate.</summary>
    Plate,
    /// <summary>Clave Única de Registro de Población, 18 characters.</summary>
    Curp,
    /// <summary>Registro Federal de Contribuyentes, 12 or 13 characters; Ñ and &amp; belong to it.</summary>
    Rfc,
    /// <summary>Serial number of a firearm or other object.</summary>
    Serial,
    /// <summary>Vehicle identification number: the letters I, O, Q do not occur.</summary>
    Vin,
    /// <summary>Bank account or card, IBAN and CLABE included.</summary>
    Account,
    /// <summary>Case-sensitive: crypto-currency addresses.</summary>
    Exact,
    /// <summary>E-mail address or user name: lower case, trimmed.</summary>
    Email,
    /// <summary>IMEI, IMSI, ICCID: digits only.</summary>
    Digits,
}

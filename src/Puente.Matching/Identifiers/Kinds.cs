namespace Puente.Matching.Identifiers;

/// <summary>The kinds of identifiers, by the codes under which they are asked for.</summary>
public static class Kinds
{
    /// <summary>Mexico's population register key.</summary>
    public const string Curp = "curp";

    /// <summary>Mexico's taxpayer number.</summary>
    public const string Rfc = "rfc";

    /// <summary>Mexico's account number between banks.</summary>
    public const string Clabe = "clabe";

    /// <summary>International bank account number.</summary>
    public const string Iban = "iban";

    /// <summary>Routing number of a bank in the United States.</summary>
    public const string Aba = "aba";

    /// <summary>Vehicle identification number.</summary>
    public const string Vin = "vin";

    /// <summary>Social security number.</summary>
    public const string Ssn = "ssn";

    /// <summary>Individual taxpayer identification number.</summary>
    public const string Itin = "itin";

    /// <summary>Adoption taxpayer identification number.</summary>
    public const string Atin = "atin";

    /// <summary>Employer identification number.</summary>
    public const string Ein = "ein";

    /// <summary>Federal firearms licence.</summary>
    public const string Ffl = "ffl";

    /// <summary>Telephone number.</summary>
    public const string Phone = "phone";

    /// <summary>Registration plate of a vehicle.</summary>
    public const string Plate = "plate";

    /// <summary>Passport of Mexico or the United States, by shape.</summary>
    public const string Passport = "passport";

    /// <summary>Number of a telephone set.</summary>
    public const string Imei = "imei";
}

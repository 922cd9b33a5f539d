namespace Puente.Matching.Names;

/// <summary>What a name belongs to; it decides how the name is read and which weights judge it.</summary>
public enum NameKind : byte
{
    /// <summary>Not said: an organisation when a legal form or a business word says so, else a person.</summary>
    Unknown,
    /// <summary>A natural person.</summary>
    Person,
    /// <summary>A company, an authority, a group.</summary>
    Organisation,
    /// <summary>A ship, an aircraft, a vehicle: numbers count as much as words.</summary>
    Vessel,
}

namespace Puente.Matching.Identifiers;

/// <summary>How much a finding weighs. Only an <see cref="Error"/> makes an identifier invalid.</summary>
public enum Severity
{
    /// <summary>Something worth knowing.</summary>
    Info,

    /// <summary>A rule is broken that real identifiers break too, because the authority that issued them did.</summary>
    Warning,

    /// <summary>No identifier of this kind can look like this.</summary>
    Error,
}

using System.Collections.Immutable;

namespace Puente.Evidence.Sharing;

/// <summary>The widest circle around the owner that a legal regime allows.</summary>
public enum Circle : byte
{
    /// <summary>The unit that recorded it.</summary>
    Unit,
    /// <summary>The owning agency.</summary>
    Agency,
    /// <summary>Agencies of the owner's country.</summary>
    Country,
    /// <summary>Other countries under an agreement.</summary>
    Partner,
    /// <summary>Anyone.</summary>
    Anyone,
}

/// <summary>What one legal regime says on one day. Dated data with its citation, never a constant; a marking can only tighten it.</summary>
/// <param name="Regime">Code of the regime.</param>
/// <param name="From">First day of this version, or null.</param>
/// <param name="Until">Last day of this version, or null.</param>
/// <param name="WidestAudience">The widest circle that may read.</param>
/// <param name="HolderFunctions">Functions an agency needs to hold or read it; empty is any.</param>
/// <param name="ForeignNeedsOrder">Release abroad needs a court order on the marking.</param>
/// <param name="ExistenceConfidential">Its existence may not be confirmed: pointer and silent hits are impossible.</param>
/// <param name="ReviewAfter">Days after which it must be reviewed.</param>
/// <param name="DestroyAfter">Days after which it must be destroyed.</param>
/// <param name="Citation">The law or practice it comes from.</param>
public sealed record RegimeRule(
    string Regime,
    DateOnly? From,
    DateOnly? Until,
    Circle WidestAudience,
    ImmutableArray<string> HolderFunctions,
    bool ForeignNeedsOrder,
    bool ExistenceConfidential,
    int? ReviewAfter,
    int? DestroyAfter,
    string Citation);

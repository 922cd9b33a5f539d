using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Places;

/// <summary>How surely something is where it is drawn.</summary>
public enum Sureness
{
    /// <summary>A point was stated.</summary>
    Point = 1,

    /// <summary>A point and how far off it may be were stated.</summary>
    Around = 2,

    /// <summary>Only the port, county or municipality is known; drawn at a point in it.</summary>
    District = 3,

    /// <summary>Only the state is known; drawn at its middle.</summary>
    State = 4,
}

/// <summary>Where an entity is, as one viewer may know it.</summary>
/// <param name="Point">Where it is drawn.</param>
/// <param name="Sureness">How surely.</param>
/// <param name="Metres">How far off it may be, when that was stated.</param>
/// <param name="Named">The place of the gazetteer that the statements name; null for a stated point.</param>
/// <param name="Disputed">Whether recordings disagree: on points more than a kilometre apart, or on which county, municipality, port or state. The one recorded last is drawn.</param>
/// <param name="From">The statements it rests on.</param>
public sealed record Location(GeoPoint Point, Sureness Sureness, double? Metres, NamedPlace? Named, bool Disputed, IReadOnlyList<AttributeView> From)
{
    /// <summary>The markings of the statements it rests on.</summary>
    public IEnumerable<Marking> Markings => From.Select(a => a.Origin.Marking);
}

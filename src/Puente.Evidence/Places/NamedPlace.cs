namespace Puente.Evidence.Places;

/// <summary>What a place of the gazetteer is.</summary>
public enum PlaceLevel
{
    /// <summary>A state of either country, the District of Columbia, a territory.</summary>
    State = 1,

    /// <summary>A county or its equivalent; a municipality or a borough of Mexico City.</summary>
    District = 2,

    /// <summary>A port of entry between the two countries.</summary>
    Port = 3,
}

/// <summary>A point on the earth, in degrees of WGS 84.</summary>
/// <param name="Latitude">North of the equator.</param>
/// <param name="Longitude">East of Greenwich.</param>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double Radius = 6_371_000;

    /// <summary>Whether it lies on the earth.</summary>
    public bool IsValid => Math.Abs(Latitude) <= 90 && Math.Abs(Longitude) <= 180;

    /// <summary>Metres to another point along the great circle (haversine, mean radius of the earth).</summary>
    public double MetresTo(GeoPoint other)
    {
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var (up, across) = (Math.Sin(Radians(other.Latitude - Latitude) / 2), Math.Sin(Radians(other.Longitude - Longitude) / 2));
        return 2 * Radius * Math.Asin(Math.Sqrt(Math.Min(1, up * up + Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * across * across)));
    }
}

/// <summary>A place that the node knows without a network.</summary>
/// <param name="Country">"us" or "mx".</param>
/// <param name="Code">FIPS code, INEGI key, or CBP port code.</param>
/// <param name="Level">What it is.</param>
/// <param name="Name">Its official name.</param>
/// <param name="State">Code of its state; its own for a state.</param>
/// <param name="Abbreviation">How a state is abbreviated; empty for others.</param>
/// <param name="Point">A point in it; null when the tables have none (municipalities made after 2015).</param>
/// <param name="Across">Of a port: what lies on the other side.</param>
public sealed record NamedPlace(string Country, string Code, PlaceLevel Level, string Name, string State, string Abbreviation, GeoPoint? Point, string? Across = null);

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Puente.Office.Api;

/// <summary>
/// Writes rows with columns <c>latitude</c> and <c>longitude</c> as a GeoJSON collection of points (RFC 7946: longitude first, WGS 84); the other
/// columns become properties. A row without a point has a null geometry and is not lost.
/// </summary>
public sealed class GeoJsonWriter : TableWriter
{
    /// <summary>The media type.</summary>
    public const string Type = "application/geo+json";

    private readonly Utf8JsonWriter _to;
    private readonly IReadOnlyList<string> _header;
    private readonly int _latitude;
    private readonly int _longitude;

    /// <summary>Begins a collection.</summary>
    public GeoJsonWriter(Stream to, IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        (_header, _latitude, _longitude) = (header, header.ToList().IndexOf("latitude"), header.ToList().IndexOf("longitude"));
        _to = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _to.WriteStartObject();
        _to.WriteString("type", "FeatureCollection");
        _to.WriteStartArray("features");
    }

    /// <inheritdoc/>
    public override async Task RowAsync(IEnumerable<string?> cells)
    {
        var row = cells.ToList();
        _to.WriteStartObject();
        _to.WriteString("type", "Feature");
        if (Number(row[_longitude]) is { } longitude && Number(row[_latitude]) is { } latitude)
        {
            _to.WriteStartObject("geometry");
            _to.WriteString("type", "Point");
            _to.WriteStartArray("coordinates");
            _to.WriteNumberValue(longitude);
            _to.WriteNumberValue(latitude);
            _to.WriteEndArray();
            _to.WriteEndObject();
        }
        else
        {
            _to.WriteNull("geometry");
        }

        _to.WriteStartObject("properties");
        foreach (var (i, cell) in row.Index())
            if (i != _latitude && i != _longitude && !string.IsNullOrEmpty(cell)) _to.WriteString(_header[i], cell);
        _to.WriteEndObject();
        _to.WriteEndObject();
        await _to.FlushAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _to.WriteEndArray();
        _to.WriteEndObject();
        await _to.DisposeAsync();
    }

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

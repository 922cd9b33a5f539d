using System.Globalization;
using Puente.Evidence.Places;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Charts;

/// <summary>Places in the reader's words.</summary>
internal sealed class PlaceWords(Texts t)
{
    /// <summary>What files and programs call a degree of sureness.</summary>
    public static string Code(Sureness sureness) => sureness switch { Sureness.Point => "point", Sureness.Around => "around", Sureness.District => "district", _ => "state" };

    /// <summary>What a sign on the map means.</summary>
    public string Sign(Sureness sureness) => t[sureness switch { Sureness.Point => "map.sign.point", Sureness.Around => "map.sign.around", Sureness.District => "map.sign.district", _ => "map.sign.state" }];

    /// <summary>How surely something is where it is drawn.</summary>
    public string Sure(Location at)
    {
        var words = at.Sureness switch
        {
            Sureness.Point => t.Format("map.sure.point", ("point", Point(at.Point))),
            Sureness.Around => t.Format("map.sure.around", ("point", Point(at.Point)), ("metres", t.Number((long)Math.Ceiling(at.Metres!.Value)))),
            _ => t.Format("map.sure.within", ("place", Name(at.Named!))),
        };
        return at.Disputed ? $"{words} {t["map.disputed"]}" : words;
    }

    /// <summary>A place of the gazetteer with its state: "Nogales, Sonora".</summary>
    public static string Name(NamedPlace place) => place.Level == PlaceLevel.State ? place.Name : $"{place.Name}, {Gazetteer.StateOf(place).Name}";

    /// <summary>What a place of the gazetteer is.</summary>
    public string Level(NamedPlace place) => t[(place.Level, place.Country) switch
    {
        (PlaceLevel.State, _) => "map.level.state",
        (PlaceLevel.Port, _) => "map.level.port",
        (_, "us") => "map.level.county",
        _ => "map.level.municipality",
    }];

    /// <summary>A point as it was stated, latitude first.</summary>
    public static string Point(GeoPoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.#####}, {point.Longitude:0.#####}");
}

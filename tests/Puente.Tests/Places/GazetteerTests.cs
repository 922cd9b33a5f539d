using Puente.Evidence.Places;

namespace Puente.Tests.Places;

public sealed class GazetteerTests
{
    [Fact]
    public void Every_state_municipality_county_and_land_port_is_there_once()
    {
        Gazetteer.All.GroupBy(p => (p.Country, p.Level)).ToDictionary(g => g.Key, g => g.Count()).ShouldBe(new Dictionary<(string, PlaceLevel), int>
        {
            [("us", PlaceLevel.State)] = 56,
            [("mx", PlaceLevel.State)] = 32,
            [("us", PlaceLevel.District)] = 3231,
            [("mx", PlaceLevel.District)] = 2478,
            [("us", PlaceLevel.Port)] = 28,
        }, ignoreOrder: true);
        Gazetteer.All.Select(p => (p.Country, p.Level, p.Code)).Distinct().Count().ShouldBe(Gazetteer.All.Count);
        Gazetteer.All.ShouldAllBe(p => Gazetteer.StateOf(p).Level == PlaceLevel.State && p.Name.Trim() == p.Name && p.Name.Length > 1);
        Gazetteer.All.Where(p => p.Point is null).Select(p => p.Name).Order(StringComparer.Ordinal).Take(3).ShouldBe(["Coatetelco", "Dzitbalché", "Eldorado"]);
    }

    [Fact]
    public void Points_lie_in_their_country()
    {
        foreach (var place in Gazetteer.All.Where(p => p.Point is not null && p.Country == "mx"))
            (place.Point!.Value.Latitude is > 14 and < 33 && place.Point.Value.Longitude is > -119 and < -86).ShouldBeTrue(place.Name);
        foreach (var place in Gazetteer.All.Where(p => p.Level == PlaceLevel.Port))
        {
            place.Point!.Value.MetresTo(Gazetteer.StateOf(place).Point!.Value).ShouldBeLessThan(1_000_000);
            (place.Point.Value.Latitude is > 25.8 and < 32.8).ShouldBeTrue(place.Name);
        }
    }

    [Fact]
    public void Municipalities_lie_near_the_others_of_their_state()
    {
        foreach (var state in Gazetteer.All.Where(p => p.Country == "mx" && p.Level == PlaceLevel.District && p.Point is not null).GroupBy(p => p.State))
            foreach (var one in state)
                state.Where(p => p != one).Min(p => p.Point!.Value.MetresTo(one.Point!.Value)).ShouldBeLessThan(400_000, one.Name);
    }

    [Theory]
    [InlineData("nogales son", "26043")]
    [InlineData("nogales", "2604")]
    [InlineData("NOGALES Veracruz", "30115")]
    [InlineData("webb tx", "48479")]
    [InlineData("webb tex", "48479")]
    [InlineData("Cd. de Mexico", null)]
    [InlineData("ciudad mex", "09")]
    [InlineData("michoacan", "16")]
    [InlineData("nuevo laredo tamps", "28027")]
    [InlineData("2304", "2304")]
    [InlineData("matamoros brownsville", "2301")]
    [InlineData("%_'\"", null)]
    public void A_place_is_found_by_its_name_its_state_or_its_code(string asked, string? code) =>
        Gazetteer.Find(asked, 10).Select(p => p.Code).FirstOrDefault().ShouldBe(code);

    [Fact]
    public void A_code_of_five_digits_may_be_of_either_country()
    {
        Gazetteer.ByCode("01001").Select(p => (p.Country, p.Name)).ShouldBe([("us", "Autauga"), ("mx", "Aguascalientes")]);
        Gazetteer.ByCode("01001", "mx").Single().Name.ShouldBe("Aguascalientes");
        Gazetteer.ByCode("99999").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Coahuila", "05")]
    [InlineData("Coahuila de Zaragoza", "05")]
    [InlineData("coah.", "05")]
    [InlineData("DF", "09")]
    [InlineData("Estado de México", "15")]
    [InlineData("N.L.", "19")]
    [InlineData("Baja California", "02")]
    [InlineData("Texas", "48")]
    [InlineData("tx", "48")]
    [InlineData("Nuevo Reino", null)]
    public void A_state_is_known_by_its_name_as_papers_write_it(string text, string? code) => Gazetteer.States(text).Select(s => s.Code).SingleOrDefault().ShouldBe(code);

    [Fact]
    public void A_district_is_known_with_or_without_what_it_is_called()
    {
        NamedPlace State(string name) => Gazetteer.States(name).Single();
        foreach (var name in (string[])["Webb", "Webb County", "webb county"]) Gazetteer.Districts(name, State("Texas")).Single().Code.ShouldBe("48479");
        foreach (var name in (string[])["Nogales", "Municipio de Nogales", "NOGALES"]) Gazetteer.Districts(name, State("Sonora")).Single().Code.ShouldBe("26043");
        Gazetteer.Districts("Nogales", State("Texas")).ShouldBeEmpty();
        Gazetteer.Districts("", State("Texas")).ShouldBeEmpty();
    }

    [Fact]
    public void Distances_are_those_of_the_great_circle()
    {
        // A quarter of the equator, and the two Nogales.
        new GeoPoint(0, 0).MetresTo(new GeoPoint(0, 90)).ShouldBe(Math.PI / 2 * 6_371_000, 1);
        new GeoPoint(31.3404, -110.9342).MetresTo(new GeoPoint(31.3083, -110.9430)).ShouldBeInRange(3_500, 3_800);
        new GeoPoint(95, 0).IsValid.ShouldBeFalse();
        new GeoPoint(double.NaN, 0).IsValid.ShouldBeFalse();
    }
}

using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Demo;

/// <summary>Chapter 0: towns, ports of entry and public bodies, which everybody may see.</summary>
internal static class Gazetteer
{
    private static readonly (string Name, string State, string Country, double Latitude, double Longitude)[] Towns =
    [
        ("Nogales, Sonora", "Sonora", "mx", 31.31, -110.94), ("Hermosillo", "Sonora", "mx", 29.07, -110.96), ("Caborca", "Sonora", "mx", 30.72, -112.16),
        ("Culiacán", "Sinaloa", "mx", 24.81, -107.39), ("Ciudad Juárez", "Chihuahua", "mx", 31.69, -106.42), ("Nuevo Laredo", "Tamaulipas", "mx", 27.48, -99.51),
        ("Guadalajara", "Jalisco", "mx", 20.67, -103.35), ("Manzanillo", "Colima", "mx", 19.05, -104.32), ("Tijuana", "Baja California", "mx", 32.51, -117.04),
        ("Phoenix", "Arizona", "us", 33.45, -112.07), ("Tucson", "Arizona", "us", 32.22, -110.97), ("El Paso", "Texas", "us", 31.76, -106.49),
        ("Laredo", "Texas", "us", 27.51, -99.51), ("Houston", "Texas", "us", 29.76, -95.37), ("Atlanta", "Georgia", "us", 33.75, -84.39),
        ("Chicago", "Illinois", "us", 41.88, -87.63), ("Denver", "Colorado", "us", 39.74, -104.99), ("Charlotte", "North Carolina", "us", 35.23, -80.84),
        ("Columbus", "Ohio", "us", 39.96, -83.0), ("Fresno", "California", "us", 36.74, -119.79), ("Las Vegas", "Nevada", "us", 36.17, -115.14), ("Omaha", "Nebraska", "us", 41.26, -95.93),
    ];

    private static readonly (string Name, string Code, string Country)[] Ports =
    [
        ("Nogales-Mariposa", "2604", "us"), ("Laredo World Trade Bridge", "2304", "us"), ("El Paso Bridge of the Americas", "2402", "us"), ("San Ysidro", "2504", "us"), ("Colombia-Solidarity Bridge", "2309", "us"),
    ];

    public static IReadOnlyList<string> TownNames { get; } = [.. Towns.Select(t => t.Name)];

    public static IReadOnlyList<string> UnitedStatesTowns { get; } = [.. Towns.Where(t => t.Country == "us").Select(t => t.Name)];

    public static IReadOnlyList<string> PortNames { get; } = [.. Ports.Select(p => p.Name)];

    public static async Task WriteAsync(Stage stage)
    {
        var by = stage.As("castellano", purpose: "liaison");
        var report = await stage.ReportAsync(by, new NewSource("document", "Gazetteer of the border region", null, "open-source", When.Year(2025), Marks.Open("US/HSI/NOG")), "A1", "en");
        foreach (var (name, state, country, latitude, longitude) in Towns)
            stage[name] = report.Add("Place", ("name", name), ("state", state), ("country", country), ("latitude", Text(latitude)), ("longitude", Text(longitude)));
        foreach (var (name, code, country) in Ports)
            stage[name] = report.Add("PortOfEntry", ("name", name), ("portCode", code), ("country", country), ("portType", "land"));
        foreach (var agency in DemoCast.Agencies)
        {
            stage[agency.Code] = report.Add("PublicBody", ("name", agency.Country == "MX" ? agency.NameEs : agency.NameEn), ("alias", agency.Code[3..]), ("country", agency.Country.ToLowerInvariant()));
            if (agency.Until is { } last) report.Say(stage[agency.Code], "dissolutionDate", last.ToString("O", CultureInfo.InvariantCulture));
        }

        report.Fact("Succession", stage["MX/PGR"], stage["MX/FGR"], at: When.Day(2018, 12, 20));
        report.Fact("Succession", stage["MX/CISEN"], stage["MX/CNI"], at: When.Day(2018, 12, 1));
        await report.FileAsync();

        var press = await stage.ReportAsync(by, new NewSource("document", "Three organisations of the desert corridor (press survey)", null, "open-source", When.Month(2025, 11), Marks.Open("US/HSI/NOG")), "B3", "en");
        stage["company"] = press.Add("CriminalGroup", ("name", "La Compañía del Desierto"), ("alias", "La Compañía"), ("groupType", "organisation"), ("country", "mx"));
        stage["mesa"] = press.Add("CriminalGroup", ("name", "Grupo Mesa Verde"), ("alias", "Los Mesa"), ("groupType", "organisation"), ("country", "mx"));
        stage["arrieros"] = press.Add("CriminalGroup", ("name", "Los Arrieros"), ("groupType", "network"), ("country", "mx"));
        press.Fact("Rivalry", stage["company"], stage["mesa"], place: stage["Caborca"], at: When.Year(2022));
        press.Fact("Alliance", stage["company"], stage["arrieros"], at: When.Month(2023, 6), until: When.Month(2025, 9));
        press.Fact("Presence", stage["company"], stage["Nogales, Sonora"], at: When.Year(2021), detail: [("strength", "dominant"), ("activity", "arms and cash")]);
        press.Fact("Presence", stage["company"], stage["Hermosillo"], at: When.Year(2022));
        press.Fact("Presence", stage["mesa"], stage["Caborca"], at: When.Year(2020));
        press.Fact("Presence", stage["arrieros"], stage["Nuevo Laredo"], at: When.Year(2019).About());
        await press.FileAsync();
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}

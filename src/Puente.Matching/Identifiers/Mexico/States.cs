namespace Puente.Matching.Identifiers.Mexico;

/// <summary>Two-letter codes of the states as the CURP has them; NE is a birth abroad. The 33 codes are those of Debian's python3-stdnum 1.18 (November 2022).</summary>
internal static class States
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AS"] = "Aguascalientes",
        ["BC"] = "Baja California",
        ["BS"] = "Baja California Sur",
        ["CC"] = "Campeche",
        ["CL"] = "Coahuila",
        ["CM"] = "Colima",
        ["CS"] = "Chiapas",
        ["CH"] = "Chihuahua",
        ["DF"] = "Ciudad de México",
        ["DG"] = "Durango",
        ["GT"] = "Guanajuato",
        ["GR"] = "Guerrero",
        ["HG"] = "Hidalgo",
        ["JC"] = "Jalisco",
        ["MC"] = "Estado de México",
        ["MN"] = "Michoacán",
        ["MS"] = "Morelos",
        ["NT"] = "Nayarit",
        ["NL"] = "Nuevo León",
        ["OC"] = "Oaxaca",
        ["PL"] = "Puebla",
        ["QT"] = "Querétaro",
        ["QR"] = "Quintana Roo",
        ["SP"] = "San Luis Potosí",
        ["SL"] = "Sinaloa",
        ["SR"] = "Sonora",
        ["TC"] = "Tabasco",
        ["TS"] = "Tamaulipas",
        ["TL"] = "Tlaxcala",
        ["VZ"] = "Veracruz",
        ["YN"] = "Yucatán",
        ["ZS"] = "Zacatecas",
        ["NE"] = "Nacido en el extranjero",
    };
}

using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;

namespace Puente.Node.Demo;

/// <summary>The agencies, units and officers of the demo. The agencies exist; every officer is invented.</summary>
internal static class DemoCast
{
    private const Role Works = Role.Reader | Role.Recorder | Role.Importer;

    /// <summary>Successors stand before those they succeed.</summary>
    public static IReadOnlyList<Agency> Agencies { get; } =
    [
        new("US/ATF", "US", "Bureau of Alcohol, Tobacco, Firearms and Explosives", "Oficina de Alcohol, Tabaco, Armas de Fuego y Explosivos", ["firearms", "police"]),
        new("US/DEA", "US", "Drug Enforcement Administration", "Administración de Control de Drogas", ["police"]),
        new("US/HSI", "US", "Homeland Security Investigations", "Investigaciones de Seguridad Nacional", ["police", "customs"]),
        new("US/FINCEN", "US", "Financial Crimes Enforcement Network", "Red de Control de Delitos Financieros", ["fiu"]),
        new("US/USMS", "US", "United States Marshals Service", "Servicio de Alguaciles de los Estados Unidos", ["police"]),
        new("US/OIG", "US", "Office of the Inspector General", "Oficina del Inspector General", ["oversight"]),
        new("MX/FGR", "MX", "Office of the Attorney General of the Republic", "Fiscalía General de la República", ["prosecutor", "police"], new(2018, 12, 20)),
        new("MX/SSPC", "MX", "Secretariat of Security and Citizen Protection", "Secretaría de Seguridad y Protección Ciudadana", ["police"], new(2018, 12, 1)),
        new("MX/UIF", "MX", "Financial Intelligence Unit", "Unidad de Inteligencia Financiera", ["fiu"]),
        new("MX/SEDENA", "MX", "Secretariat of National Defence", "Secretaría de la Defensa Nacional", ["military", "firearms"]),
        new("MX/CNI", "MX", "National Intelligence Centre", "Centro Nacional de Inteligencia", ["intelligence"], new(2018, 12, 1)),
        new("MX/OIC", "MX", "Internal control body", "Órgano interno de control", ["oversight"]),
        new("MX/PGR", "MX", "Attorney General's Office (until 2018)", "Procuraduría General de la República (hasta 2018)", ["prosecutor", "police"], Until: new(2018, 12, 19), Successor: "MX/FGR"),
        new("MX/CISEN", "MX", "Centre for Investigation and National Security (until 2018)", "Centro de Investigación y Seguridad Nacional (hasta 2018)", ["intelligence"], Until: new(2018, 11, 30), Successor: "MX/CNI"),
    ];

    /// <summary>Every unit.</summary>
    public static IReadOnlyList<Unit> Units { get; } =
    [
        new("US/ATF/NTC", "US/ATF", "National Tracing Center, Martinsburg", "Centro Nacional de Rastreo, Martinsburg"),
        new("US/ATF/PHX", "US/ATF", "Phoenix Field Division", "División de Phoenix"),
        new("US/ATF/ELP", "US/ATF", "El Paso Field Office", "Oficina de El Paso"),
        new("US/DEA/ELP", "US/DEA", "El Paso Division", "División de El Paso"),
        new("US/DEA/SUP", "US/DEA", "Source Handling, El Paso", "Manejo de fuentes, El Paso"),
        new("US/HSI/NOG", "US/HSI", "Nogales Office and liaison", "Oficina de Nogales y enlace"),
        new("US/HSI/LRD", "US/HSI", "Laredo Office", "Oficina de Laredo"),
        new("US/FINCEN/INT", "US/FINCEN", "Intelligence Division", "División de Inteligencia"),
        new("US/USMS/SWB", "US/USMS", "Southwest Border Fugitive Task Force", "Fuerza de tarea de prófugos de la frontera suroeste"),
        new("US/OIG/AUD", "US/OIG", "Audit Division", "División de Auditoría"),
        new("MX/FGR/SON", "MX/FGR", "State delegation Sonora", "Fiscalía Federal en Sonora"),
        new("MX/FGR/FEMDO", "MX/FGR", "Organised Crime Prosecution", "Fiscalía Especializada en Delincuencia Organizada"),
        new("MX/SSPC/INT", "MX/SSPC", "Intelligence and Investigation", "Inteligencia e Investigación"),
        new("MX/UIF/ANL", "MX/UIF", "Analysis Directorate", "Dirección de Análisis"),
        new("MX/SEDENA/RFA", "MX/SEDENA", "Federal Firearms Register", "Registro Federal de Armas de Fuego"),
        new("MX/CNI/ANL", "MX/CNI", "Analysis", "Análisis"),
        new("MX/OIC/AUD", "MX/OIC", "Audit", "Auditoría"),
    ];

    /// <summary>Every officer with the highest sensitivity read; null reads no statement.</summary>
    public static IReadOnlyList<(OfficerEntry Entry, Tlp? Ceiling)> Officers { get; } =
    [
        (new("rivas", "Marisol Rivas Ochoa", ["MX/FGR/SON"], Works, "es"), Tlp.AmberStrict),
        (new("nunez", "Tomás Núñez Arriola", ["MX/FGR/FEMDO", "MX/FGR/SON"], Works | Role.ReleaseAuthority | Role.DisclosureCustodian, "es"), Tlp.Red),
        (new("becerra", "Elena Becerra Luján", ["MX/UIF/ANL"], Works, "es"), Tlp.AmberStrict),
        (new("salgado", "Ignacio Salgado Prieto", ["MX/UIF/ANL"], Works | Role.ReleaseAuthority, "es"), Tlp.Red),
        (new("olvera", "Rodrigo Olvera Tapia", ["MX/SEDENA/RFA"], Works, "es"), Tlp.AmberStrict),
        (new("montes", "Adriana Montes Quijano", ["MX/SEDENA/RFA"], Works | Role.ReleaseAuthority, "es"), Tlp.Red),
        (new("ibarra", "Lucía Ibarra Tovar", ["MX/SSPC/INT"], Works, "es"), Tlp.AmberStrict),
        (new("zamora", "Héctor Zamora Villaseñor", ["MX/SSPC/INT"], Works | Role.ReleaseAuthority, "es"), Tlp.AmberStrict),
        (new("quiroga", "Beatriz Quiroga Salas", ["MX/CNI/ANL"], Works, "es"), Tlp.Red),
        (new("quintana", "Leandro Quintana Ríos", ["MX/CNI/ANL"], Role.Reader, "es"), Tlp.Green),
        (new("whitfield", "Dana Whitfield", ["US/ATF/NTC"], Works, "en"), Tlp.AmberStrict),
        (new("okafor", "Samuel Okafor", ["US/ATF/PHX"], Works | Role.ReleaseAuthority, "en"), Tlp.Red),
        (new("lindgren", "Peter Lindgren", ["US/ATF/ELP"], Role.Reader | Role.Recorder, "en"), Tlp.Green),
        (new("tanaka", "Grace Tanaka", ["US/DEA/ELP", "US/DEA/SUP"], Works | Role.ReleaseAuthority | Role.DisclosureCustodian, "en"), Tlp.Red),
        (new("brandt", "Owen Brandt", ["US/DEA/ELP"], Works, "en"), Tlp.AmberStrict),
        (new("castellano", "Nora Castellano", ["US/HSI/NOG", "US/HSI/LRD"], Works | Role.ReleaseAuthority, "en"), Tlp.AmberStrict),
        (new("delgado", "Victor Delgado", ["US/HSI/LRD"], Works, "en"), Tlp.AmberStrict),
        (new("mercer", "Ruth Mercer", ["US/FINCEN/INT"], Works | Role.ReleaseAuthority, "en"), Tlp.AmberStrict),
        (new("hale", "Jonas Hale", ["US/FINCEN/INT"], Role.Reader | Role.Recorder, "en"), Tlp.AmberStrict),
        (new("boyd", "Leah Boyd", ["US/USMS/SWB"], Works, "en"), Tlp.AmberStrict),
        (new("sutter", "Carl Sutter", ["US/USMS/SWB"], Role.Reader | Role.ReleaseAuthority, "en"), Tlp.AmberStrict),
        (new("abara", "Ifeoma Abara", ["US/OIG/AUD"], Role.Auditor, "en"), null),
        (new("urrutia", "Gabriel Urrutia Soto", ["MX/OIC/AUD"], Role.Auditor, "es"), null),
        (new("kessler", "Mia Kessler", ["US/ATF/NTC"], Role.Administrator, "en"), null),
        (new("arellano", "Pablo Arellano Díaz", ["MX/SSPC/INT"], Role.Administrator, "es"), null),
    ];

    /// <summary>Enters everybody; each reading right is approved by another officer of the same agency.</summary>
    public static async Task EnterAsync(RosterBook roster, Viewers viewers)
    {
        foreach (var agency in Agencies) Need(await roster.AddAgencyAsync(Author.Machine, agency));
        foreach (var unit in Units)
        {
            Need(await roster.AddUnitAsync(Author.Machine, unit));
            if (!unit.Agency.EndsWith("/CNI", StringComparison.Ordinal))
                Need(await roster.ClearUnitAsync(Author.Machine, unit.Code, new Vetting(new DateOnly(2026, 1, 15), new DateOnly(2027, 1, 14), "Joint vetting board / Comité conjunto de evaluación")));
        }

        var keys = new Dictionary<string, OfficerId>(StringComparer.Ordinal);
        foreach (var (entry, _) in Officers) keys[entry.Login] = Need(await roster.AddOfficerAsync(Author.Machine, entry));
        foreach (var (entry, ceiling) in Officers)
        {
            if (ceiling is not { } highest) continue;
            var agency = AgencyOf(entry);
            var right = Need(await roster.ProposeRightAsync(Author.Machine, keys[entry.Login], agency, highest, new DateOnly(2026, 1, 1)));
            var second = Officers.First(o => o.Entry.Login != entry.Login && AgencyOf(o.Entry) == agency && !o.Entry.Roles.HasFlag(Role.Administrator)).Entry;
            Need(await roster.ApproveRightAsync(Need(viewers.Open(keys[second.Login], second.Units[0], "administration")), right));
        }
    }

    internal static T Need<T>(Puente.Evidence.Result<T> result) => result.Value;

    private static string AgencyOf(OfficerEntry entry) => entry.Units[0][..entry.Units[0].LastIndexOf('/')];
}

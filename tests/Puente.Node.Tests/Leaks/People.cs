using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;

namespace Puente.Node.Tests.Leaks;

/// <summary>The invented agencies and officers of the leak worlds: every function, ceiling and role that decides something.</summary>
internal static class People
{
    private static readonly OfficerId Nobody = new(900);

    public static Roster Roster { get; } = new(
        1,
        [
            new("US/ATF", "US", "Firearms bureau", "Oficina de armas", ["firearms", "police"]),
            new("US/HSI", "US", "Homeland investigations", "Investigaciones", ["customs", "police"]),
            new("MX/PGR", "MX", "Former prosecution", "Procuraduría", ["prosecutor"], Until: new DateOnly(2018, 12, 13), Successor: "MX/FGR"),
            new("MX/FGR", "MX", "Prosecution", "Fiscalía", ["prosecutor", "police"]),
            new("MX/UIF", "MX", "Financial intelligence", "Inteligencia financiera", ["fiu"]),
        ],
        [
            new("US/ATF/PHX", "US/ATF", "Phoenix", "Phoenix"),
            new("US/ATF/ELP", "US/ATF", "El Paso", "El Paso"),
            new("US/HSI/NOG", "US/HSI", "Nogales", "Nogales"),
            new("MX/FGR/SON", "MX/FGR", "Sonora", "Sonora"),
            new("MX/FGR/CHH", "MX/FGR", "Chihuahua", "Chihuahua"),
            new("MX/UIF/CDMX", "MX/UIF", "Mexico City", "Ciudad de México"),
        ],
        [
            Officer(1, "rivas", Work, "MX/FGR/SON"),
            Officer(2, "lugo", Work, "MX/FGR/CHH", "MX/FGR/SON"),
            Officer(3, "ortiz", Work, "MX/UIF/CDMX"),
            Officer(4, "hale", Work, "US/ATF/PHX"),
            Officer(5, "brand", Work, "US/ATF/ELP"),
            Officer(6, "moreno", Work, "US/HSI/NOG"),
            Officer(7, "cole", Work & ~Role.ReleaseAuthority, "US/ATF/PHX"),
            Officer(8, "vega", Role.Reader | Role.Auditor, "MX/FGR/SON"),
            Officer(9, "root", Work | Role.Administrator, "US/ATF/PHX"),
        ],
        [
            Right(1, "MX/FGR", Tlp.Red), Right(2, "MX/FGR", Tlp.AmberStrict), Right(3, "MX/UIF", Tlp.Red), Right(4, "US/ATF", Tlp.Red),
            Right(5, "US/ATF", Tlp.Amber), Right(6, "US/HSI", Tlp.AmberStrict), Right(7, "US/ATF", Tlp.Green), Right(8, "MX/FGR", Tlp.Amber), Right(9, "US/ATF", Tlp.Red),
        ]);

    /// <summary>Everybody, in every unit of theirs.</summary>
    public static IReadOnlyList<(OfficerId Officer, string Unit)> Seats { get; } =
        [.. Roster.Officers.Values.OrderBy(o => o.Id.Key).SelectMany(o => o.Units.Select(u => (o.Id, u)))];

    private const Role Work = Role.Reader | Role.Recorder | Role.Importer | Role.ReleaseAuthority;

    private static Officer Officer(long key, string login, Role roles, params string[] units) => new(new(key), login, login, [.. units], roles, true, "en");

    private static ReadingRight Right(long officer, string agency, Tlp ceiling) => new(new(officer), agency, ceiling, new DateOnly(2020, 1, 1), null, Nobody, new(901));
}

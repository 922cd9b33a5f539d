using System.Data.Common;
using Dapper;
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
            Officer(2, "lugo", Work | Role.DisclosureCustodian, "MX/FGR/CHH", "MX/FGR/SON"),
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

    /// <summary>Writes the roster into a store, as a node reads it; every other officer reads Spanish.</summary>
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction)
    {
        Task Insert(string sql, object row) => connection.ExecuteAsync("insert into " + sql, row, transaction);
        foreach (var a in Roster.Agencies.Values.OrderBy(a => a.Code))
            await Insert("agency (code, country, name_en, name_es, functions, from_day, until_day, successor) values (@Code, @Country, @NameEn, @NameEs, @functions, null, @until, @Successor)",
                new { a.Code, a.Country, a.NameEn, a.NameEs, functions = string.Join(',', a.Functions), until = RosterRows.Text(a.Until), a.Successor });
        foreach (var u in Roster.Units.Values.OrderBy(u => u.Code))
            await Insert("unit (code, agency, name_en, name_es) values (@Code, @Agency, @NameEn, @NameEs)", new { u.Code, u.Agency, u.NameEn, u.NameEs });
        foreach (var o in Roster.Officers.Values.OrderBy(o => o.Id.Key))
        {
            await Insert("officer (key, login, name, roles, active, language) values (@Key, @Login, @Name, @roles, 1, @language)",
                new { o.Id.Key, o.Login, o.Name, roles = (long)o.Roles, language = o.Id.Key % 2 == 0 ? "es" : "en" });
            foreach (var (place, unit) in o.Units.Index())
                await Insert("officer_unit (officer, unit, place) values (@Key, @unit, @place)", new { o.Id.Key, unit, place = (long)place });
            foreach (var r in Roster.Rights[o.Id])
                await Insert("reading_right (key, officer, agency, units, ceiling, from_day, until_day, proposed_by, approved_by, ended) values (@Key, @Key, @Agency, '', @ceiling, @from, null, @by, @second, null)",
                    new { o.Id.Key, r.Agency, ceiling = r.Ceiling.ToString(), from = RosterRows.Text(r.From), by = r.ProposedBy.Key, second = r.ApprovedBy!.Value.Key });
        }
    }

    private const Role Work = Role.Reader | Role.Recorder | Role.Importer | Role.ReleaseAuthority;

    private static Officer Officer(long key, string login, Role roles, params string[] units) => new(new(key), login, login, [.. units], roles, true, "en");

    private static ReadingRight Right(long officer, string agency, Tlp ceiling) => new(new(officer), agency, ceiling, new DateOnly(2020, 1, 1), null, Nobody, new(901));
}

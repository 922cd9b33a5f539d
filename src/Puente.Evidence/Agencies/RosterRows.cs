using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Agencies;

/// <summary>Reads the roster's tables.</summary>
internal static class RosterRows
{
    public static async Task<Roster> ReadAsync(DbConnection connection, DbTransaction? transaction, long version)
    {
        var agencies = await connection.QueryAsync<AgencyRow>("select code, country, name_en, name_es, functions, from_day, until_day, successor from agency", transaction: transaction);
        var vetting = (await connection.QueryAsync<VettingRow>("select unit, from_day, until_day, cleared_by from vetting order by from_day, key", transaction: transaction)).ToLookup(v => v.Unit);
        var units = await connection.QueryAsync<UnitRow>("select code, agency, name_en, name_es from unit", transaction: transaction);
        var places = (await connection.QueryAsync<(long Officer, string Unit)>("select officer, unit from officer_unit order by officer, place", transaction: transaction)).ToLookup(p => p.Officer, p => p.Unit);
        var officers = await connection.QueryAsync<OfficerRow>("select key, login, name, roles, active, language from officer", transaction: transaction);
        var rights = await connection.QueryAsync<RightRow>(
            "select key, officer, agency, units, ceiling, from_day, until_day, proposed_by, approved_by from reading_right where ended is null order by key", transaction: transaction);
        return new Roster(
            version,
            agencies.Select(a => new Agency(a.Code, a.Country, a.Name_En, a.Name_Es, List(a.Functions), Day(a.From_Day), Day(a.Until_Day), a.Successor)),
            units.Select(u => new Unit(u.Code, u.Agency, u.Name_En, u.Name_Es) { Vetting = [.. vetting[u.Code].Select(v => new Vetting(Day(v.From_Day)!.Value, Day(v.Until_Day), v.Cleared_By))] }),
            officers.Select(o => new Officer(new OfficerId(o.Key), o.Login, o.Name, [.. places[o.Key]], (Role)o.Roles, o.Active == 1, o.Language)),
            rights.Select(r => new ReadingRight(
                new OfficerId(r.Officer), r.Agency, Enum.Parse<Tlp>(r.Ceiling), Day(r.From_Day)!.Value, Day(r.Until_Day), new OfficerId(r.Proposed_By),
                r.Approved_By is { } second ? new OfficerId(second) : null)
            { Id = new RightId(r.Key), Units = List(r.Units) }));
    }

    public static string? Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    private static ImmutableArray<string> List(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private sealed record AgencyRow(string Code, string Country, string Name_En, string Name_Es, string Functions, string? From_Day, string? Until_Day, string? Successor);

    private sealed record VettingRow(string Unit, string From_Day, string? Until_Day, string Cleared_By);

    private sealed record UnitRow(string Code, string Agency, string Name_En, string Name_Es);

    private sealed record OfficerRow(long Key, string Login, string Name, long Roles, long Active, string Language);

    private sealed record RightRow(long Key, long Officer, string Agency, string Units, string Ceiling, string From_Day, string? Until_Day, long Proposed_By, long? Approved_By);
}

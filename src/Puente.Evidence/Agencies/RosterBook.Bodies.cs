using Dapper;

namespace Puente.Evidence.Agencies;

public sealed partial class RosterBook
{
    private const string AgencyColumns =
        "country = @Country, name_en = @NameEn, name_es = @NameEs, functions = @functions, from_day = @from, until_day = @until, successor = @Successor";

    /// <summary>
    /// Adds an agency. Refuses <c>roster.not-administrator</c>, <c>roster.dates-reversed</c>, and <c>agency.code-form</c>, <c>.exists</c>, <c>.no-name</c>,
    /// <c>.unknown-function</c>, <c>.no-such-successor</c>, <c>.successor-abroad</c>, <c>.successor-without-end</c>, <c>.circular</c>.
    /// </summary>
    public Task<Result<Done>> AddAgencyAsync(Author by, Agency agency)
    {
        ArgumentNullException.ThrowIfNull(agency);
        return ChangeAsync(by, "agency.add", agency.Code, Content(agency), roster => MayAdminister(by) ?? RosterRules.Agency(roster, agency, isNew: true),
            """
            insert into agency (code, country, name_en, name_es, functions, from_day, until_day, successor)
            values (@Code, @Country, @NameEn, @NameEs, @functions, @from, @until, @Successor)
            """, Row(agency));
    }

    /// <summary>Changes names, functions, dates or the successor of an agency; the code stays. Refuses as <see cref="AddAgencyAsync"/>, and <c>agency.unknown</c>.</summary>
    public Task<Result<Done>> ChangeAgencyAsync(Author by, Agency agency)
    {
        ArgumentNullException.ThrowIfNull(agency);
        return ChangeAsync(by, "agency.change", agency.Code, Content(agency), roster => MayAdminister(by) ?? RosterRules.Agency(roster, agency, isNew: false),
            $"update agency set {AgencyColumns} where code = @Code", Row(agency));
    }

    /// <summary>
    /// Adds a unit. Refuses <c>roster.not-administrator</c>, <c>agency.unknown</c>, and <c>unit.code-form</c>, <c>.exists</c>, <c>.no-name</c>, <c>.agency-ended</c>.
    /// Vetting is recorded apart.
    /// </summary>
    public Task<Result<Done>> AddUnitAsync(Author by, Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return ChangeAsync(by, "unit.add", unit.Code, new { unit.Agency, unit.NameEn, unit.NameEs }, roster => MayAdminister(by) ?? RosterRules.Unit(roster, unit, isNew: true, Today),
            "insert into unit (code, agency, name_en, name_es) values (@Code, @Agency, @NameEn, @NameEs)", new { unit.Code, unit.Agency, unit.NameEn, unit.NameEs });
    }

    /// <summary>Changes the names of a unit. Refuses as <see cref="AddUnitAsync"/>, and <c>unit.unknown</c>.</summary>
    public Task<Result<Done>> ChangeUnitAsync(Author by, Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return ChangeAsync(by, "unit.change", unit.Code, new { unit.NameEn, unit.NameEs }, roster => MayAdminister(by) ?? RosterRules.Unit(roster, unit, isNew: false, Today),
            "update unit set name_en = @NameEn, name_es = @NameEs where code = @Code", new { unit.Code, unit.NameEn, unit.NameEs });
    }

    /// <summary>
    /// Records that a unit was vetted and is cleared between two days; a later record never changes an earlier one. Refuses <c>roster.not-administrator</c>,
    /// <c>unit.unknown</c>, <c>vetting.no-authority</c>, <c>roster.dates-reversed</c>.
    /// </summary>
    public Task<Result<Done>> ClearUnitAsync(Author by, string unit, Vetting vetting)
    {
        ArgumentNullException.ThrowIfNull(vetting);
        var row = new { unit, from = RosterRows.Text(vetting.From), until = RosterRows.Text(vetting.Until), vetting.ClearedBy };
        return ChangeAsync(by, "unit.clear", unit, new { row.from, row.until, clearedBy = vetting.ClearedBy },
            roster => MayAdminister(by)
                ?? (!roster.Units.ContainsKey(unit) ? new Refusal("unit.unknown", ("code", unit))
                    : string.IsNullOrWhiteSpace(vetting.ClearedBy) ? new Refusal("vetting.no-authority")
                    : vetting.From > vetting.Until ? new Refusal("roster.dates-reversed") : null),
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("insert into vetting (key, unit, from_day, until_day, cleared_by, recorded) values (@key, @unit, @from, @until, @ClearedBy, @now)",
                    new { key = await NextKeyAsync(connection, transaction, "vetting"), row.unit, row.from, row.until, row.ClearedBy, now = Now }, transaction);
                return new Done();
            });
    }

    private static object Row(Agency agency) => new
    {
        agency.Code,
        agency.Country,
        agency.NameEn,
        agency.NameEs,
        functions = string.Join(',', agency.Functions),
        from = RosterRows.Text(agency.From),
        until = RosterRows.Text(agency.Until),
        agency.Successor,
    };

    private static object Content(Agency agency) => new
    {
        agency.NameEn,
        agency.NameEs,
        functions = string.Join(',', agency.Functions),
        from = RosterRows.Text(agency.From),
        until = RosterRows.Text(agency.Until),
        agency.Successor,
    };
}

using System.Data.Common;
using Dapper;

namespace Puente.Evidence.Agencies;

public sealed partial class RosterBook
{
    /// <summary>
    /// Adds an officer, who sees nothing yet. Refuses <c>roster.not-administrator</c>, <c>unit.unknown</c>, and <c>officer.login-form</c>, <c>.login-taken</c>
    /// (names are never given twice), <c>.no-name</c>, <c>.no-unit</c>, <c>.unit-twice</c>, <c>.language</c>, <c>.no-role</c>, <c>.roles-administrator</c>
    /// (who keeps accounts reads and records nothing), <c>.roles-auditor</c> (who audits records nothing).
    /// </summary>
    public Task<Result<OfficerId>> AddOfficerAsync(Author by, OfficerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ChangeAsync(by, "officer.add", entry.Login, Content(entry), roster => MayAdminister(by) ?? RosterRules.Officer(roster, entry, null), async (connection, transaction) =>
        {
            var key = await NextKeyAsync(connection, transaction, "officer");
            await connection.ExecuteAsync("insert into officer (key, login, name, roles, active, language) values (@key, @Login, @Name, @roles, 1, @Language)",
                new { key, entry.Login, entry.Name, roles = (long)entry.Roles, entry.Language }, transaction);
            await PlaceAsync(connection, transaction, key, entry);
            return new OfficerId(key);
        });
    }

    /// <summary>
    /// Changes name, units, roles or language; the login stays. Approved rights keep to the units they were approved for. Refuses as
    /// <see cref="AddOfficerAsync"/>, and <c>officer.unknown</c>, <c>officer.last-administrator</c>.
    /// </summary>
    public Task<Result<Done>> ChangeOfficerAsync(Author by, OfficerId id, OfficerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ChangeAsync(by, "officer.change", entry.Login, Content(entry), roster => MayAdminister(by) ?? RosterRules.Officer(roster, entry, id), async (connection, transaction) =>
        {
            await connection.ExecuteAsync("update officer set name = @Name, roles = @roles, language = @Language where key = @Key",
                new { id.Key, entry.Name, roles = (long)entry.Roles, entry.Language }, transaction);
            await connection.ExecuteAsync("delete from officer_unit where officer = @Key", new { id.Key }, transaction);
            await PlaceAsync(connection, transaction, id.Key, entry);
            return new Done();
        });
    }

    /// <summary>
    /// The officer has left: no longer active, every session and token ended, passkeys and other ways in removed, rights withdrawn,
    /// all at once; nothing is handed over to anybody. The record of what the officer did stays.
    /// Refuses <c>roster.not-administrator</c>, <c>officer.unknown</c>, <c>officer.left-already</c>, <c>officer.last-administrator</c>.
    /// </summary>
    public async Task<Result<Done>> EndAsync(Author by, OfficerId id)
    {
        var login = Current.Officers.TryGetValue(id, out var officer) ? officer.Login : "";
        return await ChangeAsync(by, "officer.leave", login, null,
            roster => MayAdminister(by)
                ?? (!roster.Officers.TryGetValue(id, out var leaver) ? new Refusal("officer.unknown", ("officer", login))
                    : !leaver.Active ? new Refusal("officer.left-already", ("officer", login))
                    : RosterRules.LastAdministrator(roster, id)),
            async (connection, transaction) =>
            {
                var row = new { id.Key, now = Now };
                await connection.ExecuteAsync("update officer set active = 0 where key = @Key", row, transaction);
                await connection.ExecuteAsync("update session set ended = @now where officer = @Key and ended is null", row, transaction);
                await connection.ExecuteAsync("update access_token set revoked = @now where officer = @Key and revoked is null", row, transaction);
                await connection.ExecuteAsync("update reading_right set ended = @now where officer = @Key and ended is null", row, transaction);
                foreach (var way in (string[])["passkey", "authenticator", "outside_subject"])
                    await connection.ExecuteAsync($"delete from {way} where officer = @Key", row, transaction);
                await connection.ExecuteAsync("update one_time_code set used = @now where officer = @Key and used is null", row, transaction);
                return new Done();
            });
    }

    private static async Task PlaceAsync(DbConnection connection, DbTransaction transaction, long officer, OfficerEntry entry)
    {
        foreach (var (place, unit) in entry.Units.Index())
            await connection.ExecuteAsync("insert into officer_unit (officer, unit, place) values (@officer, @unit, @place)", new { officer, unit, place = (long)place }, transaction);
    }

    private static object Content(OfficerEntry entry) => new { entry.Name, units = entry.Units, roles = entry.Roles.ToString(), entry.Language };
}

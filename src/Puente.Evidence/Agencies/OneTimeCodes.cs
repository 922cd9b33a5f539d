using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>What a one-time code opens.</summary>
public enum CodeKind
{
    /// <summary>Sign-in without the passkey; ten at a time.</summary>
    Recovery,

    /// <summary>The first passkey of an officer; one at a time, for three days.</summary>
    Enrolment,

    /// <summary>A new way in for an administrator of the stopped node; one at a time, on the recovery sheet.</summary>
    Node,
}

/// <summary>Codes that work once. Only slow hashes are kept. Thread-safe.</summary>
public sealed class OneTimeCodes(Database database, ActLog acts, TimeProvider clock, RosterBook roster)
{
    /// <summary>How many recovery codes an officer gets.</summary>
    public const int RecoveryCodes = 10;

    private static readonly TimeSpan EnrolmentLasts = TimeSpan.FromDays(3);

    /// <summary>Ten new recovery codes; earlier ones stop working. An act.</summary>
    public Task<IReadOnlyList<string>> NewRecoveryAsync(OfficerId officer) =>
        ReplaceAsync(new Author(officer, "", "", "", false), officer, CodeKind.Recovery, RecoveryCodes, null, "officer.recovery-codes");

    /// <summary>
    /// One code by which an officer registers a passkey: for a new officer, or one who lost everything. An earlier one stops working. An act.
    /// Who gives it could use it: where the account already has a way in, its reading rights wait for a second person again.
    /// Refuses <c>roster.not-administrator</c>, <c>officer.unknown</c>.
    /// </summary>
    public async Task<Result<string>> NewEnrolmentAsync(Author by, OfficerId officer)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Administers) return new Refusal("roster.not-administrator");
        if (!roster.Current.Officers.TryGetValue(officer, out var known) || !known.Active) return new Refusal("officer.unknown", ("officer", known?.Login ?? ""));
        if (await HasWayInAsync(officer)) await roster.AskAgainAsync(by, officer);
        return (await ReplaceAsync(by, officer, CodeKind.Enrolment, 1, clock.GetUtcNow() + EnrolmentLasts, "officer.enrolment-code"))[0];
    }

    /// <summary>The code of a new recovery sheet; an earlier sheet stops working. An act.</summary>
    public async Task<string> NewNodeAsync() => (await ReplaceAsync(Author.Machine, Author.Machine.Officer, CodeKind.Node, 1, null, "node.recovery-sheet"))[0];

    /// <summary>Uses a code: true once, for the officer it was made for. Costs the same time whether or not the officer exists.</summary>
    public async Task<bool> UseAsync(OfficerId? officer, CodeKind kind, string code)
    {
        if (await MatchAsync(officer, kind, code) is not { } match) return false;
        var used = await database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
            connection.ExecuteAsync("update one_time_code set used = @now where key = @Key and used is null",
                new { now = clock.GetUtcNow().ToUnixTimeMilliseconds(), match.Key }, transaction));
        return used == 1;
    }

    /// <summary>Whether it is the code of the recovery sheet in force. It stays in force until <see cref="NewNodeAsync"/> puts another in its place.</summary>
    public async Task<bool> IsNodeAsync(string code) => await MatchAsync(Author.Machine.Officer, CodeKind.Node, code) is not null;

    /// <summary>How many recovery codes an officer has left.</summary>
    public async Task<int> RecoveryLeftAsync(OfficerId officer) => (await KeptAsync(officer, CodeKind.Recovery)).Count;

    /// <summary>Whether an officer can sign in without a code: by passkey, authenticator, directory or card.</summary>
    public async Task<bool> HasWayInAsync(OfficerId officer)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
            """
            select (select count(*) from passkey where officer = @Key) + (select count(*) from authenticator where officer = @Key and confirmed is not null)
              + (select count(*) from outside_subject where officer = @Key)
            """, new { officer.Key }) > 0;
    }

    private async Task<CodeRow?> MatchAsync(OfficerId? officer, CodeKind kind, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var kept = officer is { } id ? await KeptAsync(id, kind) : [];
        var hash = Secrets.SlowHash(code, kept.Count > 0 ? kept[0].Salt : new byte[16]);
        return kept.FirstOrDefault(k => CryptographicOperations.FixedTimeEquals(k.Hash, hash));
    }

    private async Task<IReadOnlyList<CodeRow>> KeptAsync(OfficerId officer, CodeKind kind)
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<CodeRow>(
            "select key, salt, hash from one_time_code where officer = @Key and kind = @kind and used is null and (expires is null or expires > @now)",
            new { officer.Key, kind = kind.ToString(), now = clock.GetUtcNow().ToUnixTimeMilliseconds() })];
    }

    private async Task<IReadOnlyList<string>> ReplaceAsync(Author by, OfficerId officer, CodeKind kind, int count, DateTimeOffset? expires, string act)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var codes = Enumerable.Range(0, count).Select(_ => Secrets.NewCode()).ToList();
        var hashes = await Task.Run(() => codes.AsParallel().AsOrdered().Select(c => Secrets.SlowHash(c, salt)).ToList());
        await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            await connection.ExecuteAsync("update one_time_code set used = @now where officer = @Key and kind = @kind and used is null",
                new { now, officer.Key, kind = kind.ToString() }, transaction);
            var next = await connection.ExecuteScalarAsync<long?>("select max(key) from one_time_code", transaction: transaction) ?? 0;
            foreach (var hash in hashes)
                await connection.ExecuteAsync("insert into one_time_code (key, officer, kind, salt, hash, expires) values (@key, @officer, @kind, @salt, @hash, @expires)",
                    new { key = ++next, officer = officer.Key, kind = kind.ToString(), salt, hash, expires = expires?.ToUnixTimeMilliseconds() }, transaction);
            var login = roster.Current.Officers.TryGetValue(officer, out var known) ? known.Login : "";
            await acts.WriteAsync(connection, transaction, by.Officer.Key, by.Unit, by.Purpose, act, login, null);
        });
        return codes;
    }

    private sealed record CodeRow(long Key, byte[] Salt, byte[] Hash);
}

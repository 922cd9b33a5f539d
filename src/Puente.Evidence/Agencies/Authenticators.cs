using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Puente.Evidence.Acts;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>
/// Authenticator apps of officers, for browsers without passkeys: a pass phrase that only the officer knows, and a code that only the officer's telephone
/// makes. Six digits alone would be guessed. Secrets are sealed, phrases kept as slow hashes. Thread-safe.
/// </summary>
public sealed class Authenticators(Database database, ActLog acts, TimeProvider clock, IDataProtectionProvider protection)
{
    /// <summary>The shortest pass phrase.</summary>
    public const int ShortestPhrase = 12;

    private readonly IDataProtector _seal = protection.CreateProtector("puente", "authenticator");

    /// <summary>Whether an officer has one that was confirmed.</summary>
    public async Task<bool> HasAsync(OfficerId officer)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("select count(*) from authenticator where officer = @Key and confirmed is not null", new { officer.Key }) > 0;
    }

    /// <summary>
    /// Begins with a new one; it counts once a code of it was typed. One that counts already is kept until then. Refuses <c>authenticator.phrase</c>.
    /// </summary>
    /// <returns>The secret to show.</returns>
    public async Task<Result<byte[]>> BeginAsync(Officer officer, string phrase)
    {
        ArgumentNullException.ThrowIfNull(officer);
        ArgumentNullException.ThrowIfNull(phrase);
        if (phrase.Trim().Length < ShortestPhrase) return new Refusal("authenticator.phrase", ("least", ShortestPhrase.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (await HasAsync(officer.Id)) return new Refusal("authenticator.has");
        var (secret, salt) = (Totp.NewSecret(), RandomNumberGenerator.GetBytes(16));
        var hash = await Task.Run(() => Secrets.SlowPhrase(phrase, salt));
        await database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteAsync(
            """
            insert into authenticator (officer, secret, created, confirmed, last_step, salt, phrase) values (@Key, @secret, @now, null, 0, @salt, @hash)
            on conflict (officer) do update set secret = excluded.secret, created = excluded.created, last_step = 0, salt = excluded.salt, phrase = excluded.phrase
            """,
            new { officer.Id.Key, secret = _seal.Protect(Convert.ToBase64String(secret)), now = clock.GetUtcNow().ToUnixTimeMilliseconds(), salt, hash }, transaction));
        return secret;
    }

    /// <summary>The secret of one that was begun and not confirmed; null when there is none.</summary>
    public async Task<byte[]?> BegunAsync(OfficerId officer) => await ReadAsync(officer) is { Confirmed: null } row ? Open(row) : null;

    /// <summary>A code of the app was typed: it counts from here on. An act. Refuses <c>sign-in.wrong-code</c>.</summary>
    public async Task<Result<Done>> ConfirmAsync(Officer officer, string code)
    {
        ArgumentNullException.ThrowIfNull(officer);
        if (await ReadAsync(officer.Id) is not { Confirmed: null } row || Totp.Match(Open(row), code, clock.GetUtcNow(), row.Last_Step) is not { } step) return new Refusal("sign-in.wrong-code");
        await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync("update authenticator set confirmed = @now, last_step = @step where officer = @Key and confirmed is null",
                new { now = clock.GetUtcNow().ToUnixTimeMilliseconds(), step, officer.Id.Key }, transaction);
            await acts.WriteAsync(connection, transaction, officer.Id.Key, "", "", "authenticator.add", officer.Login, null);
        });
        return new Done();
    }

    /// <summary>Whether phrase and code are the officer's. A code counts once. Costs the same time whether or not there is an officer.</summary>
    public async Task<bool> UseAsync(OfficerId? officer, string phrase, string code)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        ArgumentNullException.ThrowIfNull(code);
        var row = officer is { } id && await ReadAsync(id) is { Confirmed: not null } kept ? kept : null;
        var hash = await Task.Run(() => Secrets.SlowPhrase(phrase, row?.Salt ?? new byte[16]));
        if (row is null || !CryptographicOperations.FixedTimeEquals(hash, row.Phrase) || Totp.Match(Open(row), code, clock.GetUtcNow(), row.Last_Step) is not { } step) return false;
        return await database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
            connection.ExecuteAsync("update authenticator set last_step = @step where officer = @Officer and last_step < @step", new { step, row.Officer }, transaction)) == 1;
    }

    /// <summary>Removes it. An act. Refuses <c>authenticator.none</c>.</summary>
    public Task<Result<Done>> RemoveAsync(Officer officer)
    {
        ArgumentNullException.ThrowIfNull(officer);
        return database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            if (await connection.ExecuteAsync("delete from authenticator where officer = @Key", new { officer.Id.Key }, transaction) == 0) return new Refusal("authenticator.none");
            await acts.WriteAsync(connection, transaction, officer.Id.Key, "", "", "authenticator.remove", officer.Login, null);
            return new Done();
        });
    }

    private byte[] Open(Row row) => Convert.FromBase64String(_seal.Unprotect(row.Secret));

    private async Task<Row?> ReadAsync(OfficerId officer)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<Row>("select officer, secret, confirmed, last_step, salt, phrase from authenticator where officer = @Key", new { officer.Key });
    }

    private sealed record Row(long Officer, string Secret, long? Confirmed, long Last_Step, byte[] Salt, byte[] Phrase);
}

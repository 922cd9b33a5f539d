using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>A command line or a program that acts for an officer, in one unit, for one purpose.</summary>
/// <param name="Key">Key.</param>
/// <param name="Officer">Whose.</param>
/// <param name="Unit">The unit acted in.</param>
/// <param name="Purpose">The declared purpose.</param>
/// <param name="Name">What it is for, in the officer's words.</param>
/// <param name="Created">Since when.</param>
/// <param name="Expires">Until when.</param>
public sealed record AccessToken(long Key, OfficerId Officer, string Unit, string Purpose, string Name, DateTimeOffset Created, DateTimeOffset Expires);

/// <summary>Tokens of the node; only hashes are kept, and every one expires. Thread-safe.</summary>
public sealed class AccessTokens(Database database, ActLog acts, TimeProvider clock, RosterBook roster)
{
    /// <summary>How long a token may last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    private const string Prefix = "puente_";

    /// <summary>Makes a token that acts as <paramref name="by"/> does; the secret is shown once. An act.</summary>
    public async Task<(string Secret, AccessToken Token)> CreateAsync(Viewer by, string name, TimeSpan lasts)
    {
        ArgumentNullException.ThrowIfNull(by);
        var secret = Prefix + Secrets.New();
        var now = clock.GetUtcNow();
        var expires = now + (lasts < Longest ? lasts : Longest);
        var key = await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var next = (await connection.ExecuteScalarAsync<long?>("select max(key) from access_token", transaction: transaction) ?? 0) + 1;
            await connection.ExecuteAsync(
                """
                insert into access_token (key, hash, officer, unit, purpose, name, created, expires)
                values (@next, @hash, @officer, @unit, @Purpose, @name, @created, @expires)
                """,
                new
                {
                    next,
                    hash = Secrets.Hash(secret),
                    officer = by.Officer.Id.Key,
                    unit = by.Unit.Code,
                    by.Purpose,
                    name,
                    created = now.ToUnixTimeMilliseconds(),
                    expires = expires.ToUnixTimeMilliseconds(),
                }, transaction);
            await acts.WriteAsync(connection, transaction, by, "token.create", by.Officer.Login, null, new { token = next, expires = expires.ToUnixTimeMilliseconds() });
            return next;
        });
        return (secret, new AccessToken(key, by.Officer.Id, by.Unit.Code, by.Purpose, name, now, expires));
    }

    /// <summary>The token of a secret; null when there is none, it expired or was revoked, or its officer has left.</summary>
    public async Task<AccessToken?> FindAsync(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        await using var connection = await database.OpenAsync();
        var row = await connection.QuerySingleOrDefaultAsync<TokenRow>(
            "select key, officer, unit, purpose, name, created, expires from access_token where hash = @hash and revoked is null and expires > @now",
            new { hash = Secrets.Hash(secret), now = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        return row is not null && roster.Current.Officers.TryGetValue(new OfficerId(row.Officer), out var officer) && officer.Active ? Token(row) : null;
    }

    /// <summary>The officer's own tokens that still work, newest first.</summary>
    public async Task<IReadOnlyList<AccessToken>> OfAsync(OfficerId officer)
    {
        await using var connection = await database.OpenAsync();
        return [.. (await connection.QueryAsync<TokenRow>(
            "select key, officer, unit, purpose, name, created, expires from access_token where officer = @Key and revoked is null and expires > @now order by key desc",
            new { officer.Key, now = clock.GetUtcNow().ToUnixTimeMilliseconds() })).Select(Token)];
    }

    /// <summary>Revokes one of the officer's own tokens at once. An act. Refuses <c>token.unknown</c>.</summary>
    public Task<Result<Done>> RevokeAsync(Viewer by, long token)
    {
        ArgumentNullException.ThrowIfNull(by);
        return database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            var revoked = await connection.ExecuteAsync("update access_token set revoked = @now where key = @token and officer = @officer and revoked is null",
                new { now = clock.GetUtcNow().ToUnixTimeMilliseconds(), token, officer = by.Officer.Id.Key }, transaction);
            if (revoked == 0) return new Refusal("token.unknown");
            await acts.WriteAsync(connection, transaction, by, "token.revoke", by.Officer.Login, null, new { token });
            return new Done();
        });
    }

    private static AccessToken Token(TokenRow row) => new(row.Key, new OfficerId(row.Officer), row.Unit, row.Purpose, row.Name,
        DateTimeOffset.FromUnixTimeMilliseconds(row.Created), DateTimeOffset.FromUnixTimeMilliseconds(row.Expires));

    private sealed record TokenRow(long Key, long Officer, string Unit, string Purpose, string Name, long Created, long Expires);
}

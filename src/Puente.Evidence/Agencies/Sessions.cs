using System.Collections.Concurrent;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>A browser that is signed in.</summary>
/// <param name="Id">Names it among sessions; tells nothing of the secret in the cookie.</param>
/// <param name="Officer">Whose.</param>
/// <param name="Unit">The unit acted in.</param>
/// <param name="Purpose">The declared purpose; empty until there is one, and nothing is read before.</param>
/// <param name="Method">How the officer proved it: passkey, recovery, enrolment, demo.</param>
/// <param name="Started">Since when.</param>
/// <param name="Seen">When it was used last.</param>
public sealed record Session(string Id, OfficerId Officer, string Unit, string Purpose, string Method, DateTimeOffset Started, DateTimeOffset Seen);

/// <summary>Sessions of the node: they end after 12 hours, after an hour without use, on sign-out, and when the officer leaves. Thread-safe.</summary>
public sealed class Sessions(Database database, ActLog acts, TimeProvider clock, RosterBook roster)
{
    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>How long it lasts without use.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Session> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);

    /// <summary>Signs a browser in; the secret is for its cookie and is not kept. An act.</summary>
    public async Task<(string Secret, Session Session)> StartAsync(Officer officer, string unit, string purpose, string method)
    {
        ArgumentNullException.ThrowIfNull(officer);
        var secret = Secrets.New();
        var hash = Secrets.Hash(secret);
        var now = clock.GetUtcNow();
        var session = new Session(Convert.ToHexStringLower(hash), officer.Id, unit, purpose, method, now, now);
        await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "insert into session (hash, officer, unit, purpose, method, started, seen) values (@hash, @officer, @unit, @purpose, @method, @now, @now)",
                new { hash, officer = officer.Id.Key, unit, purpose, method, now = now.ToUnixTimeMilliseconds() }, transaction);
            await acts.WriteAsync(connection, transaction, officer.Id.Key, unit, purpose, "session.start", officer.Login, null, new { method });
        });
        _open[session.Id] = session;
        return (secret, session);
    }

    /// <summary>The session of a cookie; null when there is none, it is over, or its officer has left.</summary>
    public async Task<Session?> FindAsync(string secret)
    {
        var hash = Secrets.Hash(secret);
        var id = Convert.ToHexStringLower(hash);
        if (!_open.TryGetValue(id, out var session) && (session = await ReadAsync(hash)) is null) return null;
        if (_ended.ContainsKey(id)) return null;
        var now = clock.GetUtcNow();
        if (now - session.Started >= Longest || now - session.Seen >= Idle || !roster.Current.Officers.TryGetValue(session.Officer, out var officer) || !officer.Active)
        {
            Forget(session.Id);
            return null;
        }

        if (!_open.TryAdd(id, session with { Seen = now })) _open.TryUpdate(id, session with { Seen = now }, session);
        if (now - _noted.GetOrAdd(session.Id, session.Started) >= SeenEvery)
        {
            _noted[session.Id] = now;
            await database.Writer.NoteAsync((connection, transaction) =>
                connection.ExecuteAsync("update session set seen = @now where hash = @hash", new { now = now.ToUnixTimeMilliseconds(), hash }, transaction));
        }

        return session;
    }

    /// <summary>Declares unit and purpose from here on. An act under the new ones, which names the old.</summary>
    public async Task DeclareAsync(Session session, Officer officer, string unit, string purpose)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(officer);
        await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync("update session set unit = @unit, purpose = @purpose where hash = @hash",
                new { unit, purpose, hash = Convert.FromHexString(session.Id) }, transaction);
            await acts.WriteAsync(connection, transaction, officer.Id.Key, unit, purpose, "session.purpose", officer.Login, null, new { fromUnit = session.Unit, fromPurpose = session.Purpose });
        });
        if (_open.TryGetValue(session.Id, out var open)) _open[session.Id] = open with { Unit = unit, Purpose = purpose };
    }

    /// <summary>Signs out. An act.</summary>
    public async Task EndAsync(Session session, Officer officer)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(officer);
        _ended[session.Id] = true;
        Forget(session.Id);
        await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync("update session set ended = @now where hash = @hash",
                new { now = clock.GetUtcNow().ToUnixTimeMilliseconds(), hash = Convert.FromHexString(session.Id) }, transaction);
            await acts.WriteAsync(connection, transaction, officer.Id.Key, session.Unit, session.Purpose, "session.end", officer.Login, null);
        });
    }

    private async Task<Session?> ReadAsync(byte[] hash)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<SessionRow>(
            "select officer, unit, purpose, method, started, seen from session where hash = @hash and ended is null", new { hash }) is { } row
            ? new Session(Convert.ToHexStringLower(hash), new OfficerId(row.Officer), row.Unit, row.Purpose, row.Method,
                DateTimeOffset.FromUnixTimeMilliseconds(row.Started), DateTimeOffset.FromUnixTimeMilliseconds(row.Seen))
            : null;
    }

    private void Forget(string id)
    {
        _open.TryRemove(id, out _);
        _noted.TryRemove(id, out _);
    }

    private sealed record SessionRow(long Officer, string Unit, string Purpose, string Method, long Started, long Seen);
}

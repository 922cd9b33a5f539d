using System.Globalization;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>What the clock was found to be.</summary>
/// <param name="Drift">The node's clock less the database server's; null on SQLite, which has none of its own.</param>
/// <param name="Behind">How far the clock is behind the last act; zero when it is not.</param>
public sealed record ClockState(TimeSpan? Drift, TimeSpan Behind)
{
    /// <summary>Beyond this the keeper is warned.</summary>
    public static readonly TimeSpan Warns = TimeSpan.FromSeconds(5);

    /// <summary>Beyond this nothing more is recorded: the order of what was done could no longer be told.</summary>
    public static readonly TimeSpan Refuses = TimeSpan.FromMinutes(5);

    /// <summary>How far off it is at the most.</summary>
    public TimeSpan Off => Drift is { } drift && drift.Duration() > Behind ? drift.Duration() : Behind;

    /// <summary>Null when it is right; else <c>clock.off</c>, or <c>clock.unfit</c> when nothing may be recorded.</summary>
    public string? Code => Off > Refuses ? "clock.unfit" : Off > Warns ? "clock.off" : null;
}

/// <summary>Compares the node's clock with the database server's and with the last act, and keeps what was found. Thread-safe.</summary>
/// <param name="archive">The record.</param>
/// <param name="asksServer">Whether the database server is asked: an injected clock is not the machine’s.</param>
public sealed class ClockWatch(Archive archive, bool asksServer)
{
    private const string AcceptedName = "clock.accepted";
    private volatile ClockState _last = new(null, TimeSpan.Zero);
    private long _latest;

    /// <summary>What was found last, and whether the clock has gone back since.</summary>
    public ClockState Now
    {
        get
        {
            var now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            var latest = Interlocked.Read(ref _latest);
            if (now > latest) Interlocked.CompareExchange(ref _latest, now, latest);
            var back = TimeSpan.FromMilliseconds(Math.Max(0, latest - now));
            return back > _last.Behind ? _last with { Behind = back } : _last;
        }
    }

    /// <summary>Looks anew. Acts that the keeper accepted as wrongly dated are left out.</summary>
    public async Task<ClockState> LookAsync(CancellationToken stop = default)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var accepted = await connection.ExecuteScalarAsync<string?>("select value from node where name = @AcceptedName", new { AcceptedName }) is { } key ? long.Parse(key, CultureInfo.InvariantCulture) : 0;
        var last = await connection.ExecuteScalarAsync<long?>("select max(at) from (select at from act where key > @accepted order by key desc limit 1000) latest", new { accepted }) ?? 0;
        TimeSpan? drift = null;
        if (asksServer && archive.Database.IsPostgres)
        {
            var asked = archive.Clock.GetUtcNow();
            var theirs = await connection.ExecuteScalarAsync<long>("select (extract(epoch from clock_timestamp()) * 1000)::bigint");
            drift = asked + ((archive.Clock.GetUtcNow() - asked) / 2) - DateTimeOffset.FromUnixTimeMilliseconds(theirs);
        }

        var now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        Interlocked.Exchange(ref _latest, now);
        return _last = new ClockState(drift, TimeSpan.FromMilliseconds(Math.Max(0, last - now)));
    }

    /// <summary>Leaves the acts so far out of the comparison: the clock was wrong when they were dated, and is right now. For the stopped node; note an act.</summary>
    public async Task AcceptAsync()
    {
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var last = (await connection.ExecuteScalarAsync<long?>("select max(key) from act", transaction: transaction) ?? 0).ToString(CultureInfo.InvariantCulture);
            await connection.ExecuteAsync("insert into node (name, value) values (@AcceptedName, @last) on conflict (name) do update set value = excluded.value", new { AcceptedName, last }, transaction);
        });
        await LookAsync();
    }
}

using System.Data.Common;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>
/// Keeps the roster. <see cref="Current"/> is a snapshot and cheap; every change is durable together with its act, and a refused
/// change leaves an act too. Changes run one after another. Thread-safe.
/// </summary>
public sealed partial class RosterBook : IDisposable
{
    private readonly Database _database;
    private readonly ActLog _acts;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Roster _current;

    private RosterBook(Database database, ActLog acts, TimeProvider clock, Roster current) => (_database, _acts, _clock, _current) = (database, acts, clock, current);

    /// <summary>The roster of the moment.</summary>
    public Roster Current => Volatile.Read(ref _current);

    /// <summary>Reads the roster of a migrated store.</summary>
    public static async Task<RosterBook> LoadAsync(Database database, ActLog acts, TimeProvider clock, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.OpenAsync(stop);
        return new RosterBook(database, acts, clock, await RosterRows.ReadAsync(connection, null, 1));
    }

    /// <summary>The day by which dates of the roster are judged.</summary>
    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>One change: the rule is judged against the roster of that moment, then rows and act are written in one transaction.</summary>
    private async Task<Result<T>> ChangeAsync<T>(
        Author by, string kind, string subject, object? content, Func<Roster, Refusal?> rule, Func<DbConnection, DbTransaction, Task<T>> write)
    {
        ArgumentNullException.ThrowIfNull(by);
        await _gate.WaitAsync();
        try
        {
            if (rule(_current) is { } refusal)
            {
                await _database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
                    _acts.WriteAsync(connection, transaction, by.Officer.Key, by.Unit, by.Purpose, "roster.refused", subject, null, new { wanted = kind, code = refusal.Code }));
                return refusal;
            }

            var (value, next) = await _database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
            {
                var written = await write(connection, transaction);
                await _acts.WriteAsync(connection, transaction, by.Officer.Key, by.Unit, by.Purpose, kind, subject, null, content);
                return (written, await RosterRows.ReadAsync(connection, transaction, _current.Version + 1));
            });
            Volatile.Write(ref _current, next);
            return value;
        }
        finally
        {
            _gate.Release();
        }
    }

    private Task<Result<Done>> ChangeAsync(Author by, string kind, string subject, object? content, Func<Roster, Refusal?> rule, string sql, object row) =>
        ChangeAsync(by, kind, subject, content, rule, async (connection, transaction) =>
        {
            await connection.ExecuteAsync(sql, row, transaction);
            return new Done();
        });

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static Refusal? MayAdminister(Author by) => by.Administers ? null : new Refusal("roster.not-administrator");

    private static async Task<long> NextKeyAsync(DbConnection connection, DbTransaction transaction, string table) =>
        (await connection.ExecuteScalarAsync<long?>($"select max(key) from {table}", transaction: transaction) ?? 0) + 1;
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Records;

/// <summary>Keeps something derived (an index, a graph) in step with the statements, inside the same transaction.</summary>
internal interface IDerived
{
    /// <summary>Tables that hold nothing but what is derived: a backup leaves them out and a restore makes them again.</summary>
    IReadOnlyCollection<string> Tables { get; }

    /// <summary>How many rows differ from what the statements say: missing, surplus or wrong. Nothing is changed.</summary>
    Task<long> DifferencesAsync(CancellationToken stop);

    /// <summary>Statements were written under one recording; they become visible when the recording is in force.</summary>
    Task RecordedAsync(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, RecordedRows rows);

    /// <summary>A statement was withdrawn.</summary>
    Task EndedAsync(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, StatementId statement, RecordingId by);

    /// <summary>A statement was pointed to another marking.</summary>
    Task RemarkedAsync(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, StatementId statement, MarkingId marking);

    /// <summary>Throws away what was derived and makes it again from the store.</summary>
    Task RebuildAsync(IProgress<long>? progress, CancellationToken stop);
}

/// <summary>The record of a node: what is known, with where it comes from and who may see it. Writing goes through a
/// <see cref="Recorder"/>, reading through a <see cref="Reading"/>, which only a viewer can open.</summary>
public sealed class Archive
{
    private readonly ConcurrentDictionary<Subject, Sight> _sights = new();
    private readonly Func<string, DateOnly, RegimeRule?> _regimes;
    private DateOnly _sightsOf;

    private Archive(Database database, TimeProvider clock, Func<string, DateOnly, RegimeRule?> regimes, PublicIds ids, Keys keys, MarkingBook markings, CodeBook codes, RecordingStates states, FactRuns runs, Vocabulary vocabulary)
    {
        (Database, Clock, _regimes, Ids, Keys, Markings, Codes, States, Runs, Vocabulary) = (database, clock, regimes, ids, keys, markings, codes, states, runs, vocabulary);
    }

    /// <summary>The store.</summary>
    public Database Database { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Public ids.</summary>
    public PublicIds Ids { get; }

    /// <summary>Markings.</summary>
    public MarkingBook Markings { get; }

    /// <summary>Codes of the vocabulary.</summary>
    public CodeBook Codes { get; }

    /// <summary>The kinds that the node knows.</summary>
    public Vocabulary Vocabulary { get; }

    internal Keys Keys { get; }

    internal RecordingStates States { get; }

    internal FactRuns Runs { get; }

    internal IList<IDerived> Derived { get; } = [];

    /// <summary>Opens the record of a migrated store; makes the node's id key the first time.</summary>
    /// <param name="database">The store.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="regimes">The rule of a legal regime on a day, or null when there is none.</param>
    /// <param name="keys">For tests: where keys come from; null takes the next above the highest in the store.</param>
    /// <param name="vocabulary">The kinds that the node knows; the standard ones when not given.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<Archive> OpenAsync(
        Database database, TimeProvider clock, Func<string, DateOnly, RegimeRule?> regimes, Keys? keys = null, Vocabulary? vocabulary = null, CancellationToken stop = default)
    {
        var idKey = await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync("insert into node (name, value) values ('id-key', @value) on conflict (name) do nothing",
                new { value = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)) }, transaction);
            return (await connection.ExecuteScalarAsync<string>("select value from node where name = 'id-key'", transaction: transaction))!;
        });
        await using var connection = await database.OpenAsync(stop);
        return new Archive(
            database, clock, regimes, new PublicIds(Convert.FromHexString(idKey)), keys ?? await Keys.AboveAllAsync(connection),
            await MarkingBook.LoadAsync(database, stop), await CodeBook.LoadAsync(database, stop), await RecordingStates.LoadAsync(connection), await FactRuns.LoadAsync(connection),
            vocabulary ?? Vocabulary.Standard);
    }

    /// <summary>A key for an entity that will be recorded.</summary>
    public EntityId NewEntity() => new(Keys.Next());

    /// <summary>Opens the record for a viewer. All reading of statements starts here.</summary>
    public async Task<Reading> ReadAsync(Viewer viewer, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return new Reading(this, viewer, SightOf(viewer.Subject), await LookBackAsync(viewer, stop));
    }

    internal Sight SightOf(Subject subject)
    {
        lock (_sights)
        {
            if (_sightsOf != subject.Today) _sights.Clear();
            _sightsOf = subject.Today;
        }

        return _sights.GetOrAdd(subject, s => new Sight(s, Markings, _regimes));
    }

    internal RegimeRule? RuleOf(string regime, DateOnly day) => _regimes(regime, day);

    internal Verdict VerdictOf(Subject subject, Marking marking) => Access.Decide(subject, marking, _regimes(marking.Regime, subject.Today));

    /// <summary>Recordings in force at a moment of the past, those withdrawn or undone since among them; null for now.</summary>
    private async Task<IReadOnlySet<long>?> LookBackAsync(Viewer viewer, CancellationToken stop)
    {
        if (viewer.Known is null && viewer.AsOf is null) return null;
        await using var connection = await Database.OpenAsync(stop);
        var keys = await connection.QueryAsync<long>(
            """
            select r.key from recording r join source s on s.key = r.source
            where (r.state = 1 or r.closed > @known) and r.recorded <= @known and (@asOf is null or s.published <= @asOf)
            """,
            new
            {
                known = (viewer.Known ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds(),
                asOf = viewer.AsOf is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero).ToUnixTimeMilliseconds() : (long?)null,
            });
        return keys.ToHashSet();
    }
}

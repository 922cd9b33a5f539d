using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Graph.Filters;

namespace Puente.Evidence.Walks;

/// <summary>
/// The facts of the record, and the rows of datasets whose meaning a room knows, as a graph in memory that follows the record: what is
/// recorded, ended, marked anew, undone or withdrawn binds the next walk. Read when it is first needed; a walk opens only for a viewer.
/// </summary>
public sealed partial class FactGraph : IDerived, IDisposable
{
    private readonly Archive _archive;
    private readonly DatasetDesk _desk;
    private readonly IRowFacts[] _rooms;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConditionalWeakTable<Sight, Compiled> _compiled = [];
    private readonly List<Change> _noted = [];
    private readonly ConcurrentQueue<Change> _changes = new();
    private GraphBuild? _build;
    private long _version;
    private long _datasetsOf = -1;
    private bool _numbersDue;

    /// <summary>The graph of a record, which it follows from now on.</summary>
    /// <param name="archive">The record.</param>
    /// <param name="desk">The datasets.</param>
    /// <param name="rooms">Rooms that know what rows of datasets say.</param>
    public FactGraph(Archive archive, DatasetDesk desk, IEnumerable<IRowFacts> rooms)
    {
        ArgumentNullException.ThrowIfNull(archive);
        (_archive, _desk, _rooms) = (archive, desk, [.. rooms]);
        archive.Derived.Add(this);
        archive.Database.Writer.Committed += OnCommitted;
        archive.Database.Writer.RolledBack += OnRolledBack;
        archive.States.Changed += OnRecording;
    }

    private sealed record Compiled(int Slots, SlotSet Set);

    /// <summary>Opens the graph as it stands for the viewer of a reading; one that looks back gets a graph of its own, made for it. Dispose the walk.</summary>
    public Task<Walk> OpenAsync(Reading reading, CancellationToken stop = default) => OpenAsync(reading, null, stop);

    /// <summary>The same, and of what the viewer may walk only what carries a wanted marking.</summary>
    public async Task<Walk> OpenAsync(Reading reading, Func<Marking, bool>? wanted, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        Func<long, bool>? keys = wanted is null ? null : key => wanted(_archive.Markings[new MarkingId(key)]);
        if (reading.LooksBack) return await BackAsync(reading, keys, stop);
        await _turn.WaitAsync(stop);
        try
        {
            var build = await CurrentAsync(stop);
            return new Walk(build, _archive, keys is null ? SlotsFor(build, reading.Sight) : build.Slots.For(reading.Sight, keys), false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads the graph now, so that the first question does not wait for it.</summary>
    public async Task WarmAsync(CancellationToken stop = default)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await CurrentAsync(stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _archive.Database.Writer.Committed -= OnCommitted;
        _archive.Database.Writer.RolledBack -= OnRolledBack;
        _archive.States.Changed -= OnRecording;
        _stopping.Cancel();
        _build?.Dispose();
        _turn.Dispose();
    }

    private async Task<GraphBuild> CurrentAsync(CancellationToken stop)
    {
        await using var connection = await _archive.Database.OpenAsync(stop);
        if (_build is not null) await CatchUpAsync(_build, connection);
        var version = Volatile.Read(ref _version);
        if (_build is not null && _datasetsOf == version) return _build;
        var rows = await RowsNowAsync(stop);
        if (_build is not null && IsAnotherGraph(_build, rows)) Forget();
        if (_build is null)
        {
            _changes.Clear();
            _build = await ReadAsync(rows, connection, stop);
            await CatchUpAsync(_build, connection);
        }

        await FollowDatasetsAsync(_build, rows, connection, stop);
        _datasetsOf = version;
        return _build;
    }

    /// <summary>Reads everything. Rows first: there are most of them, and into an empty graph they are packed at once, or come from an image.</summary>
    private async Task<GraphBuild> ReadAsync(IReadOnlyDictionary<DatasetId, RowsNow> rows, DbConnection connection, CancellationToken stop)
    {
        var build = await ImagedAsync(rows, stop) ?? await PackedAsync(rows, stop);
        try
        {
            await build.LoadAsync(connection, stop);
            return build;
        }
        catch
        {
            build.Dispose();
            throw;
        }
    }

    private async Task<Walk> BackAsync(Reading reading, Func<long, bool>? wanted, CancellationToken stop)
    {
        await using var connection = await _archive.Database.OpenAsync(stop);
        var build = new GraphBuild(reading.InForce, _archive);
        try
        {
            await build.LoadAsync(connection, stop);
            return new Walk(build, _archive, build.Slots.For(reading.Sight, wanted), true);
        }
        catch
        {
            build.Dispose();
            throw;
        }
    }

    private SlotSet SlotsFor(GraphBuild build, Sight sight)
    {
        if (_compiled.TryGetValue(sight, out var known) && known.Slots == build.Slots.Count) return known.Set;
        var set = build.Slots.For(sight);
        _compiled.AddOrUpdate(sight, new Compiled(build.Slots.Count, set));
        return set;
    }

    /// <summary>Tells the graph what changed. No reader who leaves breaks it off; a graph that a fault left half told is read anew.</summary>
    private async Task CatchUpAsync(GraphBuild build, DbConnection connection)
    {
        try
        {
            var entities = new HashSet<long>();
            while (_changes.TryDequeue(out var change)) await ApplyAsync(build, connection, change, entities, CancellationToken.None);
            await build.RefreshEntitiesAsync(connection, entities, CancellationToken.None);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    private void Forget()
    {
        _build?.RowsChanged();
        _build?.Dispose();
        (_build, _datasetsOf) = (null, -1);
        _compiled.Clear();
    }
}

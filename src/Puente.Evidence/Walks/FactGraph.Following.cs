using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Walks;

/// <content>
/// What was written is noted where it is written and told once it is committed; the next walk reads it from the store. So nothing that was
/// rolled back is seen, and what is read twice is the same.
/// </content>
public sealed partial class FactGraph
{
    /// <summary>The most rows of a dataset of which something is said anew one by one.</summary>
    private const int MostRetold = 2_000;

    private enum What
    {
        Facts,
        SameAs,
        Entity,
        Statement,
        InForce,
        OutOfForce,
    }

    private readonly record struct Change(What What, long Key, long Last = 0, IdKind Kind = default);

    IReadOnlyCollection<string> IDerived.Tables => [];

    Task<long> IDerived.DifferencesAsync(CancellationToken stop) => Task.FromResult(0L);

    Task IDerived.RecordedAsync(DbConnection connection, DbTransaction transaction, RecordedRows rows)
    {
        // What comes in under a recording that is not in force yet is read when it is.
        if (_archive.States.Hidden.Contains(rows.Recording)) return Task.CompletedTask;
        if (rows.Facts.Count > 0) _noted.Add(new Change(What.Facts, rows.FirstFact, rows.FirstFact + rows.Facts.Count - 1));
        if (rows.SameAs.Count > 0) _noted.Add(new Change(What.SameAs, rows.FirstSameAs, rows.FirstSameAs + rows.SameAs.Count - 1));
        foreach (var entity in rows.Attributes.Select(a => a.Entity.Key).Distinct()) _noted.Add(new Change(What.Entity, entity));
        return Task.CompletedTask;
    }

    Task IDerived.EndedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, RecordingId by) => NoteAsync(connection, transaction, statement);

    Task IDerived.RemarkedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, MarkingId marking) => NoteAsync(connection, transaction, statement);

    async Task IDerived.RebuildAsync(IProgress<long>? progress, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            Forget();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task NoteAsync(DbConnection connection, DbTransaction transaction, StatementId statement)
    {
        if (statement.Kind != IdKind.Attribute) _noted.Add(new Change(What.Statement, statement.Key, Kind: statement.Kind));
        else _noted.Add(new Change(What.Entity, await connection.ExecuteScalarAsync<long>("select entity from attribute where key = @Key", new { statement.Key }, transaction)));
    }

    private void OnRecording(long recording, bool inForce) => _changes.Enqueue(new Change(inForce ? What.InForce : What.OutOfForce, recording));

    private void OnCommitted()
    {
        foreach (var change in _noted) _changes.Enqueue(change);
        _noted.Clear();
        Interlocked.Increment(ref _version);
    }

    private void OnRolledBack() => _noted.Clear();

    private static async Task ApplyAsync(GraphBuild build, DbConnection connection, Change change, HashSet<long> entities, CancellationToken stop)
    {
        switch (change.What)
        {
            case What.Facts:
                await build.AddFactsAsync(connection, $"where key between {change.Key} and {change.Last}", stop);
                break;
            case What.SameAs:
                await build.AddLinksAsync(connection, $"and key between {change.Key} and {change.Last}", stop);
                break;
            case What.Entity:
                entities.Add(change.Key);
                break;
            case What.Statement when change.Kind == IdKind.Fact:
                await build.RefreshFactAsync(connection, change.Key);
                break;
            case What.Statement:
                await build.RefreshLinkAsync(connection, change.Key);
                break;
            case What.InForce:
                await build.AddFactsAsync(connection, $"where recording = {change.Key}", stop);
                await build.AddLinksAsync(connection, $"and recording = {change.Key}", stop);
                await build.RefreshCorrectedAsync(connection, change.Key);
                entities.UnionWith(await connection.QueryAsync<long>($"select distinct entity from attribute where recording = {change.Key}"));
                break;
            default:
                await build.RemoveRecordingAsync(connection, change.Key, stop);
                entities.UnionWith(await connection.QueryAsync<long>($"select distinct entity from attribute where recording = {change.Key}"));
                break;
        }
    }

    /// <summary>Adds the rows of datasets that are new, reads again those that say something else, and takes out those of datasets that are gone, withdrawn or not read any more.</summary>
    private async Task FollowDatasetsAsync(GraphBuild build, IReadOnlyDictionary<DatasetId, RowsNow> rows, DbConnection connection, CancellationToken stop)
    {
        foreach (var (id, told) in build.Datasets.ToList())
            if (!rows.TryGetValue(id, out var now) || now.Standing.Marking != told.Marking)
            {
                build.RemoveRows(id.Key);
                if (!await _desk.IsThereAsync(id, stop)) _desk.Images.Drop();
            }
            else if (told.Changed(now.Reading.Known) is { Count: > 0 } changed) _numbersDue |= Retell(build, id, now.Reading, SlotOf(build, now), told, changed);
        await AddRowsAsync(build, rows, stop);

        // Broken off before this, the next walk does it: the numbers are due until they are linked.
        if (_numbersDue) await build.LinkNumbersAsync(connection, stop);
        _numbersDue = false;
    }

    /// <summary>The datasets whose rows stand and are read by some room.</summary>
    private async Task<IReadOnlyDictionary<DatasetId, RowsNow>> RowsNowAsync(CancellationToken stop)
    {
        var readings = new Dictionary<DatasetId, IRowReading>();
        foreach (var room in _rooms)
            foreach (var (id, reading) in await room.ReadingsAsync(stop)) readings[id] = reading;
        return (await _desk.StandingAsync(readings.Keys, stop)).ToDictionary(s => s.Key, s => new RowsNow(readings[s.Key], s.Value));
    }

    private static ushort SlotOf(GraphBuild build, RowsNow rows) => build.Slots.Of(new Slot(rows.Standing.Marking, -1, -1, IsRow: true));

    /// <summary>Adds the rows of the datasets that the graph lacks, all at once.</summary>
    private async Task AddRowsAsync(GraphBuild build, IReadOnlyDictionary<DatasetId, RowsNow> rows, CancellationToken stop)
    {
        var lacking = rows.Where(r => !build.Datasets.ContainsKey(r.Key)).OrderBy(r => r.Key.Key).ToList();
        if (lacking.Count == 0) return;
        var (edges, read) = (new EdgeList(), new List<(DatasetId, RowsTold, int)>());
        edges.Expect((int)lacking.Sum(r => r.Value.Standing.Rows));
        foreach (var (id, now) in lacking)
        {
            var told = new RowsTold(now.Reading.Known, now.Standing.Marking, now.Standing.Rows);
            await ReadRowsAsync(build, id, now, told, build.NextOrdinal + read.Count, edges, stop);
            read.Add((id, told, edges.Count));
        }

        build.AddRows(edges, read);
        _numbersDue = true;
    }

    /// <summary>Says anew what is known of some rows besides them; when that is much, or the graph lacks one, all rows are taken out to be read again. True when an account is new.</summary>
    private static bool Retell(GraphBuild build, DatasetId id, IRowReading reading, ushort slot, RowsTold told, IReadOnlyList<long> rows)
    {
        var named = build.Vertices.Named;
        if (rows.Count > MostRetold || !build.Retell(id, rows, reading, slot)) build.RemoveRows(id.Key);
        else told.Known = reading.Known;
        return build.Vertices.Named != named;
    }

    /// <summary>The edges of a dataset's rows. What was kept of them and does not open is made anew.</summary>
    private async Task ReadRowsAsync(GraphBuild build, DatasetId id, RowsNow rows, RowsTold told, int ordinal, EdgeList edges, CancellationToken stop)
    {
        var before = edges.Count;
        try
        {
            await ReadRowsAsync(build, id, rows, told, ordinal, edges, false, stop);
        }
        catch (Exception damaged) when (damaged is CryptographicException or IOException)
        {
            edges.Cut(before);
            await ReadRowsAsync(build, id, rows, told, ordinal, edges, true, stop);
        }
    }

    private async Task ReadRowsAsync(GraphBuild build, DatasetId id, RowsNow rows, RowsTold besides, int ordinal, EdgeList edges, bool anew, CancellationToken stop)
    {
        var (slot, reading) = (SlotOf(build, rows), rows.Reading);
        var (accounts, vertices, sorts, kinds) = (new List<string>(), new List<int>(), new List<ushort>(), new List<(string Kind, string Currency)>());
        await foreach (var block in _desk.DeriveFactsAsync(id, reading, anew, stop))
        {
            foreach (var account in block.NewAccounts)
            {
                accounts.Add(account);
                vertices.Add(build.Vertices.Of(account, slot));
            }

            foreach (var sort in block.NewSorts)
            {
                kinds.Add(sort);
                sorts.Add(await build.SortAsync(sort.Kind, sort.Currency));
            }

            for (var i = 0; i < block.Count; i++)
            {
                var (row, from, to, time, amount, sort) = block[i];
                var read = new RowFact(from < 0 ? null : accounts[from], to < 0 ? null : accounts[to], time, amount, kinds[sort].Currency, kinds[sort].Kind);
                // A row that another one tells is in the graph too, and nobody walks it: what is said of it may change.
                var said = reading.Told(row, read);
                var told = said ?? read;
                if (said is not null) besides.Note(row, read, told);
                edges.Add(new Graph.NewEdge(Vertex(told.From, read.From, from), Vertex(told.To, read.To, to), told.Time, told.Amount, sorts[sort], said is null ? SlotBook.Unnumbered : slot, WalkSource.Reference(ordinal, row)));
            }
        }

        int Vertex(string? account, string? asRead, int known) => account is null ? build.Vertices.Open() : ReferenceEquals(account, asRead) ? vertices[known] : build.Vertices.Of(account, slot);
    }
}

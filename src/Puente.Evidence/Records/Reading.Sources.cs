using System.Data.Common;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

/// <summary>One statement of a source: exactly one of the two is there.</summary>
/// <param name="Attribute">An attribute.</param>
/// <param name="Fact">A fact.</param>
public sealed record SourceStatement(AttributeView? Attribute, FactView? Fact)
{
    /// <summary>The statement.</summary>
    public StatementId Id => Attribute?.Id ?? Fact!.Id;
}

public sealed partial class Reading
{
    /// <summary>
    /// Attributes and facts in force that came from a source, in the order they were recorded. A form's statements lie between its recording
    /// and the next one, so that only the rows of that stretch are read; those of an import may lie anywhere after it.
    /// </summary>
    /// <param name="id">The source; one that the viewer may not know of has no statements.</param>
    /// <param name="after">The <see cref="Page{T}.Next"/> of the part before.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Page<SourceStatement>> StatementsAsync(SourceId id, string? after = null, int take = 50, CancellationToken stop = default)
    {
        if (await SourceAsync(id, stop) is null) return new([], null);
        await using var connection = await OpenAsync(stop);
        var (fromRecording, fromKey) = SourceCursor(after);
        var recordings = (await connection.QueryAsync<(long Key, long? Import)>(new CommandDefinition(
            "select key, import from recording where source = @Key and key >= @fromRecording order by key", new { id.Key, fromRecording }, cancellationToken: stop))).ToList();
        var rows = new List<(long Recording, SourceStatement Statement)>();
        foreach (var (recording, import) in recordings)
        {
            if (!InForce(recording)) continue;
            var first = recording == fromRecording ? Math.Max(recording, fromKey) : recording;
            var end = import is null ? await NextRecordingAsync(connection, recording, stop) : long.MaxValue;
            rows.AddRange((await OfRecordingAsync(connection, recording, first, end, take + 1 - rows.Count, stop)).Select(s => (recording, s)));
            if (rows.Count > take) break;
        }

        if (rows.Count <= take) return new([.. rows.Select(r => r.Statement)], null);
        var last = rows[take - 1];
        return new([.. rows.Take(take).Select(r => r.Statement)], $"{_archive.Ids.Text(IdKind.Recording, last.Recording)}~{_archive.Ids.Text(last.Statement.Id.Kind, last.Statement.Id.Key)}");
    }

    private static async Task<long> NextRecordingAsync(DbConnection connection, long recording, CancellationToken stop) =>
        await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "select min(key) from recording where key > @recording", new { recording }, cancellationToken: stop)) ?? long.MaxValue;

    private async Task<List<SourceStatement>> OfRecordingAsync(DbConnection connection, long recording, long after, long end, int take, CancellationToken stop)
    {
        var found = new List<SourceStatement>();
        while (found.Count < take)
        {
            var range = new { recording, after, end, limit = Chunk };
            var attributes = (await connection.QueryAsync<AttributeRow>(new CommandDefinition(
                $"select {AttributeRow.Columns} {AttributeRow.Tables} where a.key > @after and a.key < @end and a.recording = @recording order by a.key limit @limit", range, cancellationToken: stop))).ToList();
            var stubs = (await connection.QueryAsync<FactStub>(new CommandDefinition(
                "select key, from_key, to_key, item_key, place_key, at, recording, marking, ended from fact where key > @after and key < @end and recording = @recording order by key limit @limit",
                range, cancellationToken: stop))).ToList();
            var facts = await WithVisibleEndsAsync(connection, [.. stubs.Where(r => Shows(r.Recording, r.Marking, r.Ended))], stop);
            var views = await FactViewsAsync(connection, facts.Select(f => f.Key), stop);
            found.AddRange((await ViewsAsync(connection, Visible(attributes, false), stop)).Select(a => new SourceStatement(a, null))
                .Concat(views.Values.Select(f => new SourceStatement(null, f))).OrderBy(s => s.Id.Key));
            if (attributes.Count < Chunk && stubs.Count < Chunk) break;
            after = Math.Min(attributes.Count < Chunk ? long.MaxValue : attributes[^1].Key, stubs.Count < Chunk ? long.MaxValue : stubs[^1].Key);
            found.RemoveAll(s => s.Id.Key > after);
        }

        return [.. found.Take(take)];
    }

    private (long Recording, long Key) SourceCursor(string? after)
    {
        var parts = after?.Split('~');
        if (parts is not { Length: 2 } || !_archive.Ids.TryRead(IdKind.Recording, parts[0], out var recording)) return (0, 0);
        return _archive.Ids.TryRead(IdKind.Attribute, parts[1], out var key) || _archive.Ids.TryRead(IdKind.Fact, parts[1], out key) ? (recording, key) : (0, 0);
    }
}

using System.Data.Common;
using System.Numerics;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Search;

/// <summary>
/// Full text and complete identifiers over what a viewer may see. Every answer is computed from statements that the viewer reads:
/// a redacted value, and a statement that is hidden, pending, undone, withdrawn or superseded, changes no hit, count, order or cursor.
/// </summary>
public sealed partial class SearchIndex : IDerived
{
    private const string AttributeColumns = "a.key, a.entity, e.kind, a.property, a.value, a.recording, a.marking, a.ended";
    private const int RebuildSlice = 500;
    private static readonly string[] Columns = ["term", "quality", "entity", "attribute", "kind", "words", "recording", "marking", "ended"];
    private readonly Archive _archive;
    private readonly Vocabulary _vocabulary;

    /// <summary>The index of a record, kept in step with it from now on.</summary>
    public SearchIndex(Archive archive, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(archive);
        (_archive, _vocabulary) = (archive, vocabulary);
        archive.Derived.Add(this);
    }

    IReadOnlyCollection<string> IDerived.Tables => ["term"];

    async Task IDerived.RecordedAsync(DbConnection connection, DbTransaction transaction, RecordedRows rows)
    {
        if (rows.Attributes.Count == 0) return;
        var kinds = rows.Entities.ToDictionary(e => e.Id.Key, e => _archive.Codes.Key(e.Kind));
        var older = rows.Attributes.Select(a => a.Entity.Key).Where(e => !kinds.ContainsKey(e)).Distinct().ToList();
        foreach (var chunk in older.Chunk(400))
            foreach (var (key, kind) in await connection.QueryAsync<(long, long)>($"select key, kind from entity where key in {Database.In(chunk)}", transaction: transaction))
                kinds[key] = kind;
        await InsertAsync(connection, transaction, rows.Attributes.Select((a, i) =>
            new TermSource(rows.FirstAttribute + i, a.Entity.Key, kinds[a.Entity.Key], _archive.Codes.Key(a.Property), a.Value, rows.Recording, rows.Marking, null)));
    }

    Task IDerived.RemarkedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, MarkingId marking) =>
        SetAsync(connection, transaction, statement, "marking", marking.Key);

    Task IDerived.EndedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, RecordingId by) =>
        SetAsync(connection, transaction, statement, "ended", by.Key);

    async Task IDerived.RebuildAsync(IProgress<long>? progress, CancellationToken stop)
    {
        var database = _archive.Database;
        await database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) =>
            connection.ExecuteAsync(database.IsPostgres ? "truncate term" : "delete from term", transaction: transaction));
        long after = 0, done = 0;
        await using var open = await database.OpenAsync(stop);
        while (await SourcesAsync(open, after, stop) is { Count: > 0 } sources)
        {
            await database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) => InsertAsync(connection, transaction, sources));
            after = sources[^1].Key;
            progress?.Report(done += sources.Count);
        }

        if (database.IsPostgres) await open.ExecuteAsync("vacuum (analyze) term");
    }

    /// <summary>Sums of row hashes by attribute, so that neither order nor number of rows needs memory. Counts groups of attributes that differ.</summary>
    async Task<long> IDerived.DifferencesAsync(CancellationToken stop)
    {
        var sums = new ulong[1 << 16];
        await using var open = await _archive.Database.OpenAsync(stop);
        long after = 0;
        while (await SourcesAsync(open, after, stop) is { Count: > 0 } sources)
        {
            foreach (var row in sources.SelectMany(Rows)) Add(row, 1);
            after = sources[^1].Key;
        }

        await foreach (var row in open.QueryUnbufferedAsync<TermRow>($"select {string.Join(", ", Columns)} from term").WithCancellation(stop)) Add(row, ulong.MaxValue);
        return sums.LongCount(sum => sum != 0);

        void Add(TermRow row, ulong sign) => sums[row.Attribute & 0xFFFF] = unchecked(sums[row.Attribute & 0xFFFF] + (sign * Hash(row)));
    }

    private static ulong Hash(TermRow row)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var c in row.Term) hash = (hash ^ c) * 1099511628211UL;
            foreach (var c in row.Words) hash = (hash ^ c) * 1099511628211UL;
            foreach (var number in (ReadOnlySpan<long>)[row.Quality, row.Entity, row.Attribute, row.Kind, row.Recording, row.Marking, row.Ended ?? -1])
                hash = BitOperations.RotateLeft((hash ^ (ulong)number) * 0x9E3779B97F4A7C15UL, 29);
            return hash;
        }
    }

    private static async Task<List<TermSource>> SourcesAsync(DbConnection connection, long after, CancellationToken stop) =>
        [.. await connection.QueryAsync<TermSource>(new CommandDefinition(
            $"select {AttributeColumns} from attribute a join entity e on e.key = a.entity where a.key > @after order by a.key limit {RebuildSlice}", new { after }, cancellationToken: stop))];

    private Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, IEnumerable<TermSource> sources)
    {
        var rows = sources.SelectMany(Rows).ToList();
        // In the order of the index, a slice touches each of its pages once.
        rows.Sort(static (a, b) => string.CompareOrdinal(a.Term, b.Term));
        return Bulk.InsertAsync(connection, transaction, "term", Columns, rows, static (row, t, _) =>
        {
            row.Put(t.Term);
            row.Put(t.Quality);
            row.Put(t.Entity);
            row.Put(t.Attribute);
            row.Put(t.Kind);
            row.Put(t.Words);
            row.Put(t.Recording);
            row.Put(t.Marking);
            row.Put(t.Ended);
        });
    }

    private async Task SetAsync(DbConnection connection, DbTransaction transaction, StatementId statement, string column, long value)
    {
        if (statement.Kind != IdKind.Attribute) return;
        var source = await connection.QuerySingleAsync<TermSource>(
            $"select {AttributeColumns} from attribute a join entity e on e.key = a.entity where a.key = @Key", new { statement.Key }, transaction);
        foreach (var row in Rows(source))
            await connection.ExecuteAsync(
                $"update term set {column} = @value where term = @Term and quality = @Quality and entity = @Entity and attribute = @Attribute",
                new { value, row.Term, row.Quality, row.Entity, row.Attribute }, transaction);
    }

    private IEnumerable<TermRow> Rows(TermSource a)
    {
        if (SpellingOf(a) is not { } spelling) return [];
        return spelling.Terms.Select(term => new TermRow(term, spelling.Quality, a.Entity, a.Key, a.Kind, spelling.Words, a.Recording, a.Marking, a.Ended));
    }

    private Spelling? SpellingOf(TermSource a) => Spelling.Of(_vocabulary.Kind(_archive.Codes[a.Kind])?.Property(_archive.Codes[a.Property]), a.Value);

    private sealed record TermSource(long Key, long Entity, long Kind, long Property, string Value, long Recording, long Marking, long? Ended);

    private sealed record TermRow(string Term, long Quality, long Entity, long Attribute, long Kind, string Words, long Recording, long Marking, long? Ended);
}

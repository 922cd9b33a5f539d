using System.Data.Common;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Documents;

/// <summary>
/// The words of the pages of documents, folded as all search is. A file has one marking, which each of its rows carries, so that each row passes the evaluator
/// as it is read: a document that is hidden, or whose source was withdrawn, changes no hit, count, order or cursor.
/// </summary>
public sealed class PageIndex : IDerived
{
    private const int MostWords = 12, MostMarkings = 2_000, MostPages = 100, Chunk = 200, Slice = 2_000;
    private static readonly string[] Columns = ["term", "file", "page", "marking"];
    private readonly Archive _archive;
    private readonly DocumentFiles _files;

    /// <summary>The index of a record, kept in step with it from now on.</summary>
    public PageIndex(Archive archive, DocumentFiles files)
    {
        ArgumentNullException.ThrowIfNull(archive);
        (_archive, _files) = (archive, files);
        archive.Derived.Add(this);
    }

    IReadOnlyCollection<string> IDerived.Tables => ["page_word"];

    Task IDerived.RecordedAsync(DbConnection connection, DbTransaction transaction, RecordedRows rows) => Task.CompletedTask;

    Task IDerived.EndedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, RecordingId by) => Task.CompletedTask;

    Task IDerived.RemarkedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, MarkingId marking) => Task.CompletedTask;

    async Task IDerived.RebuildAsync(IProgress<long>? progress, CancellationToken stop)
    {
        var database = _archive.Database;
        await database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) =>
            connection.ExecuteAsync(database.IsPostgres ? "truncate page_word" : "delete from page_word", transaction: transaction));
        foreach (var file in await ReadFilesAsync(stop))
        {
            await WriteAsync(file.Key, file.Marking, PagesAsync(file, stop), stop);
            progress?.Report(file.Pages);
        }
    }

    async Task<long> IDerived.DifferencesAsync(CancellationToken stop)
    {
        var differences = 0L;
        await using var connection = await _archive.Database.OpenAsync(stop);
        foreach (var file in await ReadFilesAsync(stop))
        {
            var there = (await connection.QueryAsync<(string Term, long Page, long Marking)>(new CommandDefinition("select term, page, marking from page_word where file = @Key", new { file.Key }, cancellationToken: stop))).ToHashSet();
            await foreach (var page in PagesAsync(file, stop))
                foreach (var term in Passages.Terms(page.Lines))
                    if (!there.Remove((term, page.Number, file.Marking))) differences++;
            differences += there.Count;
        }

        return differences + await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select count(*) from page_word w where not exists (select 1 from document_file f where f.key = w.file and f.text_state = 1)", cancellationToken: stop));
    }

    /// <summary>Writes the words of a file's pages, slice by slice; they are found once the file says that it was read.</summary>
    internal async Task WriteAsync(long file, long marking, IAsyncEnumerable<TextPage> pages, CancellationToken stop)
    {
        await _archive.Database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) => connection.ExecuteAsync("delete from page_word where file = @file", new { file }, transaction));
        var rows = new List<(string Term, long Page)>();
        await foreach (var page in pages.WithCancellation(stop))
        {
            rows.AddRange(Passages.Terms(page.Lines).Select(term => (term, (long)page.Number)));
            if (rows.Count >= Slice) await SliceAsync();
        }

        await SliceAsync();

        async Task SliceAsync()
        {
            foreach (var slice in rows.OrderBy(r => r.Term, StringComparer.Ordinal).Chunk(Slice))
                await _archive.Database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) => Bulk.InsertAsync(connection, transaction, "page_word", Columns, slice, (row, w, _) =>
                {
                    row.Put(w.Term);
                    row.Put(file);
                    row.Put(w.Page);
                    row.Put(marking);
                }));
            rows.Clear();
        }
    }

    /// <summary>Documents with a page that has every word or the identifier, last added first, with those pages; how many in all; where the next part begins.</summary>
    internal async Task<(IReadOnlyList<(DocumentRow Row, DocumentView View, IReadOnlyList<int> Pages)> Found, int Count, string? Next)> FindAsync(
        Reading reading, string text, string? after, int take, CancellationToken stop)
    {
        var words = Spelling.Asked(text).Take(MostWords).ToList();
        var identifiers = Spelling.AskedIdentifiers(text);
        var readable = reading.Sight.Readable(Field.Value, MostMarkings);
        if ((words.Count == 0 && identifiers.Count == 0) || readable is { Count: 0 }) return ([], 0, null);
        await using var connection = await reading.OpenAsync(stop);
        var below = after is not null && _archive.Ids.TryRead(IdKind.DocumentPlace, after, out var place) ? place : long.MaxValue;
        var (found, count) = (new List<(DocumentRow Row, DocumentView View, IReadOnlyList<int> Pages)>(), 0);
        await foreach (var (row, pages) in DocumentsAsync(reading, connection, words, identifiers, readable, stop))
        {
            if (++count > DocumentAnswer.MostCounted && found.Count > take) break;
            if (row.File < below && found.Count <= take) found.Add((row, row.View(_archive, reading.Viewer), pages));
        }

        var more = found.Count > take;
        if (more) found.RemoveRange(take, found.Count - take);
        return (found, Math.Min(count, DocumentAnswer.MostCounted + 1), more ? _archive.Ids.Text(IdKind.DocumentPlace, found[^1].Row.File) : null);
    }

    /// <summary>Each file once, under the document of it that was added last and that the viewer reads.</summary>
    private async IAsyncEnumerable<(DocumentRow Row, IReadOnlyList<int> Pages)> DocumentsAsync(
        Reading reading, DbConnection connection, List<string> words, IReadOnlyList<string> identifiers, IReadOnlyCollection<long>? readable,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        for (var below = long.MaxValue; ;)
        {
            var files = await FilesAsync(reading, connection, words, identifiers, readable, below, stop);
            if (files.Count == 0) yield break;
            var rows = (await connection.QueryAsync<DocumentRow>(new CommandDefinition($"{DocumentRow.Select} where d.file in {Database.In(files.Select(f => f.File))} order by d.key desc", cancellationToken: stop)))
                .Where(r => r.Shows(_archive, reading.Viewer)).GroupBy(r => r.File).ToDictionary(g => g.Key, g => g.First());
            foreach (var (file, pages) in files)
                if (rows.TryGetValue(file, out var row)) yield return (row, pages);
            if (files.Count < Chunk) yield break;
            below = files[^1].File;
        }
    }

    /// <summary>The next files below one that have every word on a page, or the identifier, with those pages: at most a chunk of each, put together.</summary>
    private static async Task<List<(long File, IReadOnlyList<int> Pages)>> FilesAsync(
        Reading reading, DbConnection connection, List<string> words, IReadOnlyList<string> identifiers, IReadOnlyCollection<long>? readable, long below, CancellationToken stop)
    {
        var found = new SortedDictionary<long, SortedSet<int>>(Comparer<long>.Create((a, b) => b.CompareTo(a)));
        if (words.Count > 0)
        {
            var rarest = await Postings.RarestAsync(connection, words, stop, "page_word");
            string[] others = [.. words.Where(w => w != rarest)];
            await AddAsync([rarest], others);
        }

        if (identifiers.Count > 0) await AddAsync(identifiers, []);
        return [.. found.Take(Chunk).Select(f => (f.Key, (IReadOnlyList<int>)[.. f.Value.Take(MostPages)]))];

        async Task AddAsync(IReadOnlyList<string> terms, IReadOnlyList<string> others)
        {
            var (files, file, page) = (0, below, 0L);
            for (var lot = Lots.First; ; lot = Lots.Further)
            {
                var values = new DynamicParameters(new { file, page, lot });
                for (var i = 0; i < terms.Count; i++) values.Add($"t{i}", terms[i]);
                for (var i = 0; i < others.Count; i++) values.Add($"w{i}", others[i]);
                var rows = (await connection.QueryAsync<(long File, long Page, long Marking)>(new CommandDefinition(
                    $"""
                    select w.file, w.page, w.marking from page_word w join document_file f on f.key = w.file and f.text_state = 1
                    where w.term {(terms.Count == 1 ? "= @t0" : $"in ({string.Join(", ", terms.Select((_, i) => $"@t{i}"))})")} and (w.file, w.page) < (@file, @page)
                    {(readable is null ? "" : $"and w.marking in {Database.In(readable)}")}
                    {string.Concat(others.Select((_, i) => $" and exists (select 1 from page_word o where o.term = @w{i} and o.file = w.file and o.page = w.page)"))}
                    order by w.file desc, w.page desc limit @lot
                    """, values, cancellationToken: stop))).AsList();
                foreach (var row in rows.Where(r => reading.Sight.Reads(r.Marking, Field.Value)))
                {
                    if (row.File != file) files++;
                    if (files > Chunk) return;
                    if (!found.TryGetValue(row.File, out var pages)) found[row.File] = pages = [];
                    pages.Add((int)row.Page);
                    file = row.File;
                }

                if (rows.Count < lot) return;
                (file, page) = (rows[^1].File, rows[^1].Page);
            }
        }
    }

    private async Task<IReadOnlyList<ReadFile>> ReadFilesAsync(CancellationToken stop)
    {
        await using var connection = await _archive.Database.OpenAsync(stop);
        return [.. await connection.QueryAsync<ReadFile>(new CommandDefinition("select key, marking, secret, pages from document_file where text_state = 1 order by key", cancellationToken: stop))];
    }

    private IAsyncEnumerable<TextPage> PagesAsync(ReadFile file, CancellationToken stop) => SealedPages.ReadAllAsync(_files.PathOf(file.Key, DocumentFiles.Pages), file.Secret, stop);

    private sealed record ReadFile(long Key, long Marking, byte[] Secret, long Pages);
}

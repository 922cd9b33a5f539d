using System.Data.Common;
using System.Text.Json;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Search;

/// <summary>Key of a saved search; its public id is what links carry, never what was searched.</summary>
public readonly record struct SearchId(long Key);

/// <summary>Somebody has something under this identifier; its unit is whom to ask. Nothing else is told.</summary>
/// <param name="Line">Line of a list, 1-based; 0 for a single search.</param>
/// <param name="Unit">Code of the unit.</param>
public sealed record Pointer(int Line, string Unit);

/// <summary>A search as it was asked.</summary>
/// <param name="Id">Key.</param>
/// <param name="Query">What was searched.</param>
/// <param name="At">When.</param>
/// <param name="Pointers">What pointers answered.</param>
/// <param name="PointersPaused">True when the officer's quota of the day was used up before, so that pointers were not asked.</param>
public sealed record SavedSearch(SearchId Id, Query Query, DateTimeOffset At, IReadOnlyList<Pointer> Pointers, bool PointersPaused);

/// <summary>
/// The searches that officers asked. Each is an act and is kept under an opaque id that only the same officer can open. A complete
/// identifier is also shown to the markings that point or stay silent: a pointer answers with the owner's unit, counts once a day for
/// each statement against the officer's quota, and tells the owner's desk; a silent one tells the desk only.
/// </summary>
/// <param name="archive">The record.</param>
/// <param name="acts">The acts.</param>
public sealed class SavedSearches(Archive archive, ActLog acts)
{
    /// <summary>Pointers an officer may be given on one day.</summary>
    public const int PointersADay = 20;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Saves a search and asks pointers. Refuses <c>search.empty</c>, <c>search.too-many-lines</c>.</summary>
    public async Task<Result<SearchId>> AskAsync(Reading reading, Query query)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(query);
        if (query.Lines.Count > Query.MostLines) return new Refusal("search.too-many-lines", ("most", $"{Query.MostLines}"));
        var texts = query.Lines.Count > 0 ? query.Lines.Select((text, i) => (Line: i + 1, Text: text)) : [(Line: 0, query.Text)];
        var asked = texts.SelectMany(t => Spelling.AskedIdentifiers(t.Text).Select(term => (t.Line, Term: term))).ToLookup(t => t.Term, t => t.Line);
        if (string.IsNullOrWhiteSpace(query.Text) && query.Lines.All(string.IsNullOrWhiteSpace)) return new Refusal("search.empty");

        var by = reading.Viewer;
        var ownUnit = await archive.Markings.InternAsync(new Marking { Owner = by.Unit.Agency, Unit = by.Unit.Code });
        return await archive.Database.Writer.WriteAsync<Result<SearchId>>(Lane.Prompt, async (connection, transaction) =>
        {
            var now = archive.Clock.GetUtcNow();
            var key = await NextAsync(connection, transaction, "saved_search");
            var desk = new Desk(archive, acts, reading, connection, transaction, now);
            var (pointers, paused) = await desk.AskAsync(key, asked);
            await connection.ExecuteAsync("delete from pointer_answer where search in (select key from saved_search where at < @old)", new { old = (now - Kept).ToUnixTimeMilliseconds() }, transaction);
            await connection.ExecuteAsync("delete from saved_search where at < @old", new { old = (now - Kept).ToUnixTimeMilliseconds() }, transaction);
            await connection.ExecuteAsync(
                "insert into saved_search (key, officer, unit, at, query, paused) values (@key, @officer, @unit, @at, @query, @paused)",
                new
                {
                    key,
                    officer = by.Officer.Id.Key,
                    unit = by.Unit.Code,
                    at = now.ToUnixTimeMilliseconds(),
                    query = JsonSerializer.Serialize(query),
                    paused = paused ? 1L : 0L,
                }, transaction);
            foreach (var pointer in pointers)
                await connection.ExecuteAsync("insert into pointer_answer (search, line, unit) values (@key, @Line, @Unit)", new { key, Line = (long)pointer.Line, pointer.Unit }, transaction);
            await acts.WriteAsync(connection, transaction, by, "search.ask", archive.Ids.Text(IdKind.Search, key), ownUnit,
                new { text = query.Text, lines = query.Lines.Count == 0 ? null : query.Lines, kind = query.Kind, place = query.Place });
            return new SearchId(key);
        });
    }

    /// <summary>A search of this officer; null for anybody else's.</summary>
    public async Task<SavedSearch?> OpenAsync(Viewer viewer, SearchId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var connection = await archive.Database.OpenAsync(stop);
        var row = await connection.QuerySingleOrDefaultAsync<(long At, string Query, long Paused)?>(
            "select at, query, paused from saved_search where key = @Key and officer = @officer and unit = @unit", new { id.Key, officer = viewer.Officer.Id.Key, unit = viewer.Unit.Code });
        if (row is not var (at, query, paused)) return null;
        var pointers = await connection.QueryAsync<(long Line, string Unit)>("select line, unit from pointer_answer where search = @Key order by line, unit", new { id.Key });
        return new SavedSearch(id, JsonSerializer.Deserialize<Query>(query)!, DateTimeOffset.FromUnixTimeMilliseconds(at), [.. pointers.Select(p => new Pointer((int)p.Line, p.Unit))], paused == 1);
    }

    internal static async Task<long> NextAsync(DbConnection connection, DbTransaction transaction, string table) =>
        (await connection.ExecuteScalarAsync<long?>($"select max(key) from {table}", transaction: transaction) ?? 0) + 1;
}

using System.Data.Common;
using System.Globalization;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Search;

public sealed partial class SearchIndex
{
    private const int Lot = 1_000;

    /// <summary>
    /// The entities that match, best first. All words must stand in one statement; a text that is a complete identifier finds it however
    /// it is written. Reads only: who asks for identifiers on behalf of an officer goes through <see cref="SavedSearches"/>, which
    /// answers pointers.
    /// </summary>
    /// <param name="reading">Who reads.</param>
    /// <param name="query">What is searched; its lines are not looked at.</param>
    /// <param name="after">The <see cref="Answer.Next"/> of the part before.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Answer> FindAsync(Reading reading, Query query, string? after = null, int take = 25, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(query);
        await using var connection = await reading.OpenAsync(stop);
        var filter = await FilterAsync(reading, connection, query, stop);
        var (page, count, more) = await FindAsync(reading, connection, query.Text, filter, Cursor.Read(after, _archive.Ids), take, Answer.MostCounted, stop);
        return new Answer([.. (await HitsAsync(reading, connection, page, stop)).OfType<Hit>()], count, more ? new Cursor(page[^1].Quality, page[^1].Entity).Write(_archive.Ids) : null);
    }

    /// <summary>Best postings of entities behind a cursor, how many entities in all up to one above <paramref name="most"/>, and whether more follow.</summary>
    private async Task<(List<Posting> Page, int Count, bool More)> FindAsync(
        Reading reading, DbConnection connection, string text, Filter filter, Cursor after, int take, int most, CancellationToken stop)
    {
        var seen = new HashSet<long>();
        var page = new List<Posting>();
        var words = Spelling.Asked(text);
        var lot = new List<Posting>(Lot);
        var count = 0;
        var enough = most + 1;
        foreach (var scan in await ScansAsync(connection, text, words, filter, stop))
        {
            await foreach (var posting in Postings.ReadAsync(reading, connection, scan, stop))
            {
                if (posting.Doubtful || filter.LooksDeeper)
                {
                    lot.Add(posting);
                    if (lot.Count == Lot) await SettleAsync();
                }
                else
                {
                    if (lot.Count > 0) await SettleAsync();
                    Take(posting);
                }

                if (count >= enough && page.Count > take) break;
            }

            if (lot.Count > 0) await SettleAsync();
            if (count >= enough && page.Count > take) break;
        }

        var more = page.Count > take;
        if (more) page.RemoveRange(take, page.Count - take);
        return (page, Math.Min(count, enough), more);

        void Take(Posting posting)
        {
            if (!seen.Add(posting.Entity)) return;
            count++;
            if (page.Count <= take && after.IsBefore(posting)) page.Add(posting);
        }

        async Task SettleAsync()
        {
            foreach (var posting in await ConfirmAsync(reading, lot, words, filter, stop)) Take(posting);
            lot.Clear();
        }
    }

    private static async Task<IReadOnlyList<Scan>> ScansAsync(DbConnection connection, string text, IReadOnlyList<string> words, Filter filter, CancellationToken stop)
    {
        var identifiers = new Scan { Terms = Spelling.AskedIdentifiers(text), Kinds = filter.Kinds };
        if (words.Count == 0) return [identifiers];
        var rarest = await Postings.RarestAsync(connection, words, stop);
        return [identifiers, new Scan { Terms = [rarest], Others = [.. words.Where(w => w != rarest)], Kinds = filter.Kinds }];
    }

    /// <summary>Those of a lot whose text has every word and whose entity passes the filter, in the same order.</summary>
    private static async Task<IEnumerable<Posting>> ConfirmAsync(Reading reading, List<Posting> lot, IReadOnlyList<string> words, Filter filter, CancellationToken stop)
    {
        await using var connection = await reading.OpenAsync(stop);
        var refused = new HashSet<long>();
        foreach (var chunk in lot.Where(p => p.Doubtful).Select(p => p.Attribute).Chunk(Lot))
            foreach (var (key, value) in await connection.QueryAsync<(long, string)>($"select key, value from attribute where key in {Database.In(chunk)}"))
                if (words.Except(Spelling.Asked(value), StringComparer.Ordinal).Any()) refused.Add(key);
        var left = lot.Where(p => !refused.Contains(p.Attribute)).ToList();
        if (!filter.LooksDeeper) return left;
        var passing = await PassingAsync(reading, connection, filter, [.. left.Select(p => p.Entity).Distinct()], stop);
        return left.Where(p => passing.Contains(p.Entity));
    }

    /// <summary>The hits of postings, in their order; null for what went out of force since they were read.</summary>
    private async Task<IReadOnlyList<Hit?>> HitsAsync(Reading reading, DbConnection connection, List<Posting> page, CancellationToken stop)
    {
        if (page.Count == 0) return [];
        var entities = await reading.EntitiesAsync(page.Select(p => new EntityId(p.Entity)), stop);
        var values = new Dictionary<long, (string Property, string Value)>();
        foreach (var chunk in page.Select(p => p.Attribute).Chunk(Lot))
            foreach (var (key, property, value) in await connection.QueryAsync<(long, long, string)>(new CommandDefinition(
                $"select key, property, value from attribute where key in {Database.In(chunk)}", cancellationToken: stop)))
                values[key] = (_archive.Codes[property], value);
        return [.. page.Select(p => entities.GetValueOrDefault(new EntityId(p.Entity)) is { } entity
            ? new Hit(entity, Spelling.MatchOf(p.Quality), values[p.Attribute].Property, values[p.Attribute].Value)
            : null)];
    }

    /// <summary>Sort key of the last visible row.</summary>
    private readonly record struct Cursor(long Quality, long Entity)
    {
        public bool IsBefore(Posting posting) => posting.Quality < Quality || (posting.Quality == Quality && posting.Entity < Entity);

        public string Write(PublicIds ids) => string.Create(CultureInfo.InvariantCulture, $"{Quality}~{ids.Text(IdKind.Entity, Entity)}");

        public static Cursor Read(string? text, PublicIds ids) =>
            text?.Split('~') is [var quality, var entity] && long.TryParse(quality, NumberStyles.None, CultureInfo.InvariantCulture, out var q) && ids.TryRead(IdKind.Entity, entity, out var key)
                ? new(q, key)
                : new(long.MaxValue, long.MaxValue);
    }
}

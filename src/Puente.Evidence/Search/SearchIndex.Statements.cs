using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Search;

/// <summary>An attribute as it is searched: what a look at single statements needs of it.</summary>
internal sealed record SearchedAttribute(long Key, long Entity, long Kind, Spelling Spelling);

/// <content>The statements that a search finds: all of them, or those among some entities, by the same rules.</content>
public sealed partial class SearchIndex
{
    /// <summary>The attributes that match, with their entities, as <see cref="FindAsync(Reading, Query, string?, int, CancellationToken)"/> finds entities; one above <paramref name="most"/> means that there are more.</summary>
    internal async Task<List<(long Attribute, long Entity)>> StatementsAsync(Reading reading, Query query, int most, CancellationToken stop)
    {
        await using var connection = await reading.OpenAsync(stop);
        var filter = await FilterAsync(reading, connection, query, stop);
        var words = Spelling.Asked(query.Text);
        var found = new HashSet<(long, long)>();
        var lot = new List<Posting>(Lot);
        foreach (var scan in await ScansAsync(connection, query.Text, words, filter, stop))
        {
            await foreach (var posting in Postings.ReadAsync(reading, connection, scan, stop))
            {
                lot.Add(posting);
                if (lot.Count == Lot) await SettleAsync();
                if (found.Count > most) break;
            }

            await SettleAsync();
        }

        return [.. found.Take(most + 1)];

        async Task SettleAsync()
        {
            foreach (var posting in await ConfirmAsync(reading, lot, words, filter, stop)) found.Add((posting.Attribute, posting.Entity));
            lot.Clear();
        }
    }

    /// <summary>Those of some attributes that match.</summary>
    internal async Task<List<(long Attribute, long Entity)>> StatementsAsync(Reading reading, Query query, IReadOnlyCollection<SearchedAttribute> among, CancellationToken stop)
    {
        var words = Spelling.Asked(query.Text);
        var identifiers = Spelling.AskedIdentifiers(query.Text);
        var matching = among.Where(a => a.Spelling.Has(words, identifiers)).ToList();
        if (matching.Count == 0) return [];
        await using var connection = await reading.OpenAsync(stop);
        var filter = await FilterAsync(reading, connection, query, stop);
        if (filter.Kinds is { } kinds) matching.RemoveAll(a => !kinds.Contains(a.Kind));
        if (filter.LooksDeeper)
        {
            var passing = await PassingAsync(reading, connection, filter, [.. matching.Select(a => a.Entity).Distinct()], stop);
            matching.RemoveAll(a => !passing.Contains(a.Entity));
        }

        return [.. matching.Select(a => (a.Key, a.Entity))];
    }

    /// <summary>The attributes of some entities whose value the reader reads and that are searched.</summary>
    internal async Task<List<SearchedAttribute>> SearchedAsync(Reading reading, IReadOnlyCollection<long> entities, CancellationToken stop)
    {
        await using var connection = await reading.OpenAsync(stop);
        var searched = new List<SearchedAttribute>();
        foreach (var chunk in entities.Chunk(Lot))
            foreach (var row in await connection.QueryAsync<TermSource>(new CommandDefinition(
                $"select {AttributeColumns} from attribute a join entity e on e.key = a.entity where a.entity in {Database.In(chunk)}", cancellationToken: stop)))
                if (reading.Shows(row.Recording, row.Marking, row.Ended) && reading.Sight.Reads(row.Marking, Field.Value) && SpellingOf(row) is { } spelling)
                    searched.Add(new SearchedAttribute(row.Key, row.Entity, row.Kind, spelling));
        return searched;
    }
}

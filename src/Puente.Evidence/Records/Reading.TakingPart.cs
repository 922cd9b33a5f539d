using System.Data.Common;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

public sealed partial class Reading
{
    /// <summary>
    /// Which of the entities take part, openly, in a fact that shows: one that happened within the window, and that has one of the
    /// places as its place or another end.
    /// </summary>
    internal async Task<HashSet<long>> TakingPartAsync(
        DbConnection connection, IReadOnlyCollection<long> entities, DateTimeOffset? from, DateTimeOffset? until, IReadOnlySet<long>? places, CancellationToken stop)
    {
        var taking = new HashSet<long>();
        var filter = new FactFilter(From: from, Until: until);
        foreach (var chunk in entities.Chunk(Chunk))
        {
            var keys = Database.In(chunk);
            var asked = chunk.ToHashSet();
            var stubs = (await connection.QueryAsync<FactStub>(new CommandDefinition(
                string.Join(" union ", ((string[])["from_key", "to_key", "item_key", "place_key"]).Select(end => $"{FactStub.Select} where {_archive.Runs.Condition} and {end} in {keys}")), cancellationToken: stop)))
                .Where(r => Shows(r.Recording, r.Marking, r.Ended) && InWindow(r, filter)).ToList();
            foreach (var stub in await WithVisibleEndsAsync(connection, stubs, stop))
            {
                var ends = OpenEnds(stub).ToList();
                if (places is null || ends.Exists(places.Contains)) taking.UnionWith(ends.Where(asked.Contains));
            }
        }

        return taking;
    }
}

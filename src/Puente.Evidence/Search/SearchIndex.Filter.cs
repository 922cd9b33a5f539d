using System.Data.Common;
using Puente.Evidence.Records;

namespace Puente.Evidence.Search;

public sealed partial class SearchIndex
{
    private static readonly string[] PlaceKinds = ["Address", "Place"];

    /// <summary>A query's filters with their words looked up.</summary>
    /// <param name="Kinds">Kinds of entities; null is any.</param>
    /// <param name="From">Lower bound of the window.</param>
    /// <param name="Until">Upper bound of the window.</param>
    /// <param name="At">Entities that are the place, or have it as an address; null without a filter by place.</param>
    /// <param name="Places">Those of them that are places themselves.</param>
    private sealed record Filter(IReadOnlyCollection<long>? Kinds, DateTimeOffset? From, DateTimeOffset? Until, HashSet<long>? At, HashSet<long> Places)
    {
        public bool InTime => From is not null || Until is not null;

        public bool LooksDeeper => InTime || At is not null;
    }

    private async Task<Filter> FilterAsync(Reading reading, DbConnection connection, Query query, CancellationToken stop)
    {
        var kinds = query.Kind is { } code ? Kinds(code) : null;
        HashSet<long>? at = null;
        var places = new HashSet<long>();
        if (query.Place is { } place && Spelling.Asked(place) is { Count: > 0 } words)
        {
            at = [];
            var addresses = PlaceKinds.SelectMany(Kinds).ToHashSet();
            var rarest = await Postings.RarestAsync(connection, words, stop);
            var scan = new Scan { Terms = [rarest], Others = [.. words.Where(w => w != rarest)] };
            var found = new List<Posting>();
            await foreach (var posting in Postings.ReadAsync(reading, connection, scan, stop))
                if (Spelling.MatchOf(posting.Quality) == Match.Place || addresses.Contains(posting.Kind)) found.Add(posting);
            foreach (var posting in await ConfirmAsync(reading, found, words, new Filter(null, null, null, null, []), stop))
            {
                at.Add(posting.Entity);
                if (addresses.Contains(posting.Kind)) places.Add(posting.Entity);
            }
        }

        return new Filter(kinds, query.From, query.Until, at, places);
    }

    /// <summary>Keys of a kind and all that extend it, as far as any entity has them.</summary>
    private List<long> Kinds(string code) =>
        [.. _vocabulary.Concrete(code).Select(k => _archive.Codes.TryFind(k.Code, out var key) ? key : 0).Where(key => key > 0)];

    private static async Task<HashSet<long>> PassingAsync(Reading reading, DbConnection connection, Filter filter, IReadOnlyCollection<long> entities, CancellationToken stop)
    {
        var passing = entities.ToHashSet();
        if (filter.InTime) passing.IntersectWith(await reading.TakingPartAsync(connection, passing, filter.From, filter.Until, null, stop));
        if (filter.At is not { } at) return passing;
        var elsewhere = passing.Where(e => !at.Contains(e)).ToList();
        var there = await reading.TakingPartAsync(connection, elsewhere, null, null, filter.Places, stop);
        passing.RemoveWhere(e => !at.Contains(e) && !there.Contains(e));
        return passing;
    }
}

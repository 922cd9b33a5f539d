using System.Data.Common;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Search;

public sealed partial class SearchIndex
{
    private const int ShortestPrefix = 2;

    /// <summary>
    /// Entities whose name, alias or identifier goes on as typed: the last word may be unfinished. In alphabetical order of the matching
    /// word, then best match. Fewer than two letters suggest nothing.
    /// </summary>
    public async Task<IReadOnlyList<Hit>> SuggestAsync(Reading reading, string typed, string? kind = null, int take = 8, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(typed);
        await using var connection = await reading.OpenAsync(stop);
        IReadOnlyCollection<long>? kinds = kind is null ? null : Kinds(kind);
        var seen = new HashSet<long>();
        var page = new List<Posting>();
        foreach (var scan in await UnfinishedAsync(connection, typed, kinds, stop))
        {
            if (page.Count == take) break;
            await foreach (var posting in Postings.ReadAsync(reading, connection, scan, stop))
            {
                if (seen.Add(posting.Entity)) page.Add(posting);
                if (page.Count == take) break;
            }
        }

        return [.. (await HitsAsync(reading, connection, page, stop)).OfType<Hit>()];
    }

    private static async Task<IReadOnlyList<Scan>> UnfinishedAsync(DbConnection connection, string typed, IReadOnlyCollection<long>? kinds, CancellationToken stop)
    {
        var scans = new List<Scan>();
        var words = Spelling.Asked(typed);
        var canonical = Fold.Identifier(typed, IdentifierRule.Plain);
        if (words.Count > 0 && words.Sum(w => w.Length) >= ShortestPrefix)
        {
            var names = new Scan { Kinds = kinds, From = Spelling.Least(Match.Alias), To = Spelling.Least(Match.Identifier) - 1 };
            var whole = words.Take(words.Count - 1).ToList();
            if (whole.Count == 0) scans.Add(names with { Prefix = words[^1] });
            else
            {
                var rarest = await Postings.RarestAsync(connection, whole, stop);
                scans.Add(names with { Terms = [rarest], Others = [.. whole.Where(w => w != rarest)], OtherPrefix = words[^1] });
            }
        }

        if (canonical.Length > ShortestPrefix) scans.Add(new Scan { Prefix = "=" + canonical, Kinds = kinds });
        return scans;
    }
}

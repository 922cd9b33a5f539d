using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Search;

public sealed partial class SearchIndex
{
    /// <summary>
    /// Entities the viewer sees that may be the one in a form: an identifier is the same, or a name has the same words in any order and
    /// the kinds go together. Those with the same identifier first.
    /// </summary>
    /// <param name="reading">Who reads.</param>
    /// <param name="kind">Kind in the form.</param>
    /// <param name="values">Properties and values in the form.</param>
    /// <param name="except">The entity itself, when it exists already.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyList<Duplicate>> DuplicatesAsync(
        Reading reading, string kind, IEnumerable<(string Property, string Value)> values, EntityId? except = null, int take = 10, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(values);
        if (_vocabulary.Kind(kind) is not { } formKind) return [];
        var spellings = values.Select(v => Spelling.Of(formKind.Property(v.Property), v.Value)).OfType<Spelling>()
            .Where(s => Spelling.MatchOf(s.Quality) >= Match.Alias && s.Words.Length > 0).OrderByDescending(s => s.Quality).ToList();
        var seen = new HashSet<long>();
        if (except is { } self) seen.Add(self.Key);
        var page = new List<Posting>();
        await using var connection = await reading.OpenAsync(stop);
        foreach (var spelling in spellings)
        {
            var identifier = Spelling.MatchOf(spelling.Quality) == Match.Identifier;
            var words = identifier ? [] : Spelling.Asked(spelling.Words);
            var rarest = identifier ? "" : await Postings.RarestAsync(connection, words, stop);
            var scan = identifier
                ? new Scan { Terms = [.. spelling.Terms] }
                : new Scan { Terms = [rarest], Others = [.. words.Where(w => w != rarest)], From = Spelling.QualityOf(Match.Alias, words.Count) };
            await foreach (var posting in Postings.ReadAsync(reading, connection, scan, stop))
            {
                if (page.Count == take) break;
                var same = identifier || posting.Quality == Spelling.QualityOf(Spelling.MatchOf(posting.Quality), words.Count);
                if (same && !posting.Doubtful && (identifier || GoTogether(formKind, posting.Kind)) && seen.Add(posting.Entity)) page.Add(posting);
            }
        }

        return [.. (await HitsAsync(reading, connection, page, stop)).OfType<Hit>().Select(h => new Duplicate(h.Entity, h.Property, h.Value))];
    }

    private bool GoTogether(EntityKind form, long key) =>
        _vocabulary.Kind(_archive.Codes[key]) is { } kind && (kind.Is(form.Code) || form.Is(kind.Code));
}

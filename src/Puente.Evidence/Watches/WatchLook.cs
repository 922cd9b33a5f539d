using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Evidence.Watches;

/// <summary>Something that a watch finds: a statement, or an entity near a line of a list.</summary>
/// <param name="Kind">Attribute, fact or entity.</param>
/// <param name="Key">Its key.</param>
/// <param name="Line">The line; 0 when it is no list.</param>
/// <param name="Entity">Whom it is about.</param>
internal readonly record struct Found(IdKind Kind, long Key, int Line, long Entity);

/// <summary>
/// What a watch finds for one reader: in the whole record, or among some entities, by the same rules. Noticing, showing and counting all ask here,
/// each with a reading of its own, so that a hit that its reader does not see is not there.
/// </summary>
internal sealed class WatchLook(SearchIndex search, IdentityIndex identities)
{
    private const int Chunk = 400;

    /// <summary>Everything; one above <paramref name="most"/> means that there is more.</summary>
    public async Task<IReadOnlyCollection<Found>> AllAsync(Reading reading, Watched what, int most, CancellationToken stop)
    {
        if (what.Kind == WatchKind.Search)
            return [.. (await search.StatementsAsync(reading, what.Search!, most, stop)).Select(Attribute)];
        if (what.Kind == WatchKind.Entity) return await AmongAsync(reading, what, [what.Entity!.Value], stop);
        await identities.WarmAsync(stop);
        var list = new Lines(what.Lines!);
        var found = identities.Everybody(reading.Sight, reading.Viewer.Subject.Today).SelectMany(seen => list.Near(seen).Select(line => Near(line, seen.Of.Entity))).Take(most + 1).ToHashSet();
        foreach (var (text, i) in what.Lines!.Select((text, i) => (text, i)))
        {
            if (found.Count > most) break;
            var named = await search.StatementsAsync(reading, new Query(list.Identifier(i)), most, stop);
            found.UnionWith(await AmongAsync(reading, what, [.. named.Select(n => n.Entity).Distinct()], stop));
        }

        return found;
    }

    /// <summary>What it finds among some entities.</summary>
    public async Task<IReadOnlyCollection<Found>> AmongAsync(Reading reading, Watched what, IReadOnlyCollection<long> entities, CancellationToken stop)
    {
        if (entities.Count == 0) return [];
        if (what.Entity is { } one)
            return entities.Contains(one) ? [.. (await reading.StatementsAboutAsync(new EntityId(one), stop)).Select(s => new Found(s.Kind, s.Key, 0, one))] : [];
        var found = new HashSet<Found>();
        if (what.Lines is not null) await identities.WarmAsync(stop);
        var list = new Lines(what.Lines ?? []);
        foreach (var chunk in entities.Chunk(Chunk))
        {
            var searched = await search.SearchedAsync(reading, chunk, stop);
            if (what.Search is { } query) found.UnionWith((await search.StatementsAsync(reading, query, searched, stop)).Select(Attribute));
            else found.UnionWith(Listed(reading, list, chunk, searched));
        }

        return found;
    }

    /// <summary>Persons and organisations only when they may be matched; other things by a complete identifier.</summary>
    private IEnumerable<Found> Listed(Reading reading, Lines list, IEnumerable<long> entities, List<SearchedAttribute> searched)
    {
        var said = searched.ToLookup(a => a.Entity);
        foreach (var entity in entities)
        {
            var seen = identities.One(reading.Sight, reading.Viewer.Subject.Today, entity);
            if (seen is null && said[entity].FirstOrDefault() is { } any && IsSomebody(reading, any.Kind)) continue;
            var lines = said[entity].SelectMany(a => list.With(a.Spelling)).Concat(seen is null ? [] : list.Near(seen));
            foreach (var line in lines.Distinct()) yield return Near(line, entity);
        }
    }

    private static bool IsSomebody(Reading reading, long kind) =>
        reading.Archive.Vocabulary.Kind(reading.Archive.Codes[kind]) is { } declared && (declared.Is("Person") || declared.Is("Organization"));

    private static Found Attribute((long Attribute, long Entity) found) => new(IdKind.Attribute, found.Attribute, 0, found.Entity);

    private static Found Near(int line, long entity) => new(IdKind.Entity, entity, line, entity);

    /// <summary>The lines of a list: each is a complete identifier; one of several words without a figure is a name besides.</summary>
    private sealed class Lines(IReadOnlyList<string> lines)
    {
        private readonly ILookup<string, int> _identifiers = lines.SelectMany((text, i) => Spelling.AskedIdentifiers(text).Select(id => (Id: id, Line: i + 1))).ToLookup(x => x.Id, x => x.Line);
        private readonly ListSearch? _names = Names(lines) is { Entries.Count: > 0 } list ? new ListSearch(list) : null;

        /// <summary>The line as it is searched for among identifiers only: a name is none.</summary>
        public string Identifier(int i) => IsName(lines[i]) ? "" : lines[i];

        public IEnumerable<int> With(Spelling spelling) =>
            Spelling.MatchOf(spelling.Quality) == Match.Identifier ? spelling.Terms.SelectMany(t => _identifiers[t]) : [];

        public IEnumerable<int> Near(Seen seen) =>
            _names is null ? [] : _names.Find(seen).Select(e => int.Parse(e.Id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));

        private static bool IsName(string line) => Fold.Words(line).Count > 1 && !line.Any(char.IsAsciiDigit);

        private static ScreeningList Names(IReadOnlyList<string> lines) => new("", [.. lines.SelectMany((text, i) => !IsName(text) ? [] : new[]
        {
            Entry("p", i, NameKind.Person, text),
            Entry("o", i, NameKind.Organisation, text),
        })], []);

        private static ListEntry Entry(string kind, int i, NameKind of, string name) =>
            new() { Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}{i + 1}"), Kind = of, Names = [new ListedName(name, ListedNameKind.Primary)] };
    }
}

using System.Data.Common;
using System.Globalization;
using Dapper;
using Puente.Evidence.Storage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <content>What persons and organisations use, own or live at is read with them: each thing by its numbers, or as itself when nothing read of it is a number.</content>
public sealed partial class IdentityIndex
{
    /// <summary>Holders of a thing, and some who were: whoever is among them is read anew when something is said of the thing.</summary>
    private readonly Dictionary<long, HashSet<long>> _holders = [];

    private Dictionary<long, bool> HoldingKinds()
    {
        var kinds = new Dictionary<long, bool>();
        foreach (var (code, starts) in Holdings.Facts)
            if (_archive.Codes.TryFind(code, out var key)) kinds[key] = starts;
        return kinds;
    }

    /// <summary>Adds to each what it holds. A fact that names a third or a place is passed over: who may see it depends on more than its two ends.</summary>
    private async Task HoldAsync(DbConnection connection, IReadOnlyCollection<long>? entities, Dictionary<long, (NameKind Kind, List<Clue> Clues)> read, CancellationToken stop)
    {
        var kinds = HoldingKinds();
        if (kinds.Count == 0) return;
        var held = new Dictionary<long, List<(List<Clue> Clues, Holding Holding)>>();
        var facts = $"select key, kind, from_key, to_key, recording, marking, ended from fact where kind in {Database.In(kinds.Keys)} and from_key is not null and to_key is not null and item_key is null and place_key is null";
        var sql = entities is null ? facts
            : $"{facts} and {_archive.Runs.Condition} and from_key in {Database.In(entities)} union {facts} and {_archive.Runs.Condition} and to_key in {Database.In(entities)}";
        await foreach (var (_, kind, from, to, recording, marking, ended) in connection.QueryUnbufferedAsync<(long, long, long, long, long, long, long?)>(sql + " order by key").WithCancellation(stop))
        {
            var (holder, thing) = kinds[kind] ? (from, to) : (to, from);
            if (!Stands(recording) || (ended is { } end && Stands(end)) || !read.TryGetValue(holder, out var profile)) continue;
            if (!held.TryGetValue(thing, out var holdings)) held[thing] = holdings = [];
            holdings.Add((profile.Clues, new Holding(thing, marking)));
            if (!_holders.TryGetValue(thing, out var holders)) _holders[thing] = holders = [];
            holders.Add(holder);
        }

        foreach (var chunk in held.Keys.Chunk(Chunk))
            await foreach (var (key, thing, thingKind, property, value, recording, marking, ended) in connection.QueryUnbufferedAsync<(long, long, long, long, string, long, long, long?)>(
                $"select a.key, a.entity, e.kind, a.property, a.value, a.recording, a.marking, a.ended from attribute a join entity e on e.key = a.entity where a.entity in {Database.In(chunk)} order by a.entity, a.key").WithCancellation(stop))
            {
                var kind = _archive.Vocabulary.Kind(_archive.Codes[thingKind]);
                if (!Holdings.Is(kind) || !Stands(recording) || (ended is { } end && Stands(end))) continue;
                var number = kind!.Property(_archive.Codes[property]) is { } declared ? Holdings.Number(declared, value) : null;
                foreach (var (clues, holding) in held[thing])
                {
                    // Whoever sees anything of the thing sees the thing.
                    if (!clues.Exists(c => c.Kind == ClueKind.Thing && c.Marking == marking && c.Through == holding))
                        clues.Add(new Clue(ClueKind.Thing, key, recording, marking, value) { Through = holding, Identifier = new ListedIdentifier(Holdings.Thing, thing.ToString(CultureInfo.InvariantCulture)) });
                    if (number is { } known) clues.Add(new Clue(ClueKind.Identifier, key, recording, marking, value) { Through = holding, Identifier = known });
                }
            }
    }

    /// <summary>Entities, and those who hold one of them.</summary>
    private IEnumerable<long> WithHolders(IEnumerable<long> entities) =>
        entities.SelectMany(e => _holders.TryGetValue(e, out var holders) ? holders.Append(e) : [e]).Distinct();
}

using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <summary>Who may stand in a network: whatever is no person, and the persons whom <see cref="Matchable"/> lets be compared. Decided from what the viewer sees.</summary>
public static class Drawable
{
    private static readonly string[] Properties = ["role", "birthDate", "curp"];

    /// <summary>Those of some entities that may be drawn.</summary>
    /// <param name="reading">Whose view.</param>
    /// <param name="entities">Entities that the viewer sees.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<IReadOnlySet<EntityId>> AmongAsync(Reading reading, IEnumerable<EntityView> entities, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var (vocabulary, codes) = (reading.Archive.Vocabulary, reading.Archive.Codes);
        var all = entities.DistinctBy(e => e.Id).ToList();
        var persons = all.Where(e => vocabulary.Kind(e.Kind)?.Is("Person") == true).ToDictionary(e => e.Id.Key);
        var drawn = all.Where(e => !persons.ContainsKey(e.Id.Key)).Select(e => e.Id).ToHashSet();
        var properties = Properties.Where(p => codes.TryFind(p, out _)).ToDictionary(p => { codes.TryFind(p, out var key); return key; });
        if (properties.Count == 0) return drawn;
        await using var connection = await reading.OpenAsync(stop);
        foreach (var chunk in persons.Keys.Order().Chunk(400))
        {
            var clues = (await connection.QueryAsync<(long Key, long Entity, long Property, string Value, long Recording, long Marking, long? Ended)>(new CommandDefinition(
                $"select key, entity, property, value, recording, marking, ended from attribute where entity in {Database.In(chunk)} and property in {Database.In(properties.Keys)} order by key", cancellationToken: stop)))
                .Where(r => reading.Shows(r.Recording, r.Marking, r.Ended) && reading.Sight.Reads(r.Marking, Field.Value))
                .ToLookup(r => r.Entity, r => Clue.Read(vocabulary.Kind(persons[r.Entity].Kind)!.Property(properties[r.Property]), properties[r.Property], NameKind.Person, r.Key, r.Recording, r.Marking, r.Value));
            drawn.UnionWith(chunk.Where(key => May([.. clues[key].OfType<Clue>()], reading.Viewer.Subject.Today)).Select(key => new EntityId(key)));
        }

        return drawn;
    }

    private static bool May(IReadOnlyList<Clue> clues, DateOnly today) =>
        Matchable.Is(true, [.. clues.Where(c => c.Kind == ClueKind.Role).Select(c => c.Value)], [.. clues.Select(c => c.Birth).Where(b => b.Year > 0)], today);
}

using Dapper;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

/// <summary>How an entity stands in a list.</summary>
/// <param name="Marking">The combined marking of its attributes that the viewer sees.</param>
/// <param name="Recorded">When the latest of them was recorded.</param>
public sealed record EntityBrief(Marking Marking, DateTimeOffset Recorded);

public sealed partial class Reading
{
    /// <summary>Combined marking and latest date of each entity, from the attributes in force that the viewer sees; nothing for those not seen.</summary>
    public async Task<IReadOnlyDictionary<EntityId, EntityBrief>> BriefsAsync(IEnumerable<EntityId> ids, CancellationToken stop = default)
    {
        var briefs = new Dictionary<EntityId, EntityBrief>();
        await using var connection = await OpenAsync(stop);
        foreach (var chunk in ids.Select(i => i.Key).Distinct().Chunk(Chunk))
        {
            var rows = await connection.QueryAsync<(long Entity, long Recording, long Marking, long? Ended, long Recorded)>(new CommandDefinition(
                $"select a.entity, a.recording, a.marking, a.ended, r.recorded from attribute a join recording r on r.key = a.recording where a.entity in {Database.In(chunk)}", cancellationToken: stop));
            foreach (var group in rows.Where(r => Shows(r.Recording, r.Marking, r.Ended)).GroupBy(r => r.Entity))
                briefs[new EntityId(group.Key)] = new EntityBrief(
                    Combine.All(group.Select(r => r.Marking).Distinct().Order().Select(m => _archive.Markings[new MarkingId(m)])), DateTimeOffset.FromUnixTimeMilliseconds(group.Max(r => r.Recorded)));
        }

        return briefs;
    }
}

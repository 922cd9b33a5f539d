using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Terms;

namespace Puente.Node.Pages.Record;

/// <summary>Entities that look like one that is about to be recorded, among what the officer may see and nothing else.</summary>
public sealed class Duplicates(SearchIndex index)
{
    /// <summary>At most ten, those with the same identifier first; none when nothing matches.</summary>
    public async Task<IReadOnlyList<EntityView>> OfAsync(Reading reading, EntityKind kind, IEnumerable<NewAttribute> attributes, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var found = await index.DuplicatesAsync(reading, kind.Code, attributes.Select(a => (a.Property, a.Value)), stop: stop);
        return [.. found.Select(d => d.Entity).DistinctBy(e => e.Id)];
    }
}

using Puente.Evidence.Records;
using Puente.Evidence.Search;

namespace Puente.Node.Pages.Record;

/// <summary>Finds an entity for a form: by its public id or address, or by name or identifier among what the viewer may see.</summary>
public sealed class Finder(Addresses go, SearchIndex index)
{
    private const int Most = 10;

    /// <summary>At most ten entities the viewer sees, best match first.</summary>
    public async Task<IReadOnlyList<EntityView>> FindAsync(Reading reading, string text, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(text);
        if (go.Entity(text[(text.LastIndexOf('/') + 1)..]) is { } id && await reading.EntityAsync(id, stop) is { } entity) return [entity];
        return [.. (await index.FindAsync(reading, new Query(text), null, Most, stop)).Hits.Select(h => h.Entity)];
    }
}

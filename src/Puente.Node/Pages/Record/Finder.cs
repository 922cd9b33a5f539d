using Puente.Evidence.Records;

namespace Puente.Node.Pages.Record;

/// <summary>Finds an entity for a form: by its public id or address, or by what the viewer may search.</summary>
public sealed class Finder(Addresses go)
{
    /// <summary>At most ten entities the viewer sees.</summary>
    public async Task<IReadOnlyList<EntityView>> FindAsync(Reading reading, string text, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(text);
        return go.Entity(text[(text.LastIndexOf('/') + 1)..]) is { } id && await reading.EntityAsync(id, stop) is { } entity ? [entity] : [];
    }
}

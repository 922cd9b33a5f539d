using Puente.Evidence.Records;
using Puente.Evidence.Terms;

namespace Puente.Node.Pages.Record;

/// <summary>Entities that look like one that is about to be recorded, among what the officer may see and nothing else.</summary>
public sealed class Duplicates
{
    /// <summary>At most ten, best first; none when nothing matches.</summary>
    public Task<IReadOnlyList<EntityView>> OfAsync(Reading reading, EntityKind kind, IEnumerable<NewAttribute> attributes, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<EntityView>>([]);
}

using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Rows;

/// <summary>An entity of a pass with its kind and properties looked up.</summary>
internal sealed record CompiledEntity(string Name, EntityKind Kind, KeyMapping Key, IReadOnlyList<(Property Property, ValueMapping Value)> Properties);

/// <summary>A fact of a pass with its kind and details looked up.</summary>
internal sealed record CompiledFact(FactKind Kind, FactMapping Mapping, IReadOnlyList<(Property Property, ValueMapping Value)> Details);

/// <summary>A pass with everything looked up in the vocabulary.</summary>
internal sealed record CompiledPass(IReadOnlyList<RowFilter> Filters, IReadOnlyList<CompiledEntity> Entities, IReadOnlyList<CompiledFact> Facts);

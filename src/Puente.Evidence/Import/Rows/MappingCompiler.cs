using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Rows;

/// <summary>Looks up everything a mapping names. What FollowTheMoney writes as an entity of an interval schema becomes a fact here, and an
/// entity-typed property becomes a fact between the two entities.</summary>
internal sealed class MappingCompiler(Vocabulary vocabulary, IReadOnlyDictionary<string, int> columns)
{
    /// <summary>What is wrong with the mapping for this vocabulary and these columns.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Compiles all passes.</summary>
    public IReadOnlyList<CompiledPass> Compile(Mapping mapping)
    {
        foreach (var column in mapping.Columns)
            if (!columns.ContainsKey(column))
                Problems.Add(new Problem(0, column, "mapping.column-unknown", ("column", column)));
        return [.. mapping.Passes.Select(Compile)];
    }

    private CompiledPass Compile(Pass pass)
    {
        var entities = new List<CompiledEntity>();
        var facts = new List<CompiledFact>();
        var kinds = new Dictionary<string, EntityKind>(StringComparer.Ordinal);
        foreach (var entity in pass.Entities)
            if (vocabulary.Kind(entity.Kind) is { } kind)
                kinds.TryAdd(entity.Name, kind);
        foreach (var entity in pass.Entities)
        {
            if (kinds.TryGetValue(entity.Name, out var kind))
                entities.Add(Entity(entity, kind, kinds, facts));
            else if ((vocabulary.FactOfSchema(entity.Kind) ?? vocabulary.Fact(entity.Kind)) is { } fact)
                facts.Add(Interval(entity, fact, kinds));
            else
                Problems.Add(new Problem(entity.Line, entity.Name, "mapping.kind-unknown", ("kind", entity.Kind)));
        }
        foreach (var fact in pass.Facts)
            if (vocabulary.Fact(fact.Kind) is { } kind)
                facts.Add(Fact(fact, kind, kinds));
            else
                Problems.Add(new Problem(fact.Line, fact.Name, "mapping.kind-unknown", ("kind", fact.Kind)));
        return new CompiledPass(pass.Filters, entities, facts);
    }

    private CompiledEntity Entity(EntityMapping entity, EntityKind kind, Dictionary<string, EntityKind> kinds, List<CompiledFact> facts)
    {
        if (kind.Abstract)
            Problems.Add(new Problem(entity.Line, entity.Name, "mapping.kind-abstract", ("kind", kind.Code)));
        var properties = new List<(Property, ValueMapping)>();
        foreach (var mapped in entity.Properties)
        {
            if (mapped.Value.Entity is { } other)
            {
                if (vocabulary.FactOfProperty(kind, mapped.Property) is not { } fact)
                    Problems.Add(new Problem(mapped.Line, mapped.Property, "mapping.property-unknown", ("property", mapped.Property), ("kind", kind.Code)));
                else
                    facts.Add(Fact(new FactMapping(mapped.Property, fact.Code, mapped.Line) { From = entity.Name, To = other, Key = null }, fact, kinds));
            }
            else if (kind.Property(mapped.Property) is { } property)
                properties.Add((property, mapped.Value));
            else
                Problems.Add(new Problem(mapped.Line, mapped.Property, "mapping.property-unknown", ("property", mapped.Property), ("kind", kind.Code)));
        }
        return new CompiledEntity(entity.Name, kind, entity.Key, properties);
    }

    /// <summary>An entity of an interval schema, by the names FollowTheMoney gives to its ends and fields.</summary>
    private CompiledFact Interval(EntityMapping entity, FactKind kind, Dictionary<string, EntityKind> kinds)
    {
        var ftm = kind.Ftm;
        var fact = new FactMapping(entity.Name, kind.Code, entity.Line) { Key = entity.Key };
        var details = new List<PropertyMapping>();
        foreach (var mapped in entity.Properties)
        {
            var (name, value) = (mapped.Property, mapped.Value);
            bool Names(IReadOnlyList<FtmEnd>? ends) => ends is not null && ends.Any(e => e.Property == name);
            if (value.Entity is { } end)
            {
                if (fact.From is null && Names(ftm?.From))
                    fact = fact with { From = end };
                else if (fact.To is null && Names(ftm?.To))
                    fact = fact with { To = end };
                else if (fact.Item is null && Names(ftm?.Item))
                    fact = fact with { Item = end };
                else if (fact.Place is null && Names(ftm?.Place))
                    fact = fact with { Place = end };
                else
                    Problems.Add(new Problem(mapped.Line, name, "mapping.property-unknown", ("property", name), ("kind", kind.Code)));
            }
            else if (ftm is not null && ftm.At.Contains(name) && fact.At is null)
                fact = fact with { At = value };
            else if (name == ftm?.Until)
                fact = fact with { Until = value };
            else if (name == ftm?.Amount)
                fact = fact with { Amount = value };
            else if (name == ftm?.Currency)
                fact = fact with { Currency = value };
            else
                details.Add(mapped);
        }
        return Fact(fact with { Details = details }, kind, kinds);
    }

    private CompiledFact Fact(FactMapping fact, FactKind kind, Dictionary<string, EntityKind> kinds)
    {
        End(fact, "from", fact.From, kind.From, kinds);
        End(fact, "to", fact.To, kind.To, kinds);
        End(fact, "item", fact.Item, kind.Item, kinds);
        if (fact.Place is not null && !kinds.ContainsKey(fact.Place))
            Problems.Add(new Problem(fact.Line, "place", "mapping.entity-unknown", ("entity", fact.Place)));
        foreach (var (name, value, field) in new[] { ("at", fact.At, FactFields.At), ("until", fact.Until, FactFields.Until), ("amount", fact.Amount, FactFields.Amount) })
            if (value is not null && !kind.Fields.HasFlag(field))
                Problems.Add(new Problem(fact.Line, name, "mapping.field-unknown", ("field", name), ("kind", kind.Code)));
        var details = new List<(Property, ValueMapping)>();
        foreach (var detail in fact.Details)
            if (kind.Detail(detail.Property) is { } property)
                details.Add((property, detail.Value));
            else
                Problems.Add(new Problem(detail.Line, detail.Property, "mapping.property-unknown", ("property", detail.Property), ("kind", kind.Code)));
        return new CompiledFact(kind, fact, details);
    }

    private void End(FactMapping fact, string name, string? entity, FactEnd end, Dictionary<string, EntityKind> kinds)
    {
        if (entity is null)
        {
            if (end.Need == EndNeed.Required)
                Problems.Add(new Problem(fact.Line, name, "mapping.end-missing", ("end", name), ("fact", fact.Name)));
            return;
        }
        if (!kinds.TryGetValue(entity, out var kind))
            Problems.Add(new Problem(fact.Line, name, "mapping.entity-unknown", ("entity", entity)));
        else if (!end.Allows(kind) && !end.Range.Any(r => vocabulary.Kind(r)?.Is(kind.Code) == true))
            Problems.Add(new Problem(fact.Line, name, "mapping.end-kind", ("end", name), ("kind", kind.Code), ("fact", fact.Kind)));
    }
}

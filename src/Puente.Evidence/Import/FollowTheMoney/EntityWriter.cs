using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.FollowTheMoney;

/// <summary>
/// Writes what one viewer sees as FollowTheMoney entities, one JSON object a line. Ids are public ids; facts of interval schemata are lines
/// of their own, other facts become entity-typed properties. Nothing outside the viewer's sight is written, neither as value nor as id,
/// nor anything whose marking does not permit export.
/// </summary>
/// <param name="archive">The record.</param>
/// <param name="vocabulary">The kinds.</param>
public sealed class EntityWriter(Archive archive, Vocabulary vocabulary)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the entities that the viewer sees and the facts that join them; tells of each line the markings that are in it.</summary>
    public async Task WriteAsync(Reading reading, IEnumerable<EntityId> entities, TextWriter to, Action<IEnumerable<Marking>>? left = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(to);
        var names = new Dictionary<EntityId, string?>();
        var written = new HashSet<long>();
        foreach (var (id, view) in await reading.EntitiesAsync(entities, stop))
        {
            var facts = (await FactsAsync(reading, id, stop)).Where(f => Leaves(f.Origin)).ToList();
            var attributes = (await reading.AttributesAsync(id, stop: stop)).Where(a => Leaves(a.Origin)).ToList();
            if (attributes.Count == 0)
                continue;
            left?.Invoke(attributes.Select(a => a.Origin.Marking).Concat(facts.Where(f => PropertyOf(f) is not null).Select(f => f.Origin.Marking)));
            await to.WriteLineAsync(Line(Id(id), vocabulary.Kind(view.Kind)?.FtmSchema ?? view.Kind, Properties(attributes, id, facts)));
            foreach (var fact in facts)
                if (PropertyOf(fact) is null && written.Add(fact.Id.Key))
                {
                    left?.Invoke([fact.Origin.Marking]);
                    await to.WriteLineAsync(Interval(fact, await NamesAsync(reading, fact, names, stop)));
                }
        }
    }

    private string? PropertyOf(FactView fact) => vocabulary.Fact(fact.Kind)?.Ftm?.Property;

    /// <summary>Names of the ends of a fact, as far as they may leave themselves.</summary>
    private static async Task<IEnumerable<string>> NamesAsync(Reading reading, FactView fact, Dictionary<EntityId, string?> known, CancellationToken stop)
    {
        var found = new List<string>();
        foreach (var end in new[] { fact.From, fact.To }.OfType<EntityView>())
        {
            if (!known.TryGetValue(end.Id, out var name))
                known[end.Id] = name = (await reading.AttributesAsync(end.Id, stop: stop)).FirstOrDefault(a => a is { Property: "name", Value.Length: > 0 } && Leaves(a.Origin))?.Value;
            if (name is not null)
                found.Add(name);
        }

        return found;
    }

    /// <summary>Whether the marking lets a statement leave in a file.</summary>
    private static bool Leaves(Origin origin) => origin.Marking.Actions.HasFlag(Permission.Export);

    private static async Task<List<FactView>> FactsAsync(Reading reading, EntityId id, CancellationToken stop)
    {
        var facts = new List<FactView>();
        string? after = null;
        do
        {
            var page = await reading.FactsAsync(id, after: after, take: 500, stop: stop);
            facts.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        return facts;
    }

    private SortedDictionary<string, SortedSet<string>> Properties(IEnumerable<AttributeView> attributes, EntityId id, IEnumerable<FactView> facts)
    {
        var properties = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
            if (attribute.Value is { } value)
                Add(properties, attribute.Property, value);
        foreach (var fact in facts)
            if (PropertyOf(fact) is { } property && fact.From?.Id == id && fact.To is { } other)
                Add(properties, property, Id(other.Id));
        return properties;
    }

    private string Interval(FactView fact, IEnumerable<string> names)
    {
        var kind = vocabulary.Fact(fact.Kind);
        var ftm = kind?.Ftm ?? FtmMapping.Link;
        var properties = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        End(properties, ftm.From, "subject", fact.From);
        End(properties, ftm.To, "object", fact.To);
        End(properties, ftm.Items, "item", fact.Item);
        End(properties, ftm.Places, "place", fact.Place);
        foreach (var name in names)
            Add(properties, "namesMentioned", name);
        if (fact.At is { } at)
            Add(properties, ftm.At is { Count: > 0 } carriers ? fact.Until is not null && carriers.Contains("startDate") ? "startDate" : carriers[0] : "date", at.ToString());
        if (fact.Until is { } until)
            Add(properties, ftm.Until ?? "endDate", until.ToString());
        Details(properties, fact.Detail);
        if (fact is { Amount: { } amount, Currency: { } currency } && !(FactMoney.PropertyOf(currency) is { } same && properties.ContainsKey(same)))
        {
            Add(properties, ftm.Amount ?? "amount", Numbers.Major(amount, currency));
            Add(properties, ftm.Currency ?? "currency", currency);
        }
        if (!ftm.Reads)
            Add(properties, "role", fact.Kind);
        return Line(archive.Ids.Text(IdKind.Fact, fact.Id.Key), ftm.Schema, properties);
    }

    private void End(SortedDictionary<string, SortedSet<string>> properties, IReadOnlyList<FtmEnd> carriers, string otherwise, EntityView? end)
    {
        if (end is null)
            return;
        var kind = vocabulary.Kind(end.Kind);
        Add(properties, (kind is null ? null : FtmMapping.Carrier(carriers, kind)) ?? otherwise, Id(end.Id));
    }

    private static void Details(SortedDictionary<string, SortedSet<string>> properties, string? detail)
    {
        if (detail is null || JsonNode.Parse(detail) is not JsonObject members)
            return;
        foreach (var (name, value) in members)
            foreach (var one in value is JsonArray many ? [.. many] : new[] { value })
                if (one is not null)
                    Add(properties, name, one.GetValueKind() == JsonValueKind.String ? one.GetValue<string>() : one.ToJsonString());
    }

    private string Id(EntityId id) => archive.Ids.Text(IdKind.Entity, id.Key);

    private static void Add(SortedDictionary<string, SortedSet<string>> properties, string name, string value)
    {
        if (!properties.TryGetValue(name, out var values))
            properties[name] = values = new SortedSet<string>(StringComparer.Ordinal);
        values.Add(value);
    }

    private static string Line(string id, string schema, SortedDictionary<string, SortedSet<string>> properties) =>
        JsonSerializer.Serialize(new { id, schema, properties }, Plain);
}

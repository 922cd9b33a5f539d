using System.Text.Json;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Matching.Identifiers;

namespace Puente.Evidence.Identity;

/// <summary>An identifier that is doubtful, and why. Said once to whoever records it; it is recorded as it stands.</summary>
/// <param name="Of">The entity that it is said of; null for a particular of a fact.</param>
/// <param name="Property">Which identifier.</param>
/// <param name="Value">As recorded.</param>
/// <param name="Reason">What speaks against it; the code is the text key.</param>
public sealed record Doubt(EntityId? Of, Property Property, string Value, Finding Reason)
{
    /// <summary>The reason as a text's code and values.</summary>
    public Refusal Said => new(Reason.Code, [.. Reason.Args.Select(a => (a.Key, a.Value))]);
}

/// <summary>Finds the doubtful identifiers among what is about to be recorded together.</summary>
public static class Doubts
{
    /// <summary>How many before an entity, and how many after it, are near it.</summary>
    internal const int Beside = 100;

    /// <summary>What is said of one entity, as far as it is needed here.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Attributes">Properties and values to be recorded.</param>
    /// <param name="Known">Names it has already.</param>
    internal sealed record Described(EntityKind Kind, IEnumerable<(string Property, string Value)> Attributes, IReadOnlyCollection<string> Known)
    {
        /// <summary>The names of it, those to be recorded first.</summary>
        public IReadOnlyCollection<string> Names { get; } = [.. Attributes.Where(a => ValueChecks.Names(a.Property)).Select(a => a.Value).Concat(Known).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Doubts about a batch. Names that an entity has already are those that the reader sees, and no others.</summary>
    public static async Task<IReadOnlyList<Doubt>> OfAsync(Reading reading, Vocabulary vocabulary, Batch batch, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(batch);
        var made = batch.Entities.ToDictionary(e => e.Id, e => e.Kind);
        var said = batch.Attributes.ToLookup(a => a.Entity);
        var there = await reading.EntitiesAsync(said.Select(g => g.Key).Concat(Ends(batch)).Where(id => !made.ContainsKey(id)).Distinct(), stop);
        var asksForNames = batch.Attributes.Any(a => ValueChecks.IsMadeFromName(a.Property));
        var (ids, described) = (new List<EntityId>(), new List<Described>());
        foreach (var id in made.Keys.Concat(there.Keys))
        {
            if (vocabulary.Kind(made.GetValueOrDefault(id) ?? there[id].Kind) is not { } kind) continue;
            IReadOnlyCollection<string> known = asksForNames && there.ContainsKey(id)
                ? [.. (await reading.AttributesAsync(id, false, stop)).Where(a => a.Value is not null && ValueChecks.Names(a.Property)).Select(a => a.Value!)] : [];
            ids.Add(id);
            described.Add(new Described(kind, said[id].Select(a => (a.Property, a.Value)), known));
        }

        return [.. Of(described).Select(d => new Doubt(ids[d.At], d.Property, d.Value, d.Reason)), .. batch.Facts.SelectMany(f => OfDetails(vocabulary, f))];
    }

    /// <summary>Doubts about entities that are described together, each by its place among them.</summary>
    /// <remarks>An identifier is held against the names of those who are described near it: where two were exchanged, they stand together.</remarks>
    internal static IEnumerable<(int At, Property Property, string Value, Finding Reason)> Of(IReadOnlyList<Described> together)
    {
        for (var i = 0; i < together.Count; i++)
            foreach (var (code, value) in together[i].Attributes)
            {
                if (together[i].Kind.Property(code) is not { } property) continue;
                foreach (var reason in ValueChecks.Of(property, value, together[i].Names, Near(together, i).SelectMany(o => o.Names))) yield return (i, property, value, reason);
            }
    }

    private static IEnumerable<Described> Near(IReadOnlyList<Described> together, int at)
    {
        for (var i = Math.Max(0, at - Beside); i < Math.Min(together.Count, at + Beside + 1); i++)
            if (i != at) yield return together[i];
    }

    private static IEnumerable<EntityId> Ends(Batch batch) =>
        batch.Facts.SelectMany(f => new[] { f.From, f.To, f.Item, f.Place }).OfType<EntityId>();

    private static IEnumerable<Doubt> OfDetails(Vocabulary vocabulary, NewFact fact)
    {
        if (fact.Detail is null || vocabulary.Fact(fact.Kind) is not { } kind) yield break;
        using var details = JsonDocument.Parse(fact.Detail);
        foreach (var detail in details.RootElement.EnumerateObject())
            if (detail.Value.ValueKind == JsonValueKind.String && kind.Detail(detail.Name) is { } property)
                foreach (var reason in ValueChecks.Of(property, detail.Value.GetString()!)) yield return new Doubt(null, property, detail.Value.GetString()!, reason);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Node.Pages;
using Puente.Node.Pages.Record;

namespace Puente.Node.Api;

/// <summary>
/// Statements to record together. An entity made here is named by its <c>ref</c> within the same body, any other by its id. The source is named
/// by its id or described as a new one. A correction that leaves source, evaluation or marking out takes those of what it corrects.
/// </summary>
internal sealed record RecordBody(
    string? Source, SourceBody? NewSource, string? Evaluation, string? Language, MarkingBody? Marking,
    IReadOnlyList<EntityBody>? Entities, IReadOnlyList<AttributeBody>? Attributes, IReadOnlyList<FactBody>? Facts, IReadOnlyList<SameAsBody>? SameAs, QuoteBody? Quote = null);

/// <summary>The passage of a document that says it all; without a source the document's is taken.</summary>
internal sealed record QuoteBody(string Document, int Page, string Passage);

internal sealed record EntityBody(string Ref, string Kind, StandingBody? Standing);

internal sealed record StandingBody(string Role, string? Ground, string? Case, DateOnly? ReviewBy);

internal sealed record AttributeBody(string Entity, string Property, string Value, string? At, string? Until, string? Supersedes);

internal sealed record FactBody(
    string Kind, string? From, string? To, string? Item, string? Place, string? At, string? Until, string? Amount, string? Currency, JsonObject? Detail, string? Supersedes);

internal sealed record SameAsBody(string Left, string Right, int? Score, IReadOnlyList<string>? Reasons);

/// <summary>Reads a body into a batch; everything wrong is listed, the line being the place in its list, from 1.</summary>
internal sealed class BodyReader(Archive archive, Addresses ids)
{
    private readonly Vocabulary _vocabulary = archive.Vocabulary;
    private readonly Dictionary<string, (EntityId Id, EntityKind Kind)> _made = new(StringComparer.Ordinal);

    public List<Problem> Problems { get; } = [];

    /// <summary>Where the first statement that the body corrects came from; null when it corrects none.</summary>
    public Origin? Corrected { get; private set; }

    public async Task<Batch> ReadAsync(RecordBody body, Reading reading)
    {
        var batch = new Batch();
        if (HasGaps(body)) return batch;
        foreach (var (i, entity) in (body.Entities ?? []).Index()) Make(i + 1, entity, batch);
        var known = await KnownAsync(body, reading);
        foreach (var (i, attribute) in (body.Attributes ?? []).Index()) Say(i + 1, attribute, known, batch);
        foreach (var (i, fact) in (body.Facts ?? []).Index()) Tell(i + 1, fact, known, batch);
        foreach (var (i, same) in (body.SameAs ?? []).Index())
            if (Find(i + 1, "left", same.Left, known) is { } left && Find(i + 1, "right", same.Right, known) is { } right)
                batch.SameAs.Add(new NewSameAs(left.Id.Key, right.Id.Key, Score: same.Score, Reasons: same.Reasons is null ? null : JsonSerializer.Serialize(same.Reasons)));
        for (var i = 0; i < batch.Attributes.Count; i++)
            if (batch.Attributes[i] is { Supersedes: { } old, Detail: null } next && await reading.AttributeAsync(old) is { Detail: { } detail }) batch.Attributes[i] = next with { Detail = detail };
        foreach (var id in batch.Attributes.Select(a => a.Supersedes).Concat(batch.Facts.Select(f => f.Supersedes)).OfType<StatementId>().Take(1))
            Corrected = (await reading.AttributeAsync(id))?.Origin ?? (await reading.FactAsync(id))?.Origin;
        return batch;
    }

    /// <summary>A list with an empty entry says something other than was meant.</summary>
    private bool HasGaps(RecordBody body)
    {
        void Look<T>(string column, IReadOnlyList<T>? list)
        {
            foreach (var (i, entry) in (list ?? []).Index())
                if (entry is null) Problems.Add(new Problem(i + 1, column, "body.entry-empty"));
        }

        Look("entities", body.Entities);
        Look("attributes", body.Attributes);
        Look("facts", body.Facts);
        Look("sameAs", body.SameAs);
        return Problems.Count > 0;
    }

    private void Make(int line, EntityBody entity, Batch batch)
    {
        if (_vocabulary.Kind(entity.Kind) is not { Abstract: false } kind)
        {
            Problems.Add(new Problem(line, "kind", "body.kind-unknown", ("kind", entity.Kind)));
            return;
        }

        var id = archive.NewEntity();
        if (!_made.TryAdd(entity.Ref, (id, kind))) Problems.Add(new Problem(line, "ref", "body.ref-twice", ("ref", entity.Ref)));
        batch.Entities.Add(new NewEntity(id, kind.Code));
        if (entity.Standing is { } standing) batch.Attributes.Add(new Standing(standing.Role, standing.Ground, standing.Case, standing.ReviewBy).Of(id));
    }

    private void Say(int line, AttributeBody body, Dictionary<string, (EntityId Id, EntityKind Kind)> known, Batch batch)
    {
        if (Find(line, "entity", body.Entity, known) is not var (entity, kind)) return;
        if (kind.Property(body.Property) is not { } property)
        {
            Problems.Add(new Problem(line, "property", "body.property-unknown", ("property", body.Property), ("kind", kind.Code)));
            return;
        }

        var value = TypedValue.Read(property, body.Value);
        if (value.Refusal is { } wrong) Problems.Add(new Problem(line, "value", wrong.Code, wrong.Args));
        else batch.Attributes.Add(new NewAttribute(entity, property.Code, value.Value, Time(line, "at", body.At), Time(line, "until", body.Until), Supersedes: Old(line, body.Supersedes)));
    }

    private void Tell(int line, FactBody body, Dictionary<string, (EntityId Id, EntityKind Kind)> known, Batch batch)
    {
        if (_vocabulary.Fact(body.Kind) is not { } kind)
        {
            Problems.Add(new Problem(line, "kind", "body.kind-unknown", ("kind", body.Kind)));
            return;
        }

        EntityId? End(string name, string? text, FactEnd end)
        {
            if (text is null)
            {
                if (end.Need == EndNeed.Required) Problems.Add(new Problem(line, name, "body.end-missing", ("kind", kind.Code)));
                return null;
            }

            if (Find(line, name, text, known) is not var (id, entityKind)) return null;
            if (!end.Allows(entityKind)) Problems.Add(new Problem(line, name, "body.end-kind", ("kind", entityKind.Code)));
            return id;
        }

        var (from, to, item) = (End("from", body.From, kind.From), End("to", body.To, kind.To), End("item", body.Item, kind.Item));
        EntityId? place = body.Place is null ? null : Find(line, "place", body.Place, known)?.Id;
        long? amount = null;
        if (body.Amount is not null)
        {
            var minor = TypedValue.Minor(body.Amount, body.Currency ?? "");
            if (body.Currency is not { Length: 3 }) Problems.Add(new Problem(line, "currency", "value.currency"));
            else if (minor.Refusal is { } wrong) Problems.Add(new Problem(line, "amount", wrong.Code, wrong.Args));
            else amount = minor.Value;
        }

        var at = Time(line, "at", body.At);
        batch.Facts.Add(new NewFact(kind.Code, from, to, item, place, at, Time(line, "until", body.Until), amount, amount is null ? null : body.Currency,
            Details(line, kind, body.Detail), Old(line, body.Supersedes), at?.Zone));
    }

    /// <summary>Particulars of the kind in their canonical form; each must be one that the kind can carry.</summary>
    private string? Details(int line, FactKind kind, JsonObject? detail)
    {
        var read = new JsonObject();
        foreach (var (code, node) in detail ?? [])
        {
            var value = node is JsonValue ? node.ToString() : null;
            if (kind.Detail(code) is not { } property) Problems.Add(new Problem(line, code, "body.property-unknown", ("property", code), ("kind", kind.Code)));
            else if (value is null) Problems.Add(new Problem(line, code, "body.entry-empty"));
            else if (TypedValue.Read(property, value) is { Refusal: { } wrong }) Problems.Add(new Problem(line, code, wrong.Code, wrong.Args));
            else read[code] = TypedValue.Read(property, value).Value;
        }

        return read.Count == 0 ? null : read.ToJsonString();
    }

    private async Task<Dictionary<string, (EntityId Id, EntityKind Kind)>> KnownAsync(RecordBody body, Reading reading)
    {
        var texts = (body.Attributes ?? []).Select(a => a.Entity)
            .Concat((body.Facts ?? []).SelectMany(f => new[] { f.From, f.To, f.Item, f.Place }.OfType<string>()))
            .Concat((body.SameAs ?? []).SelectMany(s => new[] { s.Left, s.Right }))
            .Where(t => !_made.ContainsKey(t)).Distinct(StringComparer.Ordinal).Select(t => (Text: t, Id: ids.Entity(t))).Where(t => t.Id is not null).ToList();
        var seen = await reading.EntitiesAsync(texts.Select(t => t.Id!.Value));
        var known = new Dictionary<string, (EntityId, EntityKind)>(_made, StringComparer.Ordinal);
        foreach (var (text, id) in texts)
            if (seen.TryGetValue(id!.Value, out var entity) && _vocabulary.Kind(entity.Kind) is { } kind) known[text] = (entity.Id, kind);
        return known;
    }

    private (EntityId Id, EntityKind Kind)? Find(int line, string column, string text, Dictionary<string, (EntityId Id, EntityKind Kind)> known)
    {
        if (known.TryGetValue(text, out var entity)) return entity;
        Problems.Add(new Problem(line, column, "body.entity-unknown", ("entity", text)));
        return null;
    }

    private When? Time(int line, string column, string? text)
    {
        if (text is null) return null;
        var read = When.Parse(text);
        if (read.Refusal is { } wrong) Problems.Add(new Problem(line, column, wrong.Code, wrong.Args));
        return read.IsOk ? read.Value : null;
    }

    private StatementId? Old(int line, string? text)
    {
        if (text is null) return null;
        if (ids.Statement(text) is { } id && id.Kind != IdKind.SameAs) return id;
        Problems.Add(new Problem(line, "supersedes", "body.statement-unknown", ("statement", text)));
        return null;
    }
}

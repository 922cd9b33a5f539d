using System.Text.Json.Nodes;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Office.Api;

/// <summary>An entity: only an identity, and the best name the viewer may see.</summary>
public sealed record EntityShape(string Id, string Kind, string Caption);

/// <summary>Where a statement comes from. What is redacted is null.</summary>
public sealed record OriginShape(string? Source, string? Title, string? Evaluation, DateTimeOffset Recorded, string Unit, string Language, MarkingShape Marking);

/// <summary>A marking as this viewer may know it: only the owner learns who else is in the audience.</summary>
public sealed record MarkingShape(
    string Owner, string Unit, string Regime, string Tlp, string? Label, int Handling, string? HandlingText, IReadOnlyList<string> Purposes, DateOnly? ReviewBy, DateOnly? ExpiresOn, IReadOnlyList<string>? Audience);

/// <summary>An attribute statement; times are canonical texts such as <c>1974-03~</c>.</summary>
public sealed record AttributeShape(
    string Id, string Entity, string Property, string? Value, string? At, string? Until, JsonNode? Detail, IReadOnlyList<string> Redacted, OriginShape Origin, string? Supersedes, bool Ended);

/// <summary>A fact statement; the amount is in minor units of the currency.</summary>
public sealed record FactShape(
    string Id, string Kind, EntityShape? From, EntityShape? To, EntityShape? Item, EntityShape? Place, string? At, string? Until, long? Amount, string? Currency, JsonNode? Detail,
    IReadOnlyList<string> Redacted, OriginShape Origin, string? Supersedes, bool Ended);

/// <summary>A same-as statement.</summary>
public sealed record SameAsShape(string Id, string Left, string Right, int? Score, JsonNode? Reasons, OriginShape Origin, bool Ended);

/// <summary>A source.</summary>
public sealed record SourceShape(string Id, string Kind, string Title, string? Reference, string Regime, string Owner, string? Published, MarkingShape Marking, bool Withdrawn);

/// <summary>Part of a list; <paramref name="Next"/> goes into <c>after</c> for the next part.</summary>
public sealed record PageShape<T>(IReadOnlyList<T> Rows, string? Next);

/// <summary>Writes views as answers for one viewer.</summary>
/// <param name="ids">Public ids.</param>
/// <param name="viewer">Who reads.</param>
public sealed class Shaper(PublicIds ids, Viewer viewer)
{
    public string Id(EntityId id) => ids.Text(IdKind.Entity, id.Key);

    public string Id(StatementId id) => ids.Text(id.Kind, id.Key);

    public string Id(SourceId id) => ids.Text(IdKind.Source, id.Key);

    public EntityShape Of(EntityView entity) => new(Id(entity.Id), entity.Kind, entity.Caption);

    public AttributeShape Of(AttributeView a) => new(
        Id(a.Id), Id(a.Entity), a.Property, a.Value, a.At?.ToString(), a.Until?.ToString(), Json(a.Detail), Fields(a.Redacted), Of(a.Origin), a.Supersedes is { } old ? Id(old) : null, a.Ended);

    public FactShape Of(FactView f) => new(
        Id(f.Id), f.Kind, End(f.From), End(f.To), End(f.Item), End(f.Place), f.At?.ToString(), f.Until?.ToString(), f.Amount, f.Currency, Json(f.Detail),
        Fields(f.Redacted), Of(f.Origin), f.Supersedes is { } old ? Id(old) : null, f.Ended);

    public SameAsShape Of(SameAsView s)
    {
        var kind = s.Facts ? IdKind.Fact : IdKind.Entity;
        return new(Id(s.Id), ids.Text(kind, s.Left), ids.Text(kind, s.Right), s.Score, Json(s.Reasons), Of(s.Origin), s.Ended);
    }

    public SourceShape Of(SourceView s) => new(Id(s.Id), s.Kind, s.Title, s.Reference, s.Regime, s.Owner, s.Published?.ToString(), Of(s.Marking), s.Withdrawn);

    public MarkingShape Of(Marking m) => new(
        m.Owner, m.Unit, m.Regime, m.Tlp.ToString(), m.Label, (int)m.Handling, m.HandlingText, m.Purposes, m.ReviewBy, m.ExpiresOn,
        viewer.Subject.Agencies.Contains(m.Owner) ? [.. m.Audience.Select(MarkingBody.Write)] : null);

    private OriginShape Of(Origin o) => new(o.Source is { } source ? Id(source) : null, o.Title, o.Evaluation?.ToString(), o.Recorded, o.Unit, o.Language, Of(o.Marking));

    private EntityShape? End(EntityView? end) => end is null ? null : Of(end);

    private static JsonNode? Json(string? text) => text is null ? null : JsonNode.Parse(text);

    private static List<string> Fields(Field redacted) =>
        [.. Enum.GetValues<Field>().Where(f => f != Field.None && redacted.HasFlag(f)).Select(f => f.ToString().ToLowerInvariant())];
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Ui.Forms;

namespace Puente.Node.Pages.Record;

/// <summary>What the form for an entity asks and does.</summary>
public partial class EntityForm
{
    private const int Shown = 9;
    private const int MostRows = 60;

    /// <summary>Public id of the entity to add to; null makes a new one.</summary>
    [Parameter] public string? Id { get; set; }

    [Inject] private Vocabulary Vocabulary { get; set; } = null!;

    [Inject] private ProvenanceForm Provenance { get; set; } = null!;

    [Inject] private Duplicates Duplicates { get; set; } = null!;

    private EntityKind Kind { get; set; } = null!;

    private EntityView? Existing { get; set; }

    private IReadOnlyList<SourceView> Recent { get; set; } = [];

    private IReadOnlyList<EntityView> Alike { get; set; } = [];

    private FormDoubts Doubts { get; } = new();

    private bool Asks => Alike.Count > 0 || Doubts.Found.Count > 0;

    private int Rows { get; set; } = 3;

    private bool IsPerson => Existing is null && Kind.Is("Person");

    /// <summary>The properties asked first: those that name it, then those that tell it from others.</summary>
    private IReadOnlyList<Property> Main =>
        [.. Kind.Caption.Select(Kind.Property).OfType<Property>().Concat(Kind.Properties.Where(p => p.Matchable)).DistinctBy(p => p.Code).Take(Shown)];

    private IReadOnlyList<Option> Properties =>
        [.. Kind.Properties.Where(p => p.Code != Standing.Property).Select(p => new Option(p.Code, p.Label.In(T.Language.Code))).OrderBy(o => o.Text, StringComparer.Create(T.Language.Culture, true))];

    private IReadOnlyList<Option> Roles => [.. (Kind.Property(Standing.Property)?.Choices ?? []).Select(c => new Option(c.Code, c.Label.In(T.Language.Code)))];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (!Viewer.Roles.HasFlag(Role.Recorder)) return false;
        if (Id is not null)
        {
            if (Go.Entity(Id) is not { } id || await Reading.EntityAsync(id, Http.RequestAborted) is not { } entity) return false;
            Existing = entity;
        }

        if (Vocabulary.Kind(Existing?.Kind ?? Query("kind") ?? "") is not { Abstract: false } kind) return false;
        Kind = kind;
        Rows = int.TryParse(Typed["rows"], NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? Math.Clamp(rows, 1, MostRows) : 3;
        Typed.Suggest("source", Query("source"));
        Provenance.Suggest(Typed, Viewer, Http.Request);
        Recent = (await Reading.SourcesAsync(null, 30, Http.RequestAborted)).Rows;
        return true;
    }

    private async Task SaveAsync()
    {
        if (Typed.Pressed == "more")
        {
            Rows = Math.Min(Rows + 3, MostRows);
            return;
        }

        var id = Existing?.Id ?? Archive.NewEntity();
        var batch = new Batch();
        if (Existing is null) batch.Entities.Add(new NewEntity(id, Kind.Code));
        Read(id, batch);
        Provenance.Check(Typed, Viewer);
        if (!Typed.IsRight) return;
        var isDoubted = await Doubts.AskAsync(Typed, Reading, Vocabulary, batch, Http.RequestAborted);
        if (Typed.Pressed != "anyway" && Existing is null) Alike = await Duplicates.OfAsync(Reading, Kind, batch.Attributes, Http.RequestAborted);
        if (isDoubted || Alike.Count > 0) return;
        var provenance = await Provenance.MakeAsync(Typed, Viewer, Go, Http.Response);
        var recorded = provenance.IsOk ? await Recorder.RecordAsync(Viewer, provenance.Value, batch) : provenance.Refusal!;
        if (recorded.IsOk) Address.NavigateTo(Go.To(id) + "?done=recorded");
        else Typed.Wrong("form", Words.Of(recorded.Refusal!));
    }

    private void Read(EntityId id, Batch batch)
    {
        if (Existing is null)
        {
            foreach (var property in Main)
                if (Typed.Text("p." + property.Code) is { } text) Add(batch, id, property, text, "p." + property.Code, null);
            if (batch.Attributes.Count == 0) Typed.Wrong("p." + Main[0].Code, T["record.name.missing"]);
        }

        for (var i = 0; i < Rows; i++)
        {
            var row = "row." + i.ToString(CultureInfo.InvariantCulture);
            if (Typed.Text(row + ".value") is not { } text) continue;
            if (Kind.Property(Typed[row + ".property"]) is not { } property) Typed.Wrong(row + ".property", T["record.property.missing"]);
            else Add(batch, id, property, text, row + ".value", row);
        }

        if (IsPerson && ReadStanding() is { } standing) batch.Attributes.Add(standing.Of(id));
        if (Existing is not null && batch.Attributes.Count == 0 && Typed.IsRight) Typed.Wrong("row.0.value", T["record.nothing"]);
    }

    private void Add(Batch batch, EntityId id, Property property, string text, string field, string? row)
    {
        var value = TypedValue.Read(property, text);
        var at = TypedValue.Moment(row is null ? null : Typed.Text(row + ".at"));
        var until = TypedValue.Moment(row is null ? null : Typed.Text(row + ".until"));
        if (!value.IsOk) Typed.Wrong(field, Words.Of(value.Refusal!));
        if (!at.IsOk) Typed.Wrong(row + ".at", Words.Of(at.Refusal!));
        if (!until.IsOk) Typed.Wrong(row + ".until", Words.Of(until.Refusal!));
        if (value.IsOk && at.IsOk && until.IsOk) batch.Attributes.Add(new NewAttribute(id, property.Code, value.Value, at.Value, until.Value));
    }

    private Standing? ReadStanding()
    {
        if (Typed.Text("role") is not { } role)
        {
            Typed.Wrong("role", T["standing.role-missing"]);
            return null;
        }

        DateOnly? review = DateOnly.TryParseExact(Typed["review"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var standing = new Standing(role, Typed.Text("ground"), Typed.Text("case"), review);
        if (standing.IsSubject && standing.Ground is null) Typed.Wrong("ground", T["standing.ground-missing"]);
        if (standing.IsSubject && review is null) Typed.Wrong("review", T["standing.review-missing"]);
        return standing;
    }
}

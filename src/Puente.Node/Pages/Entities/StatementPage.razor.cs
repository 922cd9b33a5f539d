using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Datasets;
using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Node.Pages.Entities;

/// <summary>What the page of a statement shows.</summary>
public partial class StatementPage
{
    private readonly List<(string Name, string Value)> _says = [];

    /// <summary>Public id of the statement.</summary>
    [Parameter] public string Id { get; set; } = "";

    private StatementId StatementId { get; set; }

    private string Title { get; set; } = "";

    private string Kind { get; set; } = "";

    private Origin Origin { get; set; } = null!;

    private bool Ended { get; set; }

    private Field Redacted { get; set; }

    private StatementId? Supersedes { get; set; }

    private StatementId? Successor { get; set; }

    /// <summary>Whether money can be followed from here: back from who had what was seized, on from who was paid.</summary>
    private bool MovesMoney { get; set; }

    private IReadOnlyList<(string Role, EntityView Entity)> Entities { get; set; } = [];

    private IEnumerable<(string Name, string Value)> Says => _says;

    [Inject] private DatasetDesk Datasets { get; set; } = null!;

    [Inject] private DocumentDesk Documents { get; set; } = null!;

    /// <summary>The passage it comes from, when the reader may see the document.</summary>
    private QuoteView? Quote { get; set; }

    /// <summary>The row it was lifted from, when the reader may see the dataset.</summary>
    private (string Title, string Href)? Row { get; set; }

    private bool MayChange => LookBack.IsNow && Statements.MayChange(Viewer, Origin);

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (Go.Statement(Id) is not { } id) return false;
        StatementId = id;
        var found = id.Kind switch
        {
            IdKind.Attribute => await LoadAttributeAsync(id),
            IdKind.Fact => await LoadFactAsync(id),
            _ => await LoadSameAsAsync(id),
        };
        if (!found) return false;
        if (Ended) Successor = await Reading.SuccessorAsync(id, Http.RequestAborted);
        Quote = await Documents.QuoteOfAsync(Viewer, Origin, Http.RequestAborted);
        await Sightings.NoteAsync(Viewer, Id, [Origin.Marking]);
        return true;
    }

    private async Task<bool> LoadAttributeAsync(StatementId id)
    {
        if (await Reading.AttributeAsync(id, Http.RequestAborted) is not { } attribute) return false;
        var entity = await Reading.EntityAsync(attribute.Entity, Http.RequestAborted);
        var kind = entity?.Kind ?? "";
        var property = Words.Property(kind, attribute.Property);
        Kind = T.Format("statement.of-property", ("property", property));
        Title = attribute.Value is { } value ? Words.Value(kind, attribute.Property, value) : T["words.withheld.name"];
        Entities = entity is null ? [] : [(T["statement.subject"], entity)];
        Say(property, Title);
        Say(T["entity.col.when"], Words.Span(attribute.At, attribute.Until));
        _says.AddRange(Words.Particulars(kind, attribute.Detail));
        await LoadRowAsync(attribute.Detail);
        (Origin, Ended, Redacted, Supersedes) = (attribute.Origin, attribute.Ended, attribute.Redacted, attribute.Supersedes);
        return true;
    }

    private async Task LoadRowAsync(string? detail)
    {
        if (DatasetPointer.Of(detail) is not { } pointer || Go.Dataset(pointer.Dataset) is not { } id || await Datasets.ShowAsync(Viewer, id, Http.RequestAborted) is not { IsOk: true } found) return;
        var row = pointer.Row.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Row = (T.Format("dataset.pointer", ("row", pointer.Row), ("dataset", found.Value.Title)), $"{Go.To(id)}/rows/{row}");
    }

    private async Task<bool> LoadFactAsync(StatementId id)
    {
        if (await Reading.FactAsync(id, Http.RequestAborted) is not { } fact) return false;
        Kind = T["statement.fact"];
        Title = Words.Sentence(fact);
        Entities = [.. Words.Others(fact, null)];
        Say(T["entity.col.when"], Words.Span(fact.At, fact.Until));
        Say(T["entity.col.amount"], Words.Money(fact.Amount, fact.Currency));
        _says.AddRange(Words.Particulars(fact.Kind, fact.Detail));
        await LoadRowAsync(fact.Detail);
        (Origin, Ended, Redacted, Supersedes) = (fact.Origin, fact.Ended, fact.Redacted, fact.Supersedes);
        MovesMoney = Puente.Money.Following.FollowDesk.Kinds.Contains(fact.Kind) && (fact.Kind == "CashSeizure" ? fact.From : fact.To) is not null;
        return true;
    }

    private async Task<bool> LoadSameAsAsync(StatementId id)
    {
        if (await Reading.SameAsStatementAsync(id, Http.RequestAborted) is not { } same) return false;
        var sides = await Reading.EntitiesAsync([new EntityId(same.Left), new EntityId(same.Right)], Http.RequestAborted);
        Kind = T["same.title"];
        Entities = [.. sides.Values.Select(e => (Words.Kind(e.Kind), e))];
        Title = string.Join(" = ", sides.Values.Select(Words.Caption));
        Say(T["same.how-sure"], same.Score is { } score ? T.Percent(score / 1000m) : T["same.said"]);
        foreach (var reason in Reasons(same.Reasons)) Say(T["same.reason"], reason);
        (Origin, Ended) = (same.Origin, same.Ended);
        return true;
    }

    private void Say(string name, string value)
    {
        if (value.Length > 0) _says.Add((name, value));
    }

    private string EvaluationWords(Evaluation evaluation) =>
        $"{T["parts.evaluation.source." + evaluation.Source]}; {T["parts.evaluation.information." + evaluation.Information.ToString(System.Globalization.CultureInfo.InvariantCulture)]}";

    private static IEnumerable<string> Reasons(string? json)
    {
        if (json is null) return [];
        try
        {
            using var read = JsonDocument.Parse(json);
            return read.RootElement.ValueKind == JsonValueKind.Array ? [.. read.RootElement.EnumerateArray().Select(r => r.ToString())] : [json];
        }
        catch (JsonException)
        {
            return [json];
        }
    }
}

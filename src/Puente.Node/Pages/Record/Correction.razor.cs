using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Node.Pages.Entities;

namespace Puente.Node.Pages.Record;

/// <summary>What the form for a correction asks and does.</summary>
public partial class Correction
{
    /// <summary>Public id of the statement to correct.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private Vocabulary Vocabulary { get; set; } = null!;

    [Inject] private ProvenanceForm Provenance { get; set; } = null!;

    private FormDoubts Doubts { get; } = new();

    private StatementId StatementId { get; set; }

    private StatementSummary Old { get; set; } = null!;

    private AttributeView? Attribute { get; set; }

    private Property? Property { get; set; }

    private FactView? Fact { get; set; }

    private FactKind? FactKind { get; set; }

    private StatementId OtherId { get; set; }

    private StatementSummary? Other { get; set; }

    /// <summary>The marking of the corrected statement, for the unit that corrects.</summary>
    private Marking Kept => Old.Origin.Marking with { Owner = Viewer.Subject.Agency, Unit = Viewer.Unit.Code };

    private IReadOnlyList<SourceView> Recent { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (Go.Statement(Id) is not { } id || await StatementSummary.ReadAsync(Reading, Words, T, id, Http.RequestAborted) is not { } old || !Statements.MayChange(Viewer, old.Origin)) return false;
        (StatementId, Old) = (id, old);
        if (await Reading.AttributeAsync(id, Http.RequestAborted) is { } attribute) await LoadAttributeAsync(attribute);
        else if (await Reading.FactAsync(id, Http.RequestAborted) is { } fact) LoadFact(fact);
        if (Property is null && FactKind is null) return false;
        Suggest(old.Origin);
        Recent = (await Reading.SourcesAsync(null, 30, Http.RequestAborted)).Rows;
        return true;
    }

    private async Task LoadAttributeAsync(AttributeView attribute)
    {
        Attribute = attribute;
        var entity = await Reading.EntityAsync(attribute.Entity, Http.RequestAborted);
        Property = Vocabulary.Kind(entity?.Kind ?? "")?.Property(attribute.Property);
        Typed.Suggest("value", attribute.Value);
        Typed.Suggest("at", attribute.At?.ToString());
        Typed.Suggest("until", attribute.Until?.ToString());
    }

    private void LoadFact(FactView fact)
    {
        (Fact, FactKind) = (fact, Vocabulary.Fact(fact.Kind));
        Typed.Suggest("at", fact.At?.ToString());
        Typed.Suggest("until", fact.Until?.ToString());
        Typed.Suggest("currency", fact.Currency);
        if (fact.Amount is { } minor)
        {
            decimal amount = minor;
            for (var i = 0; i < Currencies.Digits(fact.Currency); i++) amount /= 10;
            Typed.Suggest("amount", amount.ToString(CultureInfo.InvariantCulture));
        }

        if (fact.Detail is null) return;
        using var json = JsonDocument.Parse(fact.Detail);
        foreach (var member in json.RootElement.EnumerateObject()) Typed.Suggest("d." + member.Name, member.Value.ToString());
    }

    /// <summary>The correction comes, unless the officer says otherwise, from the same source with the same evaluation, and the same may see it.</summary>
    private void Suggest(Origin origin)
    {
        Typed.Suggest("preset", ProvenanceForm.KeptMarking);
        if (origin.Source is { } source) Typed.Suggest("source", Go.Text(source));
        if (origin.Evaluation is { } evaluation)
        {
            Typed.Suggest("evaluation.source", evaluation.Source.ToString());
            Typed.Suggest("evaluation.information", evaluation.Information.ToString(CultureInfo.InvariantCulture));
        }

        Typed.Suggest("language", origin.Language);
        Provenance.Suggest(Typed, Viewer, Http.Request);
    }

    private async Task SaveAsync()
    {
        var target = Go.Statement(Typed.Text("over")) is { } over && over.Kind == StatementId.Kind ? over : StatementId;
        var batch = new Batch();
        if (Attribute is not null) ReadAttribute(batch, target);
        else ReadFact(batch, target);
        Provenance.Check(Typed, Viewer, Kept);
        if (!Typed.IsRight || await RacedAsync(target) || await Doubts.AskAsync(Typed, Reading, Vocabulary, batch, Http.RequestAborted)) return;
        var provenance = await Provenance.MakeAsync(Typed, Viewer, Go, Http.Response, Kept);
        var recorded = provenance.IsOk ? await Recorder.RecordAsync(Viewer, provenance.Value, batch) : provenance.Refusal!;
        if (recorded.IsOk) Address.NavigateTo(Go.To(recorded.Value.Attributes.Concat(recorded.Value.Facts).First()) + "?done=corrected");
        else if (recorded.Refusal!.Code != "record.already-ended" || !await RacedAsync(target)) Typed.Wrong("form", Words.Of(recorded.Refusal!));
    }

    /// <summary>Whether somebody else corrected or withdrew the statement meanwhile; then their value stands beside the typed one.</summary>
    private async Task<bool> RacedAsync(StatementId target)
    {
        var now = await Archive.ReadAsync(Viewer, Http.RequestAborted);
        if (await StatementSummary.ReadAsync(now, Words, T, target, Http.RequestAborted) is not { Ended: true }) return false;
        if (await now.SuccessorAsync(target, Http.RequestAborted) is { } successor) OtherId = successor;
        else
        {
            Typed.Wrong("form", T["record.correct.withdrawn"]);
            return true;
        }

        Other = await StatementSummary.ReadAsync(now, Words, T, OtherId, Http.RequestAborted);
        return true;
    }

    private void ReadAttribute(Batch batch, StatementId target)
    {
        var value = TypedValue.Read(Property!, Typed["value"]);
        if (Typed.Text("value") is null) Typed.Wrong("value", T["record.value.missing"]);
        else if (!value.IsOk) Typed.Wrong("value", Words.Of(value.Refusal!));
        var (at, until) = Times();
        if (Typed.IsRight) batch.Attributes.Add(new NewAttribute(Attribute!.Entity, Attribute.Property, value.Value, at, until, Attribute.Detail, target));
    }

    private void ReadFact(Batch batch, StatementId target)
    {
        var (at, until) = Times();
        var (amount, currency) = TypedFact.Amount(Typed, Words, T);
        var detail = TypedFact.Details(FactKind!, Typed, Words);
        if (Typed.IsRight)
            batch.Facts.Add(new NewFact(Fact!.Kind, Fact.From?.Id, Fact.To?.Id, Fact.Item?.Id, Fact.Place?.Id, at, until, amount, currency, detail, target, at?.Zone));
    }

    private (Evidence.Time.When? At, Evidence.Time.When? Until) Times()
    {
        var at = TypedValue.Moment(Typed.Text("at"));
        var until = TypedValue.Moment(Typed.Text("until"));
        if (!at.IsOk) Typed.Wrong("at", Words.Of(at.Refusal!));
        if (!until.IsOk) Typed.Wrong("until", Words.Of(until.Refusal!));
        return (at.IsOk ? at.Value : null, until.IsOk ? until.Value : null);
    }
}

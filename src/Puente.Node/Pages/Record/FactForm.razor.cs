using Microsoft.AspNetCore.Components;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;

namespace Puente.Node.Pages.Record;

/// <summary>What the form for a fact asks and does.</summary>
public partial class FactForm
{
    private static readonly string[] Names = ["from", "to", "item", "place"];

    [Inject] private Vocabulary Vocabulary { get; set; } = null!;

    [Inject] private ProvenanceForm Provenance { get; set; } = null!;

    [Inject] private Finder Finder { get; set; } = null!;

    private FactKind? Kind { get; set; }

    private Dictionary<string, EntityView> Ends { get; } = [];

    private Dictionary<string, IReadOnlyList<EntityView>> Found { get; } = [];

    private FormDoubts Doubts { get; } = new();

    private IReadOnlyList<SourceView> Recent { get; set; } = [];

    private IEnumerable<FactKind> Offered =>
        Ends.GetValueOrDefault("from") is { } subject && Vocabulary.Kind(subject.Kind) is { } kind ? Vocabulary.FactsOf(kind) : Vocabulary.Facts;

    private IEnumerable<(string Name, FactEnd End)> Wanted
    {
        get
        {
            if (Kind!.From.Need != EndNeed.Absent) yield return ("from", Kind.From);
            if (Kind.To.Need != EndNeed.Absent) yield return ("to", Kind.To);
            if (Kind.Item.Need != EndNeed.Absent) yield return ("item", Kind.Item);
            if (Kind.Fields.HasFlag(FactFields.Place)) yield return ("place", new FactEnd(EndNeed.Optional, null, []));
        }
    }

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (!Viewer.Roles.HasFlag(Role.Recorder)) return false;
        Kind = Vocabulary.Fact(Query("kind") ?? "");
        foreach (var name in Names)
        {
            var typed = Typed.Text(name + ".id") ?? (HttpMethods.IsGet(Http.Request.Method) ? Query(name) : null);
            if (Go.Entity(typed) is { } id && Typed.Pressed != "clear-" + name && await Reading.EntityAsync(id, Http.RequestAborted) is { } entity) Ends[name] = entity;
        }

        if (Kind is not null && HttpMethods.IsGet(Http.Request.Method)) Place();
        Typed.Suggest("source", Query("source"));
        Provenance.Suggest(Typed, Viewer, Http.Request);
        Recent = (await Reading.SourcesAsync(null, 30, Http.RequestAborted)).Rows;
        return true;
    }

    /// <summary>The entity one came from stands at the first end that can have it.</summary>
    private void Place()
    {
        if (!Ends.TryGetValue("from", out var subject) || Vocabulary.Kind(subject.Kind) is not { } kind || Kind!.From.Allows(kind)) return;
        Ends.Remove("from");
        Ends.TryAdd(Kind.To.Allows(kind) ? "to" : Kind.Item.Allows(kind) ? "item" : "place", subject);
    }

    private async Task SaveAsync()
    {
        if (Typed.Pressed.StartsWith("clear-", StringComparison.Ordinal)) return;
        if (Typed.Pressed.StartsWith("find-", StringComparison.Ordinal))
        {
            await FindAsync(Typed.Pressed["find-".Length..]);
            return;
        }

        foreach (var (name, _) in Wanted)
            if (!Ends.ContainsKey(name) && Typed.Text(name + ".text") is not null) await FindAsync(name);
        CheckEnds();
        var fact = ReadFact();
        Provenance.Check(Typed, Viewer);
        if (!Typed.IsRight) return;
        var batch = new Batch();
        batch.Facts.Add(fact);
        if (await Doubts.AskAsync(Typed, Reading, Vocabulary, batch, Http.RequestAborted)) return;
        var provenance = await Provenance.MakeAsync(Typed, Viewer, Go, Http.Response);
        var recorded = provenance.IsOk ? await Recorder.RecordAsync(Viewer, provenance.Value, batch) : provenance.Refusal!;
        if (recorded.IsOk) Address.NavigateTo(Go.To(recorded.Value.Facts[0]));
        else Typed.Wrong("form", Words.Of(recorded.Refusal!));
    }

    private async Task FindAsync(string name)
    {
        if (!Names.Contains(name) || Typed.Text(name + ".text") is not { } text) return;
        var end = Wanted.FirstOrDefault(w => w.Name == name).End;
        var found = await Finder.FindAsync(Reading, text, Http.RequestAborted);
        var fitting = end is { Range.Count: > 0 } ? found.Where(e => Vocabulary.Kind(e.Kind) is { } kind && end.Allows(kind)).ToList() : found;
        if (fitting.Count == 1) Ends[name] = fitting[0];
        else Found[name] = fitting;
    }

    private void CheckEnds()
    {
        foreach (var (name, end) in Wanted)
        {
            var chosen = Ends.GetValueOrDefault(name);
            if (chosen is null && (end.Need == EndNeed.Required || Typed.Text(name + ".text") is not null)) Typed.Wrong(name, T["record.end.missing"]);
            if (chosen is not null && end.Range.Count > 0 && Vocabulary.Kind(chosen.Kind) is { } kind && !end.Allows(kind))
                Typed.Wrong(name, T.Format("record.end.kind", ("kind", Words.Kind(chosen.Kind)), ("wanted", string.Join(", ", end.Range.Select(Words.Kind)))));
        }

        if (Ends.Count == 0) Typed.Wrong("form", T["record.end.none-at-all"]);
    }

    private NewFact ReadFact()
    {
        var at = TypedValue.Moment(Typed.Text("at"));
        var until = TypedValue.Moment(Typed.Text("until"));
        if (!at.IsOk) Typed.Wrong("at", Words.Of(at.Refusal!));
        if (!until.IsOk) Typed.Wrong("until", Words.Of(until.Refusal!));
        var (amount, currency) = TypedFact.Amount(Typed, Words, T);
        EntityId? End(string name) => Ends.GetValueOrDefault(name)?.Id;
        return new NewFact(Kind!.Code, End("from"), End("to"), End("item"), End("place"), at.IsOk ? at.Value : null, until.IsOk ? until.Value : null,
            amount, currency, TypedFact.Details(Kind, Typed, Words), null, at is { IsOk: true, Value: { } when } ? when.Zone : null);
    }
}

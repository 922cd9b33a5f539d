using System.Globalization;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Ui.Forms;

namespace Puente.Node.Pages.Record;

/// <summary>What the form for a report asks and does. Rows are added and taken out on the server; whatever is refused is shown again with everything typed.</summary>
public partial class ReportForm
{
    private const int MostSubjects = 26;
    private const int MostRows = 40;

    [Inject] private Vocabulary Vocabulary { get; set; } = null!;

    [Inject] private ProvenanceForm Provenance { get; set; } = null!;

    [Inject] private Duplicates Duplicates { get; set; } = null!;

    [Inject] private Finder Finder { get; set; } = null!;

    [Inject] private DatasetDesk Datasets { get; set; } = null!;

    /// <summary>The row that is lifted, with its dataset; null for an ordinary report.</summary>
    private (DatasetView Dataset, DatasetRow Row)? Lifted { get; set; }

    private IReadOnlyList<SourceView> Recent { get; set; } = [];

    private FormRows Subjects { get; set; } = null!;

    private FormRows Attributes { get; set; } = null!;

    private FormRows Facts { get; set; } = null!;

    private Dictionary<int, EntityView> Chosen { get; } = [];

    private Dictionary<int, IReadOnlyList<EntityView>> Found { get; } = [];

    private FormDoubts Doubts { get; } = new();

    private int? Fresh { get; set; }

    private string? FreshRow { get; set; }

    private string Language => T.Language.Code;

    private IReadOnlyList<Option> Letters => [.. Subjects.Keys.Select(k => new Option(Letter(k), $"{Letter(k)} · {NameOf(k)}"))];

    private IReadOnlyList<Option> Kinds => Sorted(Vocabulary.Kinds.Where(k => !k.Abstract).Select(k => new Option(k.Code, k.Label.In(Language))));

    private IReadOnlyList<Option> FactKinds => Sorted(Vocabulary.Facts.Select(f => new Option(f.Code, Words.FactName(f))));

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (!Viewer.Roles.HasFlag(Role.Recorder)) return false;
        (Subjects, Attributes, Facts) = (new FormRows(Typed, "s", 0, MostSubjects), new FormRows(Typed, "a", 0, MostRows), new FormRows(Typed, "f", 0, MostRows));
        foreach (var key in Subjects.Keys)
            if (Go.Entity(Typed[Subjects.Row(key) + ".id"]) is { } id && await Reading.EntityAsync(id, Http.RequestAborted) is { } entity) Chosen[key] = entity;
        if (Query("dataset") is { } dataset && !await LoadRowAsync(dataset)) return false;
        Typed.Suggest("new.kind", "Person");
        Typed.Suggest("source", Lifted is { } lifted ? Go.Text(lifted.Dataset.Source) : Query("source"));
        Provenance.Suggest(Typed, Viewer, Http.Request);
        Recent = (await Reading.SourcesAsync(null, 30, Http.RequestAborted)).Rows;
        return true;
    }

    private async Task SaveAsync()
    {
        foreach (var key in Subjects.Keys)
            if (Typed.Ticked(Subjects.Row(key) + ".asked") && Typed[Subjects.Row(key) + ".id"] is "" or "new" && !Chosen.ContainsKey(key)) await FindAsync(key, null);
        if (await PressedAsync()) return;
        var batch = new Batch();
        var named = new Dictionary<string, (EntityId Id, EntityKind Kind)>(StringComparer.Ordinal);
        foreach (var key in Subjects.Keys) ReadSubject(key, batch, named);
        foreach (var key in Attributes.Keys) ReadAttribute(Attributes.Row(key), batch, named);
        foreach (var key in Facts.Keys) ReadFact(Facts.Row(key), batch, named);
        if (batch.Statements == 0 && Typed.IsRight) Typed.Wrong("form", T["record.nothing"]);
        Provenance.Check(Typed, Viewer);
        await LookForAlikeAsync(batch, named);
        if (!Typed.IsRight || await Doubts.AskAsync(Typed, Reading, Vocabulary, batch, Http.RequestAborted)) return;
        if (Lifted is { } lifted) Typed["source"] = Go.Text(lifted.Dataset.Source);
        var provenance = await Provenance.MakeAsync(Typed, Viewer, Go, Http.Response);
        var recorded = !provenance.IsOk ? provenance.Refusal!
            : Lifted is { } row ? await Datasets.LiftAsync(Viewer, row.Dataset.Id, row.Row.Number, provenance.Value.Evaluation, provenance.Value.Marking, provenance.Value.Language, batch)
            : await Recorder.RecordAsync(Viewer, provenance.Value, batch);
        if (recorded.IsOk) Address.NavigateTo(Lifted is { } of ? $"{Go.To(of.Dataset.Id)}/rows/{of.Row.Number.ToString(CultureInfo.InvariantCulture)}" : Go.To(provenance.Value.Source));
        else Typed.Wrong("form", Words.Of(recorded.Refusal!));
    }

    private async Task<bool> LoadRowAsync(string dataset)
    {
        if (Go.Dataset(dataset) is not { } id || await Datasets.ShowAsync(Viewer, id, Http.RequestAborted) is not { IsOk: true } found) return false;
        if (!long.TryParse(Query("row"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || await Datasets.RowAsync(Viewer, id, number, Http.RequestAborted) is not { } row) return false;
        Lifted = (found.Value, row);
        return true;
    }

    /// <summary>Buttons that change the form and record nothing.</summary>
    private async Task<bool> PressedAsync()
    {
        if (Typed.Pressed == Subjects.Adds) await AddSubjectAsync();
        else if (Typed.Pressed == Attributes.Adds) Add(Attributes, "about", Typed["new.about"]);
        else if (Typed.Pressed == Facts.Adds) AddFact();
        else if (Subjects.Press() || Attributes.Press() || Facts.Press()) return true;
        else if (Typed.Pressed.StartsWith("clear:", StringComparison.Ordinal) && KeyOf(Typed.Pressed[6..]) is { } cleared)
        {
            Typed[Subjects.Row(cleared) + ".name"] = Words.Caption(Chosen[cleared]);
            Typed[Subjects.Row(cleared) + ".id"] = "";
            Chosen.Remove(cleared);
        }
        else if (Typed.Pressed.StartsWith("find:", StringComparison.Ordinal) && KeyOf(Typed.Pressed[5..]) is { } sought) await FindAsync(sought, sought);
        else return false;
        return true;
    }

    private async Task AddSubjectAsync()
    {
        if (Vocabulary.Kind(Typed["new.kind"]) is not { Abstract: false } || Subjects.Add() is not { } key)
        {
            Typed.Wrong("new.kind", T["report.kind.missing"]);
            return;
        }

        (Fresh, Typed[Subjects.Row(key) + ".kind"], Typed[Subjects.Row(key) + ".name"]) = (key, Typed["new.kind"], Typed["new.name"]);
        if (Typed.Text("new.name") is not null) await FindAsync(key, null);
        Typed["new.name"] = "";
    }

    private void AddFact()
    {
        if (Vocabulary.Fact(Typed["new.fact"]) is null) Typed.Wrong("new.fact", T["report.kind.missing"]);
        else Add(Facts, "kind", Typed["new.fact"]);
    }

    private void Add(FormRows rows, string field, string value)
    {
        if (rows.Add() is not { } key) return;
        FreshRow = rows.Row(key);
        Typed[FreshRow + "." + field] = value;
    }

    /// <summary>Records that a subject may be; "none" is said only when somebody asked.</summary>
    private async Task FindAsync(int key, int? asked)
    {
        var row = Subjects.Row(key);
        if (Typed.Text(row + ".name") is not { } name) return;
        var kind = KindOf(key);
        var found = (await Finder.FindAsync(Reading, name, Http.RequestAborted)).Where(e => kind is null || Vocabulary.Kind(e.Kind) is { } other && (other.Is(kind.Code) || kind.Is(other.Code))).ToList();
        if (found.Count > 0) Found[key] = found;
        else if (asked is not null) Typed[row + ".id"] = "new";
    }

    /// <summary>Asks once for each new subject that looks like a record the officer may see, whether it is that one.</summary>
    private async Task LookForAlikeAsync(Batch batch, Dictionary<string, (EntityId Id, EntityKind Kind)> named)
    {
        foreach (var key in Subjects.Keys)
        {
            if (Typed[Subjects.Row(key) + ".id"].Length > 0 || !named.TryGetValue(Letter(key), out var subject)) continue;
            var alike = await Duplicates.OfAsync(Reading, subject.Kind, batch.Attributes.Where(a => a.Entity == subject.Id), Http.RequestAborted);
            if (alike.Count == 0) continue;
            Found[key] = alike;
            Typed.Wrong(Subjects.Row(key) + ".id", T["report.alike.choose"]);
        }
    }

    private void ReadSubject(int key, Batch batch, Dictionary<string, (EntityId Id, EntityKind Kind)> named)
    {
        var row = Subjects.Row(key);
        if (Chosen.TryGetValue(key, out var chosen) && Vocabulary.Kind(chosen.Kind) is { } there)
        {
            named[Letter(key)] = (chosen.Id, there);
            return;
        }

        if (Typed[row + ".id"] is { Length: > 0 } lost && lost != "new") Typed.Wrong(row + ".name", T["report.known.missing"]);
        if (KindOf(key) is not { Abstract: false } kind) return;
        if (Typed.Text(row + ".name") is not { } name)
        {
            Typed.Wrong(row + ".name", T["record.value.missing"]);
            return;
        }

        var made = Archive.NewEntity();
        named[Letter(key)] = (made, kind);
        batch.Entities.Add(new NewEntity(made, kind.Code));
        if (kind.Caption.Select(kind.Property).OfType<Property>().FirstOrDefault() is { } caption) Value(batch, made, caption, name, row + ".name", null, null);
        if (!kind.Is("Person")) return;
        DateOnly? review = DateOnly.TryParseExact(Typed[row + ".review"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var standing = new Standing(Typed[row + ".role"], Typed.Text(row + ".ground"), Typed.Text(row + ".case"), review);
        if (standing.Role.Length == 0) Typed.Wrong(row + ".role", T["standing.role-missing"]);
        if (standing.IsSubject && standing.Ground is null) Typed.Wrong(row + ".ground", T["standing.ground-missing"]);
        if (standing.IsSubject && review is null) Typed.Wrong(row + ".review", T["standing.review-missing"]);
        batch.Attributes.Add(standing.Of(made));
    }

    private void ReadAttribute(string row, Batch batch, Dictionary<string, (EntityId Id, EntityKind Kind)> named)
    {
        var (at, until) = Times(row);
        if (!named.TryGetValue(Typed[row + ".about"], out var about))
        {
            if (KeyOf(Typed[row + ".about"]) is null) Typed.Wrong(row + ".property", T["report.subject.missing"]);
        }
        else if (about.Kind.Property(Typed[row + ".property"]) is not { } property) Typed.Wrong(row + ".property", T["record.property.missing"]);
        else if (Typed.Text(row + ".value") is not { } text) Typed.Wrong(row + ".value", T["record.value.missing"]);
        else Value(batch, about.Id, property, text, row + ".value", at, until);
    }

    private void Value(Batch batch, EntityId of, Property property, string text, string field, Evidence.Time.When? at, Evidence.Time.When? until)
    {
        var value = TypedValue.Read(property, text);
        if (value.IsOk) batch.Attributes.Add(new NewAttribute(of, property.Code, value.Value, at, until));
        else Typed.Wrong(field, Words.Of(value.Refusal!));
    }

    private void ReadFact(string row, Batch batch, Dictionary<string, (EntityId Id, EntityKind Kind)> named)
    {
        if (Vocabulary.Fact(Typed[row + ".kind"]) is not { } kind) return;
        var ends = new Dictionary<string, EntityId?>(StringComparer.Ordinal);
        foreach (var (name, end) in ReportFact.Ends(kind))
        {
            var letter = Typed.Text(row + "." + name);
            var there = named.TryGetValue(letter ?? "", out var found);
            ends[name] = there ? found.Id : null;
            if (there && end.Range.Count > 0 && !end.Allows(found.Kind))
                Typed.Wrong(row + "." + name, T.Format("record.end.kind", ("kind", found.Kind.Label.In(Language)), ("wanted", string.Join(", ", end.Range.Select(Words.Kind)))));
            else if (letter is null && end.Need == EndNeed.Required || letter is not null && KeyOf(letter) is null) Typed.Wrong(row + "." + name, T["report.other.missing"]);
        }

        var (at, until) = Times(row);
        var (amount, currency) = TypedFact.Amount(Typed, Words, T, row + ".");
        batch.Facts.Add(new NewFact(kind.Code, ends.GetValueOrDefault("from"), ends.GetValueOrDefault("to"), ends.GetValueOrDefault("item"), ends.GetValueOrDefault("place"), at, until, amount, currency,
            TypedFact.Details(kind, Typed, Words, row + "."), Zone: at?.Zone));
    }

    private (Evidence.Time.When? At, Evidence.Time.When? Until) Times(string row)
    {
        var at = TypedValue.Moment(Typed.Text(row + ".at"));
        var until = TypedValue.Moment(Typed.Text(row + ".until"));
        if (!at.IsOk) Typed.Wrong(row + ".at", Words.Of(at.Refusal!));
        if (!until.IsOk) Typed.Wrong(row + ".until", Words.Of(until.Refusal!));
        return (at.IsOk ? at.Value : null, until.IsOk ? until.Value : null);
    }

    private EntityKind? KindOf(int key) => Chosen.TryGetValue(key, out var chosen) ? Vocabulary.Kind(chosen.Kind) : Vocabulary.Kind(Typed[Subjects.Row(key) + ".kind"]);

    private FactKind? FactOf(int key) => Vocabulary.Fact(Typed[Facts.Row(key) + ".kind"]);

    private string NameOf(int key) => Chosen.TryGetValue(key, out var chosen) ? Words.Caption(chosen) : Typed.Text(Subjects.Row(key) + ".name") ?? KindOf(key)?.Label.In(Language) ?? "";

    private string About(string row) => KeyOf(Typed[row + ".about"]) is { } key ? $"{Letter(key)} · {NameOf(key)}" : T["report.subject.gone"];

    private IReadOnlyList<Option> PropertiesOf(string row) =>
        Sorted((KeyOf(Typed[row + ".about"]) is { } key && KindOf(key) is { } kind ? kind.Properties : []).Where(p => p.Code != Standing.Property).Select(p => new Option(p.Code, p.Label.In(Language))));

    /// <summary>The row of a letter, or of a row's name, while it stands.</summary>
    private int? KeyOf(string name)
    {
        foreach (var key in Subjects.Keys)
            if (Letter(key) == name || Subjects.Row(key) == name) return key;
        return null;
    }

    /// <summary>A, B, ... Z, A1, B1, ...: letters are not used again for another, so that nothing points to the wrong one.</summary>
    private static string Letter(int key) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (key % 26))}{(key < 26 ? "" : key / 26)}");

    private IReadOnlyList<Option> Sorted(IEnumerable<Option> options) => [.. options.OrderBy(o => o.Text, StringComparer.Create(T.Language.Culture, true))];
}

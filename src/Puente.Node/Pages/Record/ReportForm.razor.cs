using System.Globalization;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Ui.Forms;

namespace Puente.Node.Pages.Record;

/// <summary>What the form for a report asks and does.</summary>
public partial class ReportForm
{
    private const int MostRows = 100;
    private static readonly string[] Letters = ["A", "B", "C", "D", "E", "F"];

    [Inject] private Vocabulary Vocabulary { get; set; } = null!;

    [Inject] private ProvenanceForm Provenance { get; set; } = null!;

    private IReadOnlyList<SourceView> Recent { get; set; } = [];

    private int Rows { get; set; } = 6;

    private string Language => T.Language.Code;

    private IReadOnlyList<Option> LetterOptions => [.. Letters.Select(l => new Option(l, l))];

    private IReadOnlyList<Option> Kinds => Sorted(Vocabulary.Kinds.Where(k => !k.Abstract).Select(k => new Option(k.Code, k.Label.In(Language))));

    private IReadOnlyList<Option> Roles => [.. (Vocabulary.Kind("Person")?.Property(Standing.Property)?.Choices ?? []).Select(c => new Option(c.Code, c.Label.In(Language)))];

    private IReadOnlyList<Option> Says =>
    [
        .. Sorted(Vocabulary.Kinds.SelectMany(k => k.Own).Where(p => p.Code != Standing.Property).DistinctBy(p => p.Code).Select(p => new Option("p:" + p.Code, p.Label.In(Language), null, T["report.properties"]))),
        .. Sorted(Vocabulary.Facts.Select(f => new Option("f:" + f.Code, f.Label.In(Language), null, T["report.facts"]))),
    ];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (!Viewer.Roles.HasFlag(Role.Recorder)) return false;
        if (int.TryParse(Typed["rows"], NumberStyles.None, CultureInfo.InvariantCulture, out var rows)) Rows = Math.Clamp(rows, 1, MostRows);
        Typed.Suggest("source", Query("source"));
        Provenance.Suggest(Typed, Viewer, Http.Request);
        Recent = (await Reading.SourcesAsync(null, 30, Http.RequestAborted)).Rows;
        return true;
    }

    private async Task SaveAsync()
    {
        if (Typed.Pressed == "more")
        {
            Rows = Math.Min(Rows + 6, MostRows);
            return;
        }

        var batch = new Batch();
        var named = new Dictionary<string, (EntityId Id, EntityKind Kind)>();
        foreach (var letter in Letters) await ReadSubjectAsync(letter, batch, named);
        for (var i = 0; i < Rows; i++) ReadStatement(Row(i), batch, named);
        if (batch.Statements == 0 && Typed.IsRight) Typed.Wrong("s.A.name", T["record.nothing"]);
        Provenance.Check(Typed, Viewer);
        if (!Typed.IsRight) return;
        var provenance = await Provenance.MakeAsync(Typed, Viewer, Go, Http.Response);
        var recorded = provenance.IsOk ? await Recorder.RecordAsync(Viewer, provenance.Value, batch) : provenance.Refusal!;
        if (recorded.IsOk) Address.NavigateTo(Go.To(provenance.Value.Source));
        else Typed.Wrong("form", Words.Of(recorded.Refusal!));
    }

    private async Task ReadSubjectAsync(string letter, Batch batch, Dictionary<string, (EntityId Id, EntityKind Kind)> named)
    {
        var s = "s." + letter;
        if (Typed.Text(s + ".known") is { } known)
        {
            if (Go.Entity(known[(known.LastIndexOf('/') + 1)..]) is { } id && await Reading.EntityAsync(id, Http.RequestAborted) is { } entity && Vocabulary.Kind(entity.Kind) is { } there) named[letter] = (id, there);
            else Typed.Wrong(s + ".known", T["report.known.missing"]);
            return;
        }

        if (Typed.Text(s + ".name") is not { } name) return;
        if (Vocabulary.Kind(Typed[s + ".kind"]) is not { Abstract: false } kind)
        {
            Typed.Wrong(s + ".kind", T["report.kind.missing"]);
            return;
        }

        var made = Archive.NewEntity();
        named[letter] = (made, kind);
        batch.Entities.Add(new NewEntity(made, kind.Code));
        if (kind.Caption.Select(kind.Property).OfType<Property>().FirstOrDefault() is { } caption) batch.Attributes.Add(new NewAttribute(made, caption.Code, name));
        if (!kind.Is("Person")) return;
        DateOnly? review = DateOnly.TryParseExact(Typed["review"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var standing = new Standing(Typed[s + ".role"], Typed.Text(s + ".ground"), null, review);
        if (standing.Role.Length == 0) Typed.Wrong(s + ".role", T["standing.role-missing"]);
        if (standing.IsSubject && standing.Ground is null) Typed.Wrong(s + ".ground", T["standing.ground-missing"]);
        if (standing.IsSubject && review is null) Typed.Wrong("review", T["standing.review-missing"]);
        batch.Attributes.Add(standing.Of(made));
    }

    private void ReadStatement(string row, Batch batch, Dictionary<string, (EntityId Id, EntityKind Kind)> named)
    {
        if (Typed.Text(row + ".says") is not { } says) return;
        if (!named.TryGetValue(Typed[row + ".about"], out var about))
        {
            Typed.Wrong(row + ".about", T["report.subject.missing"]);
            return;
        }

        var at = TypedValue.Moment(Typed.Text(row + ".at"));
        if (!at.IsOk) Typed.Wrong(row + ".at", Words.Of(at.Refusal!));
        if (says.StartsWith("f:", StringComparison.Ordinal)) ReadFact(row, says[2..], about, at.IsOk ? at.Value : null, batch, named);
        else if (about.Kind.Property(says[2..]) is not { } property) Typed.Wrong(row + ".says", T.Format("report.property.unfit", ("kind", about.Kind.Label.In(Language))));
        else if (Typed.Text(row + ".value") is not { } text) Typed.Wrong(row + ".value", T["record.value.missing"]);
        else if (TypedValue.Read(property, text) is { IsOk: false } wrong) Typed.Wrong(row + ".value", Words.Of(wrong.Refusal!));
        else if (at.IsOk) batch.Attributes.Add(new NewAttribute(about.Id, property.Code, TypedValue.Read(property, text).Value, at.Value));
    }

    private void ReadFact(string row, string code, (EntityId Id, EntityKind Kind) about, Evidence.Time.When? at, Batch batch, Dictionary<string, (EntityId Id, EntityKind Kind)> named)
    {
        if (Vocabulary.Fact(code) is not { } kind) return;
        var letter = Typed[row + ".value"].Trim().ToUpperInvariant();
        var other = named.TryGetValue(letter, out var found) ? found.Id : (EntityId?)null;
        if (other is null && (letter.Length > 0 || kind.To.Need == EndNeed.Required)) Typed.Wrong(row + ".value", T["report.other.missing"]);
        long? amount = null;
        if (Typed.Text(row + ".amount") is { } typed)
        {
            var minor = TypedValue.Minor(typed, Typed[row + ".currency"].ToUpperInvariant());
            if (Typed[row + ".currency"].Trim().Length != 3) Typed.Wrong(row + ".currency", T["record.currency.missing"]);
            else if (!minor.IsOk) Typed.Wrong(row + ".amount", Words.Of(minor.Refusal!));
            else amount = minor.Value;
        }

        batch.Facts.Add(new NewFact(kind.Code, about.Id, other, At: at, Amount: amount, Currency: amount is null ? null : Typed[row + ".currency"].Trim().ToUpperInvariant(), Zone: at?.Zone));
    }

    private IReadOnlyList<Option> Sorted(IEnumerable<Option> options) => [.. options.OrderBy(o => o.Text, StringComparer.Create(T.Language.Culture, true))];

    private static string Row(int row) => string.Create(CultureInfo.InvariantCulture, $"row.{row}");
}

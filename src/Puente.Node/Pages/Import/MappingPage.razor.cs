using System.Globalization;
using Microsoft.AspNetCore.Components;
using Puente.Evidence;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Node.Pages.Record;
using Puente.Ui.Forms;

namespace Puente.Node.Pages.Import;

/// <summary>What the page of a received file shows and does.</summary>
public partial class MappingPage
{
    private const int Cell = 60;

    /// <summary>Public id of the received file.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private Uploads Uploads { get; set; } = null!;

    [Inject] private Previews Previews { get; set; } = null!;

    [Inject] private MappingShelf Shelf { get; set; } = null!;

    [Inject] private ImportDesk Desk { get; set; } = null!;

    [Inject] private ProvenanceForm Provenance { get; set; } = null!;

    [Inject] private Vocabulary Vocabulary { get; set; } = null!;

    private Upload Upload { get; set; } = null!;

    private FilePreview? Preview { get; set; }

    private MappingTrial? Trial { get; set; }

    private string? Fault { get; set; }

    private bool Saved { get; set; }

    private IReadOnlyList<KeptMapping> Kept { get; set; } = [];

    private IReadOnlyList<string> Columns => Preview?.Head.Columns ?? [];

    private bool HoldsEntities => Preview?.Head.HoldsEntities == true;

    private MappingForm Form { get; set; } = null!;

    private string Mode => Typed["mode"] is "text" or "dataset" ? Typed["mode"] : "table";

    private IReadOnlyList<Option> KeptOptions => [.. Kept.Select(k => new Option(k.Name, k.Title))];

    private IReadOnlyList<Option> Modes => [new("table", T["import.mode.table"]), new("text", T["import.mode.text"]), new("dataset", T["import.mode.dataset"])];

    private IReadOnlyList<Option> Roles => [.. (Vocabulary.Kind("Person")?.Property(Standing.Property)?.Choices ?? []).Select(c => new Option(c.Code, c.Label.In(T.Language.Code)))];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (!Archive.Ids.TryRead(IdKind.Upload, Id, out var key) || await Uploads.FindAsync(Viewer, new UploadId(key), Http.RequestAborted) is not { } upload) return false;
        Upload = upload;
        Kept = await Shelf.ListAsync(Viewer, Http.RequestAborted);
        var preview = await Previews.OfFileAsync(Viewer, upload.Id, MappingForm.Shape(Typed).Options(), 50, Http.RequestAborted);
        if (preview.IsOk) Preview = preview.Value;
        else Fault = Words.Of(preview.Refusal!);
        Form = new MappingForm(Typed, Columns);
        if (HttpMethods.IsGet(Http.Request.Method) && Query("again") is { } again) await RepeatAsync(again);
        if (Preview is not null) Form.Suggest(Preview.Guesses, upload.Name);
        Typed.Suggest("role", "bystander");
        Typed.Suggest("source.title", upload.Name);
        Typed.Suggest("source.kind", "dataset");
        Provenance.Suggest(Typed, Viewer, Http.Request);
        return true;
    }

    /// <summary>Begins with the mapping of an earlier import; how the file itself is written is found out again, for rejected rows come as plain CSV.</summary>
    private async Task RepeatAsync(string again)
    {
        if (!Archive.Ids.TryRead(IdKind.Import, again, out var key) || await Desk.MappingAsync(Viewer, new ImportId(key), Http.RequestAborted) is not { IsOk: true } known) return;
        var mapping = known.Value with { File = new FileShape { Dates = known.Value.File.Dates, DecimalSign = known.Value.File.DecimalSign, Zone = known.Value.File.Zone } };
        Take(mapping, MappingWriter.Write(mapping));
    }

    /// <summary>Puts a mapping where it can be said: into fields, or as text what says more than they can.</summary>
    private void Take(Mapping mapping, string text)
    {
        Typed["text"] = text;
        Typed["mode"] = !Fill(mapping) ? "text" : mapping.Dataset is null ? "table" : "dataset";
    }

    private async Task SubmitAsync()
    {
        if (Typed.Pressed == "load")
        {
            if (Kept.FirstOrDefault(k => k.Name == Typed["kept"]) is not { } kept) return;
            if (MappingReader.Read(kept.Text).Mapping is { } known) Take(known, kept.Text);
            else (Typed["mode"], Typed["text"]) = ("text", kept.Text);
            return;
        }

        if (Form.Press()) return;
        if (Typed.Pressed == "show" || (Typed.Text("was") is { } was && was != Mode))
        {
            Cross();
            return;
        }

        if (ReadMapping() is not { } mapping) return;
        var trial = await Previews.OfMappingAsync(Viewer, Upload.Id, mapping, 50, Http.RequestAborted);
        if (trial.IsOk) Trial = trial.Value;
        else Typed.Wrong("form", Words.Of(trial.Refusal!));
        if (Trial is { Problems.Count: > 0 } && !HoldsEntities) Typed.Wrong("form", T["import.mapping.unfit"]);
        if (Typed.Pressed == "save" && Typed.IsRight) await SaveAsync(mapping);
        if (Typed.Pressed == "start" && Typed.IsRight) await StartAsync(mapping);
    }

    /// <summary>What was said one way is said the other way too: fields become text, and text fields as far as they can.</summary>
    private void Cross()
    {
        if (Mode != "text")
        {
            // Only what the chosen way could say at all, and says more than its fields, stays text.
            if (Typed["was"] == "text" && MappingReader.Read(Typed["text"]).Mapping is { } written && written.Dataset is null == (Mode == "table") && !Fill(written))
                Typed["mode"] = "text";
        }
        else if (Typed["was"] is "table" or "dataset")
            Typed["text"] = MappingWriter.Write(Typed["was"] == "dataset" ? DatasetEditor.Read(Typed, Columns) : Form.Read());
    }

    private bool Fill(Mapping mapping) => mapping.Dataset is null ? Form.Fill(mapping) : DatasetEditor.Fill(Typed, mapping, Columns);

    private Mapping? ReadMapping()
    {
        if (Mode == "dataset") return DatasetEditor.Read(Typed, Columns);
        if (Mode != "text")
        {
            if (!HoldsEntities) Form.Check(Vocabulary, T);
            return Typed.IsRight ? Form.Read() : null;
        }

        var reading = MappingReader.Read(Typed["text"]);
        if (reading.Mapping is null)
            Typed.Wrong("text", string.Join(" ", reading.Problems.Take(5).Select(p => T.Format("import.text.line", ("line", p.Line), ("reason", Words.Of(p))))));
        return reading.Mapping;
    }

    private async Task SaveAsync(Mapping mapping)
    {
        var saved = await Shelf.SaveAsync(Viewer, mapping);
        if (!saved.IsOk) Typed.Wrong("form", Words.Of(saved.Refusal!));
        else (Saved, Kept) = (true, await Shelf.ListAsync(Viewer, Http.RequestAborted));
    }

    private async Task StartAsync(Mapping mapping)
    {
        Provenance.Check(Typed, Viewer);
        DateOnly? review = DateOnly.TryParseExact(Typed["review"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var persons = new Standing(Typed.Text("role") ?? "bystander", Typed.Text("ground"), Typed.Text("case"), review);
        if (persons.IsSubject && persons.Ground is null) Typed.Wrong("ground", T.Format("standing.ground-missing", ("role", persons.Role)));
        if (persons.IsSubject && review is null) Typed.Wrong("review", T.Format("standing.review-missing", ("role", persons.Role)));
        if (!Typed.IsRight) return;
        var terms = Provenance.Terms(Typed, Viewer, Http.Response) with { Persons = persons };
        var started = await Desk.StartAsync(Viewer, new ImportOrder(Upload.Id, mapping, terms), Http.RequestAborted);
        if (started.IsOk) Address.NavigateTo("/import/" + Archive.Ids.Text(IdKind.Import, started.Value.Key));
        else Typed.Wrong("form", Words.Of(started.Refusal!));
    }

    private static string Short(string text) => text.Length <= Cell ? text : text[..Cell] + "…";
}

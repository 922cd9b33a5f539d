using Puente.Evidence;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Ui.Forms;
using Puente.Ui.Text;

namespace Puente.Office.Pages;

/// <summary>
/// The part that every recording form shares: one preset, one source (chosen or described), one evaluation, one language. The preset is
/// remembered in the browser for the next form.
/// </summary>
public sealed class ProvenanceForm(Recorder recorder, FormPresets presets, Texts t, Words words)
{
    /// <summary>The cookie that holds the code of the preset chosen last; it names nobody.</summary>
    public const string PresetCookie = "puente-preset";

    /// <summary>Instead of the code of a preset: the marking of the statement that is corrected.</summary>
    public const string KeptMarking = "kept";

    /// <summary>Kinds of sources.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["report", "document", "interview", "dataset", "package"];

    /// <summary>Fills what was chosen last time, or the ordinary choice, where nothing was typed yet.</summary>
    public void Suggest(Typed typed, Viewer viewer, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(request);
        var choices = presets.For(viewer);
        var last = request.Cookies[PresetCookie];
        typed.Suggest("preset", (choices.FirstOrDefault(c => c.Preset.Code == last) ?? (choices.Count > 0 ? choices[0] : null))?.Preset.Code);
        typed.Suggest("evaluation.source", "X");
        typed.Suggest("evaluation.information", "4");
        typed.Suggest("language", t.Language.Code);
        typed.Suggest("source.kind", "report");
    }

    /// <summary>Notes what is wrong with the typed provenance, without writing anything.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="viewer">Who records.</param>
    /// <param name="kept">The marking that may be kept, of the statement that is corrected.</param>
    public void Check(Typed typed, Viewer viewer, Marking? kept = null)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (MarkingOf(typed, viewer, kept) is null) typed.Wrong("preset", t["record.preset.missing"]);
        if (typed.Text("source") is null && typed.Text("source.title") is null) typed.Wrong("source.title", t["record.source.missing"]);
        if (typed.Text("source.published") is { } published && When.Parse(published) is { IsOk: false } wrong) typed.Wrong("source.published", words.Of(wrong.Refusal!));
        if (!Evaluation.TryParse(typed["evaluation.source"] + typed["evaluation.information"], out _)) typed.Wrong("evaluation.source", t["record.evaluation.missing"]);
    }

    /// <summary>The provenance of a checked form; adds the source when it is a new one.</summary>
    public async Task<Result<Provenance>> MakeAsync(Typed typed, Viewer viewer, Addresses go, HttpResponse response, Marking? kept = null)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(go);
        var preset = presets.Find(viewer, typed["preset"]);
        var marking = MarkingOf(typed, viewer, kept)!;
        var evaluation = Evaluation.TryParse(typed["evaluation.source"] + typed["evaluation.information"], out var given) ? given : Evaluation.Unknown;
        var source = go.Source(typed.Text("source"));
        if (source is null)
        {
            var added = await recorder.AddSourceAsync(viewer, NewSource(typed, preset?.Preset.Regime ?? marking.Regime, marking));
            if (!added.IsOk) return added.Refusal!;
            source = added.Value;
            typed["source"] = go.Text(added.Value);
        }

        if (preset is not null) Remember(response, preset);
        return new Provenance(source.Value, evaluation, marking, typed["language"] is "es" ? "es" : "en") { Quote = go.Quote(typed.Text("quote")) };
    }

    /// <summary>What a checked form says of an import, whose source is added when it starts.</summary>
    public ImportTerms Terms(Typed typed, Viewer viewer, HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var preset = presets.Find(viewer, typed["preset"])!;
        var marking = preset.Marking;
        var evaluation = Evaluation.TryParse(typed["evaluation.source"] + typed["evaluation.information"], out var given) ? given : Evaluation.Unknown;
        Remember(response, preset);
        return new ImportTerms(NewSource(typed, preset.Preset.Regime, marking), evaluation, marking, typed["language"] is "es" ? "es" : "en");
    }

    private Marking? MarkingOf(Typed typed, Viewer viewer, Marking? kept) => kept is not null && typed["preset"] == KeptMarking ? kept : presets.Find(viewer, typed["preset"])?.Marking;

    private static NewSource NewSource(Typed typed, string regime, Marking marking) => new(
        Kinds.Contains(typed["source.kind"]) ? typed["source.kind"] : "report", typed.Text("source.title")!, typed.Text("source.reference"), regime,
        typed.Text("source.published") is { } text ? When.Parse(text).Value : null, marking);

    private static void Remember(HttpResponse response, FormPreset preset) =>
        response.Cookies.Append(PresetCookie, preset.Preset.Code, new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(90), Path = "/" });

    /// <summary>Letters of the evaluation of a source, with their meaning.</summary>
    public IReadOnlyList<Option> SourceGrades => [.. "ABCX".Select(c => new Option(c.ToString(), $"{c} · {t["parts.evaluation.source." + c]}"))];

    /// <summary>Numbers of the evaluation of information, with their meaning.</summary>
    public IReadOnlyList<Option> InformationGrades => [.. "1234".Select(c => new Option(c.ToString(), $"{c} · {t["parts.evaluation.information." + c]}"))];
}

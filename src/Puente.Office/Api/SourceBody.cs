using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Office.Pages;

namespace Puente.Office.Api;

/// <summary>A source as a program sends it. What is left out: a report, under the regime of its preset, marked internal.</summary>
public sealed record SourceBody(string? Kind, string? Title, string? Reference, string? Regime, string? Published, MarkingBody? Marking)
{
    /// <summary>
    /// The source, of the viewer's unit. Refuses as <see cref="MarkingBody.Read"/>, and <c>body.source-title</c>, <c>body.source-kind</c>,
    /// <c>body.source-regime</c> and what <see cref="When.Parse"/> does.
    /// </summary>
    /// <param name="by">Who adds it.</param>
    /// <param name="presets">The presets.</param>
    /// <param name="regimes">The regimes.</param>
    /// <param name="otherwise">The marking when the body has none of its own.</param>
    public Result<NewSource> Read(Viewer by, FormPresets presets, Regimes regimes, MarkingBody? otherwise = null)
    {
        var marked = Marking ?? otherwise ?? MarkingBody.Internal;
        var marking = marked.Read(by, presets);
        if (marking.Refusal is { } unmarked) return unmarked;
        if (string.IsNullOrWhiteSpace(Title)) return new Refusal("body.source-title");
        var kind = Kind ?? "report";
        if (!ProvenanceForm.Kinds.Contains(kind)) return new Refusal("body.source-kind", ("kind", kind), ("known", string.Join(", ", ProvenanceForm.Kinds)));
        var regime = Regime ?? (marked.Preset is { } code ? presets.Find(by, code)?.Preset.Regime : null) ?? "agency-record";
        if (regimes.Find(regime) is null) return new Refusal("body.source-regime", ("regime", regime));
        var published = TypedValue.Moment(Published);
        return published.Refusal is { } undated ? undated : new NewSource(kind, Title.Trim(), Reference, regime, published.Value, marking.Value);
    }
}

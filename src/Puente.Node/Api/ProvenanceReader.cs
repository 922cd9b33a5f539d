using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Node.Pages;
using Puente.Node.Pages.Record;

namespace Puente.Node.Api;

/// <summary>Where the statements of a body come from and who may see them; adds the source when it is described as a new one.</summary>
internal sealed class ProvenanceReader(Recorder recorder, FormPresets presets, Regimes regimes, Addresses ids)
{
    /// <summary>
    /// The provenance. Refuses <c>body.source-missing</c>, <c>body.source-twice</c>, <c>body.evaluation</c>, <c>record.no-such-source</c>, and as
    /// <see cref="SourceBody.Read"/> and <see cref="Recorder.AddSourceAsync"/> do.
    /// </summary>
    /// <param name="by">Who records.</param>
    /// <param name="body">What was sent.</param>
    /// <param name="corrected">Where what is corrected came from; null when nothing is.</param>
    public async Task<Result<Provenance>> ReadAsync(Viewer by, RecordBody body, Origin? corrected)
    {
        var marking = body.Marking is null && corrected is not null
            ? corrected.Marking with { Owner = by.Subject.Agency, Unit = by.Unit.Code }
            : (body.Marking ?? MarkingBody.Internal).Read(by, presets);
        if (marking.Refusal is { } unmarked) return unmarked;
        var evaluation = corrected?.Evaluation ?? Evaluation.Unknown;
        if (body.Evaluation is { } text && !Evaluation.TryParse(text, out evaluation)) return new Refusal("body.evaluation", ("value", text));
        var source = await SourceAsync(by, body, corrected);
        return source.Refusal is { } refusal ? refusal : new Provenance(source.Value, evaluation, marking.Value, body.Language ?? by.Officer.Language);
    }

    private async Task<Result<SourceId>> SourceAsync(Viewer by, RecordBody body, Origin? corrected)
    {
        if (body is { Source: not null, NewSource: not null }) return new Refusal("body.source-twice");
        if (body.NewSource is { } described)
        {
            var read = described.Read(by, presets, regimes, body.Marking);
            return read.Refusal is { } wrong ? wrong : await recorder.AddSourceAsync(by, read.Value);
        }

        if (body.Source is { } named) return ids.Source(named) is { } known ? known : new Refusal("record.no-such-source");
        return corrected?.Source is { } same ? same : new Refusal("body.source-missing");
    }
}

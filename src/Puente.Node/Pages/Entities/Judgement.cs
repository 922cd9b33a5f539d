using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Node.Pages.Entities;

/// <summary>What an officer decides about a same-as statement. A suggestion stays as it is beside the officer's own statement; nothing is merged.</summary>
public sealed class Judgement(Recorder recorder)
{
    /// <summary>Records the same two as one, said by the officer, under the marking and from the source of the suggestion. Null when done.</summary>
    public async Task<Refusal?> AcceptAsync(Viewer by, SameAsView suggestion)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        var origin = suggestion.Origin;
        if (origin.Source is not { } source) return new Refusal("record.no-such-source");
        var marking = origin.Marking with { Owner = by.Subject.Agency, Unit = by.Unit.Code };
        var batch = new Batch();
        batch.SameAs.Add(new NewSameAs(suggestion.Left, suggestion.Right, suggestion.Facts, null, suggestion.Reasons));
        return (await recorder.RecordAsync(by, new Provenance(source, Evaluation.Unknown, marking, origin.Language), batch)).Refusal;
    }

    /// <summary>Withdraws a same-as statement of the officer's agency; it stays in the history. Null when done.</summary>
    public async Task<Refusal?> WithdrawAsync(Viewer by, SameAsView same, string reason)
    {
        ArgumentNullException.ThrowIfNull(same);
        return (await recorder.RetractAsync(by, same.Id, reason)).Refusal;
    }
}

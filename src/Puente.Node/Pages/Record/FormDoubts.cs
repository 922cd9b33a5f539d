using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Ui.Forms;

namespace Puente.Node.Pages.Record;

/// <summary>The doubtful identifiers of a form. The form carries what it said, so that each doubt is said once, and one that is typed later is said too.</summary>
public sealed class FormDoubts
{
    /// <summary>The field in which the form carries what it said.</summary>
    public const string Field = "doubts";

    /// <summary>What is doubtful now.</summary>
    public IReadOnlyList<Doubt> Found { get; private set; } = [];

    /// <summary>What the form is to carry.</summary>
    public string Text => string.Join('\n', Found.Select(d => $"{d.Property.Code}={d.Value}={d.Reason.Code}").Distinct(StringComparer.Ordinal));

    /// <summary>Whether something is doubtful that the form did not say before.</summary>
    public async Task<bool> AskAsync(Typed typed, Reading reading, Vocabulary vocabulary, Batch batch, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(typed);
        Found = await Doubts.OfAsync(reading, vocabulary, batch, stop);
        return Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(typed[Field].Split('\n', StringSplitOptions.TrimEntries), StringComparer.Ordinal).Any();
    }
}

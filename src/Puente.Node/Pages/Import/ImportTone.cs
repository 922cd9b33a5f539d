using Puente.Evidence.Import.Jobs;
using Puente.Ui.Components;

namespace Puente.Node.Pages.Import;

/// <summary>How the state of an import is shown beside its word.</summary>
public static class ImportTone
{
    /// <summary>The tone of a state.</summary>
    public static Tone Of(ImportState state) => state switch
    {
        ImportState.Waiting or ImportState.Running => Tone.Accent,
        ImportState.Done => Tone.Good,
        ImportState.Failed => Tone.Bad,
        _ => Tone.Quiet,
    };
}

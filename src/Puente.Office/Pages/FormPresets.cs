using Puente.Evidence.Sharing;

namespace Puente.Office.Pages;

/// <summary>One choice of who may see what is recorded: legal regime and marking together, made out for one viewer.</summary>
/// <param name="Preset">The preset.</param>
/// <param name="Marking">Its marking today, for the unit of the viewer.</param>
public sealed record FormPreset(Preset Preset, Marking Marking);

/// <summary>The presets that a form offers.</summary>
public sealed class FormPresets(Presets presets, Regimes regimes)
{
    /// <summary>What this viewer can choose: offered in the country, and readable afterwards by the one who records it.</summary>
    public IReadOnlyList<FormPreset> For(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (subject, choices) = (viewer.Subject, new List<FormPreset>());
        var partner = subject.Country == "MX" ? "US" : "MX";
        var joint = subject.Cases.Count == 1 ? subject.Cases.Single() : null;
        foreach (var preset in presets.For(subject.Country))
            if (preset.ToMarking(subject.Agency, subject.Unit, subject.Today, partner, joint, regimes) is { IsOk: true } made
                && Access.Decide(subject, made.Value, regimes.Rule(preset.Regime, subject.Today)).Mode == Mode.Full)
                choices.Add(new FormPreset(preset, made.Value));
        return choices;
    }

    /// <summary>The preset with this code, if the viewer can choose it.</summary>
    public FormPreset? Find(Viewer viewer, string code) => For(viewer).FirstOrDefault(p => p.Preset.Code == code);
}

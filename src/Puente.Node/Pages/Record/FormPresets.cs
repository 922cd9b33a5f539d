using Puente.Evidence.Sharing;

namespace Puente.Node.Pages.Record;

/// <summary>One choice of who may see what is recorded: legal regime and marking together.</summary>
/// <param name="Code">Its code; the texts are <c>preset.CODE</c> and <c>preset.CODE.hint</c>.</param>
/// <param name="Regime">The legal regime of a source that is added with it.</param>
/// <param name="Marking">The marking, for the unit of the viewer.</param>
public sealed record FormPreset(string Code, string Regime, Func<Viewer, Marking> Marking);

/// <summary>The presets that a form offers.</summary>
public static class FormPresets
{
    private static readonly FormPreset[] All =
    [
        new("internal", "agency-record", viewer => Own(viewer, Tlp.Amber)),
        new("both-countries", "agency-record", viewer => Own(viewer, Tlp.Amber, Country("US"), Country("MX"))),
        new("unit-only", "agency-record", viewer => Own(viewer, Tlp.Red)),
        new("open", "open-source", viewer => Own(viewer, Tlp.Clear, Country("US"), Country("MX"))),
    ];

    /// <summary>What this viewer can choose.</summary>
    public static IReadOnlyList<FormPreset> For(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return [.. All.Where(p => viewer.Subject.Ceiling is { } ceiling && p.Marking(viewer).Tlp <= ceiling)];
    }

    /// <summary>The preset with this code, if the viewer can choose it.</summary>
    public static FormPreset? Find(Viewer viewer, string code) => For(viewer).FirstOrDefault(p => p.Code == code);

    private static Marking Own(Viewer viewer, Tlp tlp, params Grant[] audience) =>
        new() { Owner = viewer.Subject.Agency, Unit = viewer.Unit.Code, Tlp = tlp, Audience = [.. audience] };

    private static Grant Country(string code) => new(new Principal(PrincipalKind.Country, code), Mode.Full);
}

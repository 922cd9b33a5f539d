namespace Puente.Ui.Components;

/// <summary>What a badge or notice says beyond its words. Colour never says it alone.</summary>
public enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Quiet,

    /// <summary>Current, chosen, open.</summary>
    Accent,

    /// <summary>Done, complete.</summary>
    Good,

    /// <summary>Needs attention: late, partial.</summary>
    Warn,

    /// <summary>Failed, refused, dangerous.</summary>
    Bad,
}

internal static class ToneClass
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Accent => "accent",
        Tone.Good => "good",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        _ => "",
    };
}

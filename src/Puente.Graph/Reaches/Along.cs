namespace Puente.Graph.Reaches;

/// <summary>Which way edges may be walked when time does not matter.</summary>
[Flags]
public enum Along
{
    /// <summary>The way they point.</summary>
    Out = 1,

    /// <summary>Against the way they point.</summary>
    In = 2,

    /// <summary>Either way.</summary>
    Both = Out | In,
}

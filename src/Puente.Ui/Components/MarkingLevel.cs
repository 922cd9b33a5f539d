namespace Puente.Ui.Components;

/// <summary>The sensitivity shown by a marking badge: the five labels of the Traffic Light Protocol 2.0 (FIRST).</summary>
public enum MarkingLevel
{
    /// <summary>TLP:CLEAR.</summary>
    Clear,

    /// <summary>TLP:GREEN.</summary>
    Green,

    /// <summary>TLP:AMBER.</summary>
    Amber,

    /// <summary>TLP:AMBER+STRICT.</summary>
    AmberStrict,

    /// <summary>TLP:RED.</summary>
    Red,
}

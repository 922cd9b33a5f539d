namespace Puente.Graph.Layouts;

/// <summary>Where something is drawn, in units of the drawing; y points down.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Down.</param>
public readonly record struct Spot(double X, double Y);

namespace Puente.Ui.Components;

/// <summary>A stretch of time of a <see cref="TimeSlider"/>.</summary>
/// <param name="Value">Its unit as the form sends it: <c>2009-03</c>.</param>
/// <param name="Words">The same for the reader.</param>
/// <param name="Count">How much begins in it.</param>
/// <param name="Inside">Whether it lies in the window.</param>
public sealed record TimeBar(string Value, string Words, int Count, bool Inside);

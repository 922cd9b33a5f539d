namespace Puente.Ui.Components;

/// <summary>Something that happened, as it is drawn on a strip of time.</summary>
/// <param name="Lane">What it is drawn under: things of one kind share a lane.</param>
/// <param name="From">The earliest moment it can have been or begun, Unix milliseconds.</param>
/// <param name="Until">The latest moment it can have been or ended, Unix milliseconds.</param>
/// <param name="Uncertain">Whether the marks of its time are estimates or parts of a date.</param>
/// <param name="Title">What it is, with its time in words.</param>
/// <param name="Href">The statement behind it.</param>
public sealed record TimeMark(string Lane, long From, long Until, bool Uncertain, string Title, string Href);

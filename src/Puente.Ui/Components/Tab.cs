namespace Puente.Ui.Components;

/// <summary>One view of a subject.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Href">Its address.</param>
/// <param name="Current">Whether it is the one shown.</param>
/// <param name="Count">How much it holds, as the reader writes it.</param>
public sealed record Tab(string Text, string Href, bool Current = false, string? Count = null);

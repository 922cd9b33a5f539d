namespace Puente.Ui.Forms;

/// <summary>One choice of a list.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">What the choice means, for radio buttons.</param>
/// <param name="Group">The heading under which a list shows it.</param>
public sealed record Option(string Value, string Text, string? Hint = null, string? Group = null);

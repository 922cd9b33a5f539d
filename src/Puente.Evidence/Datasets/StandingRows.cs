namespace Puente.Evidence.Datasets;

/// <summary>The rows of a dataset that stands.</summary>
/// <param name="Marking">Who may see them.</param>
/// <param name="Rows">How many.</param>
/// <param name="Secret">The key under which they are sealed.</param>
internal sealed record StandingRows(long Marking, long Rows, byte[] Secret);

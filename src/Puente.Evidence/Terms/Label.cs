namespace Puente.Evidence.Terms;

/// <summary>The same words in English and in Spanish (official Mexican usage). Neither is ever empty.</summary>
public sealed record Label(string En, string Es)
{
    /// <summary>The words in a language: Spanish for <c>es</c> and its regions, English for everything else.</summary>
    public string In(string language) =>
        language.StartsWith("es", StringComparison.OrdinalIgnoreCase) ? Es : En;

    /// <inheritdoc/>
    public override string ToString() => En;
}

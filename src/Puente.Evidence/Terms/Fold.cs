namespace Puente.Evidence.Terms;

/// <summary>Folds text to the form in which it is searched.</summary>
public static class Fold
{
    /// <summary>The canonical form of an identifier under a rule.</summary>
    public static string Identifier(string value, IdentifierRule rule) => value + rule;
}

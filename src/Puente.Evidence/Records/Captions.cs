namespace Puente.Evidence.Records;

/// <summary>The best name of an entity among the attributes a viewer may see: the first recorded value of the first caption property.</summary>
internal static class Captions
{
    private static readonly string[] Order = ["name", "serialNumber", "registrationNumber", "accountNumber", "iban", "number", "full", "title", "alias", "weakAlias"];

    public static string Best(string kind, IEnumerable<(string Property, string Value)> attributes)
    {
        var values = attributes.ToList();
        foreach (var property in Order)
            if (values.Find(a => a.Property == property) is { Value: { } value }) return value;
        return "";
    }
}

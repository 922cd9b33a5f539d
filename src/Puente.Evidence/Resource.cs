namespace Puente.Evidence;

/// <summary>Reference data that ships inside this assembly.</summary>
internal static class Resource
{
    /// <summary>Opens the only embedded file with this name.</summary>
    public static StreamReader Open(string fileName)
    {
        var assembly = typeof(Resource).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith("." + fileName, StringComparison.Ordinal));
        return new StreamReader(assembly.GetManifestResourceStream(name)!);
    }
}

namespace Puente.Matching.Names;

/// <summary>The small tables of words that ship inside the library, one entry a line; a line that starts with # is a comment.</summary>
internal static class Tables
{
    /// <summary>The lines of a table.</summary>
    /// <exception cref="InvalidOperationException">The library was built without it.</exception>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(Tables).Assembly.GetManifestResourceStream("Puente.Matching.Names." + name)
            ?? throw new InvalidOperationException($"The table {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#')
                yield return line;
    }
}

namespace Puente.Money.Returns.Layouts;

/// <summary>The layouts that are ready: one file a layout in this folder.</summary>
public static class ReadyLayouts
{
    private static readonly Lazy<IReadOnlyList<Layout>> Read = new(ReadAll);

    /// <summary>All, by their codes.</summary>
    public static IReadOnlyList<Layout> All => Read.Value;

    /// <summary>The layout with this code, or null.</summary>
    public static Layout? Find(string? code) => All.FirstOrDefault(l => l.Code == code);

    private static List<Layout> ReadAll()
    {
        var assembly = typeof(ReadyLayouts).Assembly;
        var found = new List<Layout>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Returns.Layouts.", StringComparison.Ordinal) && n.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var file = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var read = LayoutReader.Read(file.ReadToEnd());
            found.Add(read.Layout ?? throw new InvalidDataException($"{name}: {string.Join("; ", read.Problems)}"));
        }

        return [.. found.OrderBy(l => l.Code, StringComparer.Ordinal)];
    }
}

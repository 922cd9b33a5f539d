using System.Text.RegularExpressions;

namespace Puente.Tests.Architecture;

/// <summary>The files of this repository as they stand on disk, generated and fetched ones left out.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "artifacts", "node_modules", "lib", "bin", "obj", "screenshots", "demo-data"];
    private static readonly string[] TextEndings =
        [".cs", ".razor", ".csproj", ".props", ".slnx", ".json", ".yaml", ".yml", ".md", ".sql", ".css", ".js", ".mjs", ".sh", ".txt", ".resx", ".csv", ".html"];

    /// <summary>The folder that holds Puente.slnx, found upwards from the running test.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every text file of ours, as paths from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static IEnumerable<string> Under(string folder, params string[] endings) =>
        Files.Where(f => f.StartsWith(folder, StringComparison.Ordinal) && endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    /// <summary>Every line of the files that the pattern finds, as "file:line: text".</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<string> files, Regex pattern) =>
        [.. from file in files
            from line in Read(file).Split('\n').Index()
            where pattern.IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}"];

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder))
            if (TextEndings.Contains(Path.GetExtension(path)) || Path.GetExtension(path).Length == 0 && Path.GetFileName(folder) == ".ci")
                yield return Path.GetRelativePath(Root, path).Replace('\\', '/');
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d))))
            foreach (var path in Walk(inner))
                yield return path;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Puente.slnx")))
                return folder;
        throw new InvalidOperationException("Puente.slnx is not above " + AppContext.BaseDirectory);
    }
}

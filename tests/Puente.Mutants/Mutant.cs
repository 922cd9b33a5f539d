using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Puente.Mutants;

/// <summary>
/// One deliberate defect: a filter, a gate or a rule taken out of one file. It is caught when the
/// named tests fail on it.
/// </summary>
public sealed class Mutant
{
    /// <summary>What is taken away, as a sentence.</summary>
    public string Name { get; set; } = "";

    /// <summary>The changed file, from the root of the repository.</summary>
    public string File { get; set; } = "";

    /// <summary>The exact text taken out; it stands in the file once. Empty: the file is new.</summary>
    public string Find { get; set; } = "";

    /// <summary>What is put in its place.</summary>
    public string Replace { get; set; } = "";

    /// <summary>The test project that must notice.</summary>
    public string Project { get; set; } = "Puente.Tests";

    /// <summary>Full names of the tests to run, with * at the start or the end.</summary>
    public string Tests { get; set; } = "";

    /// <summary>The list this mutant stands in.</summary>
    [YamlIgnore]
    public string List { get; private set; } = "";

    /// <summary>Reads every list under tests/mutants, in the order of file names.</summary>
    public static IReadOnlyList<Mutant> ReadAll(string root)
    {
        var reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        var all = new List<Mutant>();
        foreach (var path in Directory.GetFiles(Path.Combine(root, "tests", "mutants"), "*.yaml").Order(StringComparer.Ordinal))
        {
            using var text = System.IO.File.OpenText(path);
            foreach (var mutant in reader.Deserialize<List<Mutant>?>(text) ?? [])
            {
                mutant.List = Path.GetFileNameWithoutExtension(path);
                mutant.Find = mutant.Find.TrimEnd('\n');
                mutant.Replace = mutant.Replace.TrimEnd('\n');
                all.Add(mutant);
            }
        }

        return all;
    }

    /// <summary>What stops this mutant from being applied, or null.</summary>
    public string? Complaint(string root)
    {
        if (Name.Length == 0 || File.Length == 0 || Tests.Length == 0) return "name, file and tests are needed";
        var path = Path.Combine(root, File);
        if (Find.Length == 0) return System.IO.File.Exists(path) ? "the file it would add is there" : null;
        if (!System.IO.File.Exists(path)) return "its file is gone";
        var text = System.IO.File.ReadAllText(path);
        var first = text.IndexOf(Find, StringComparison.Ordinal);
        if (first < 0) return "its text is not found";
        return text.IndexOf(Find, first + 1, StringComparison.Ordinal) < 0 ? null : "its text stands there more than once";
    }

    /// <summary>The file with the defect in it.</summary>
    public string Applied(string text) =>
        Find.Length == 0 ? Replace + "\n" : text.Replace(Find, Replace, StringComparison.Ordinal);
}

using System.Xml.Linq;

namespace Puente.Tests.Architecture;

/// <summary>References point one way, and the capabilities meet in statements only.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Libraries = ["Graph", "Matching", "Ledger"];
    private static readonly string[] Capabilities = ["Firearms", "Money", "Cases", "Commitments"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Graph"] = [],
        ["Matching"] = [],
        ["Ledger"] = [],
        ["Ui"] = [],
        ["Evidence"] = Libraries,
        ["Office"] = [.. Libraries, "Evidence", "Ui"],
        ["Exchange"] = [.. Libraries, "Evidence", "Office", "Ui"],
        ["Firearms"] = [.. Libraries, "Evidence", "Exchange", "Office", "Ui"],
        ["Money"] = [.. Libraries, "Evidence", "Exchange", "Office", "Ui"],
        ["Cases"] = [.. Libraries, "Evidence", "Exchange", "Office", "Ui"],
        ["Commitments"] = [.. Libraries, "Evidence", "Exchange", "Office", "Ui"],
        ["Node"] = [.. Libraries, "Evidence", "Exchange", "Office", "Ui", .. Capabilities],
    };

    [Fact]
    public void Every_project_under_src_has_a_place_in_the_house() =>
        Projects().Select(p => p.Name).Except(Allowed.Keys).ShouldBeEmpty();

    [Fact]
    public void No_project_refers_upwards_or_sideways() =>
        (from project in Projects()
         from reference in project.References
         where !Allowed.GetValueOrDefault(project.Name, []).Contains(reference)
         select $"{project.Name} -> {reference}").ShouldBeEmpty();

    [Fact]
    public void What_is_compiled_refers_to_no_more_than_the_project_file_says()
    {
        foreach (var assembly in Ours.Assemblies)
        {
            var name = Ours.NameOf(assembly);
            var used = assembly.GetReferencedAssemblies().Select(a => a.Name!)
                .Where(a => a.StartsWith("Puente.", StringComparison.Ordinal)).Select(a => a["Puente.".Length..]);
            used.Except(Allowed[name]).ShouldBeEmpty($"{name} was compiled against more");
        }
    }

    private static IEnumerable<(string Name, string[] References)> Projects() =>
        from file in Repository.Under("src/", ".csproj")
        let document = XDocument.Parse(Repository.Read(file))
        select (Short(file), document.Descendants("ProjectReference").Select(r => Short((string)r.Attribute("Include")!)).ToArray());

    private static string Short(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))["Puente.".Length..];
}

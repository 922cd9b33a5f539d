using Puente.Tests.Architecture;

namespace Puente.Tests.Matching.Identifiers;

/// <summary>Tables of a specification page, by the heading over them.</summary>
internal static class SpecTables
{
    /// <summary>Cells of the rows of the table under a heading, without its head.</summary>
    public static IEnumerable<string[]> Rows(string page, string heading)
    {
        var lines = Repository.Read(page).Split('\n').SkipWhile(l => l != "## " + heading).Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal));
        return lines.Where(l => l.StartsWith('|')).Skip(2).Select(l => l.Trim().Trim('|').Split('|').Select(c => c.Trim().Replace('¦', '|')).ToArray());
    }
}

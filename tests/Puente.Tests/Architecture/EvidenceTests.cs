using System.Text.RegularExpressions;

namespace Puente.Tests.Architecture;

/// <summary>docs/evidence.md: each promise names the test or command that shows it, and each of those exists.</summary>
public sealed partial class EvidenceTests
{
    private const string Page = "docs/evidence.md";

    [Fact]
    public void Every_promise_names_what_shows_it() =>
        Rows().Where(r => r.Shown.Count == 0).Select(r => r.Promise).ShouldBeEmpty();

    [Fact]
    public void Everything_named_exists()
    {
        var tests = string.Join('\n', Repository.Under("tests/", ".cs").Select(Repository.Read));
        (from row in Rows()
         from named in row.Shown
         where !Exists(named, tests)
         select $"{named} ({row.Promise})").ShouldBeEmpty();
    }

    [Fact]
    public void No_promise_stands_twice() =>
        Rows().GroupBy(r => r.Promise).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    private static bool Exists(string named, string tests)
    {
        if (named.StartsWith("./test.sh", StringComparison.Ordinal))
            return named.Split(' ').Skip(1).Where(w => w.StartsWith("--", StringComparison.Ordinal)).All(w => Repository.Read("test.sh").Contains(w + ")", StringComparison.Ordinal));
        if (named.StartsWith("dotnet run --project ", StringComparison.Ordinal)) return Directory.Exists(Path.Combine(Repository.Root, named.Split(' ')[3]));
        if (named.Contains('/', StringComparison.Ordinal)) return Path.Exists(Path.Combine(Repository.Root, named));
        var parts = named.Split('.');
        return parts.Length is 1 or 2
            && Regex.IsMatch(tests, $@"\bclass {Regex.Escape(parts[0])}\b")
            && (parts.Length == 1 || Regex.IsMatch(tests, $@"\b{Regex.Escape(parts[1])}\("));
    }

    private static IEnumerable<(string Promise, IReadOnlyList<string> Shown)> Rows() =>
        from line in Repository.Read(Page).Split('\n')
        where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Promise", StringComparison.Ordinal) && !line.StartsWith("| --", StringComparison.Ordinal)
        let cells = line.Trim('|', ' ').Split(" | ")
        select (cells[0], (IReadOnlyList<string>)[.. Quoted().Matches(cells[^1]).Select(m => m.Groups[1].Value)]);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}

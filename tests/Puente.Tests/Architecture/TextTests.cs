using System.Text.RegularExpressions;

namespace Puente.Tests.Architecture;

/// <summary>What may not stand in any file of the repository.</summary>
public sealed partial class TextTests
{
    private static readonly string[] Written = [".cs", ".razor", ".css", ".js", ".mjs", ".sql"];

    [Fact]
    public void No_file_names_a_machine_or_a_package_host() =>
        Repository.Lines(Repository.Files.Where(f => !f.EndsWith("packages.lock.json", StringComparison.Ordinal)), MachineOrHost()).ShouldBeEmpty();

    [Fact]
    public void No_lock_file_names_a_package_host() =>
        Repository.Lines(Repository.Under("", "package-lock.json", "packages.lock.json"), AnyHost())
            .Where(l => !l.Contains("\"url\":", StringComparison.Ordinal) && !l.Contains("\"license\":", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() => Repository.Lines(Repository.Files, Unfinished()).ShouldBeEmpty();

    [Fact]
    public void No_code_is_commented_out() =>
        Repository.Lines(Repository.Under("", ".cs", ".js", ".mjs"), CommentedOut()).ShouldBeEmpty();

    [Fact]
    public void No_test_is_switched_off() =>
        Repository.Lines(Repository.Under("tests/", ".cs"), SwitchedOff()).ShouldBeEmpty();

    [Fact]
    public void No_file_has_more_than_500_lines() =>
        (from file in Repository.Under("", Written)
         let lines = Repository.Read(file).Count(c => c == '\n')
         where lines > 500
         select $"{file}: {lines}").ShouldBeEmpty();

    [Fact]
    public void The_median_source_file_has_at_most_100_lines()
    {
        var lengths = Repository.Under("src/", ".cs").Select(f => Repository.Read(f).Count(c => c == '\n')).Order().ToList();
        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(100);
    }

    [Fact]
    public void Statement_tables_are_named_in_SQL_only_inside_Evidence() =>
        Repository.Lines(
            Repository.Under("src/", ".cs", ".razor", ".sql").Where(f => !f.StartsWith("src/Puente.Evidence/", StringComparison.Ordinal)),
            StatementTable()).ShouldBeEmpty();

    [GeneratedRegex(@"(^|[^A-Za-z0-9_.])/(w[o]rk|f[a]rm|r[o]ot)/|https?://[a-z0-9.-]*(n[u]get|n[p]mjs|d[e]bian)\.")]
    private static partial Regex MachineOrHost();

    [GeneratedRegex(@"https?://")]
    private static partial Regex AnyHost();

    [GeneratedRegex(@"\b(T[O]DO|F[I]XME|H[A]CK|X[X]X)\b|Not[I]mplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*//(?!/).*([;{}]|=>)\s*$")]
    private static partial Regex CommentedOut();

    [GeneratedRegex(@"\bS[k]ip\s*=\s*""|Assert\.T[r]ue\(true\)|Thread\.S[l]eep")]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(@"\b(from|join|into|update)\s+(attribute|fact|same_as)\b", RegexOptions.IgnoreCase)]
    private static partial Regex StatementTable();
}

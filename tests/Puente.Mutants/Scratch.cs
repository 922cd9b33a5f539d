using System.Diagnostics;
using System.Text;

namespace Puente.Mutants;

/// <summary>What became of a mutant.</summary>
public enum Verdict
{
    /// <summary>A named test failed, or the defect does not compile.</summary>
    Caught,

    /// <summary>Every named test still passes.</summary>
    Missed,

    /// <summary>The defect cannot be made: its list is out of date.</summary>
    NotApplicable,
}

/// <summary>
/// A copy of the repository that is built once and then broken in one place at a time. Only the
/// changed project is compiled again, against the assemblies that stand there: a mutant changes
/// what a method does and never its signature.
/// </summary>
public sealed class Scratch
{
    private readonly string _root;

    private Scratch(string root) => _root = root;

    /// <summary>Copies what git tracks, and what it does not yet track or ignore, and builds it.</summary>
    public static Scratch Create(string from, string to)
    {
        var (_, listed) = Run(from, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        foreach (var file in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var source = Path.Combine(from, file);
            if (!File.Exists(source)) continue;
            var target = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        var scratch = new Scratch(to);
        var (code, text) = Run(to, "dotnet", "build", "Puente.slnx", "-v", "q", "-clp:NoSummary", "-p:RunAnalyzers=false");
        return code == 0 ? scratch : throw new InvalidOperationException("the scratch copy does not build:\n" + text);
    }

    /// <summary>Runs every named test once without a defect; says which of them fails or names no test.</summary>
    public string? Baseline(IEnumerable<Mutant> mutants)
    {
        foreach (var group in mutants.GroupBy(m => (m.Project, m.Tests)))
        {
            var (code, text) = Test(group.Key.Project, group.Key.Tests);
            if (code == 8) return $"no test is called {group.Key.Tests} in {group.Key.Project} ({group.First().Name})";
            if (code != 0) return $"{group.Key.Tests} fails without any mutant:\n{text}";
        }

        return null;
    }

    /// <summary>Puts one defect in, runs its tests, and takes it out again.</summary>
    public (Verdict, string) Try(Mutant mutant)
    {
        if (mutant.Complaint(_root) is { } complaint) return (Verdict.NotApplicable, complaint);
        var path = Path.Combine(_root, mutant.File);
        var before = File.Exists(path) ? File.ReadAllText(path) : null;
        var project = ProjectOf(path);
        using var kept = new Kept(Path.Combine(_root, "artifacts", "bin"), Path.GetFileNameWithoutExtension(project), project is null ? null : AssemblyOf(project));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, mutant.Applied(before ?? ""));
            if (project is not null && !Path.GetExtension(path).Equals(".csproj", StringComparison.Ordinal))
            {
                var (built, _) = Run(_root, "dotnet", "build", project, "--no-restore", "--no-dependencies", "-v", "q",
                    "-clp:NoSummary", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false");
                if (built != 0) return (Verdict.Caught, "does not compile");
                kept.Spread();
            }

            var (code, text) = Test(mutant.Project, mutant.Tests);
            return code switch
            {
                0 => (Verdict.Missed, mutant.Tests),
                8 => (Verdict.NotApplicable, "no such test"),
                _ => (Verdict.Caught, FirstFailure(text)),
            };
        }
        finally
        {
            if (before is null) File.Delete(path);
            else File.WriteAllText(path, before);
        }
    }

    private (int, string) Test(string project, string tests)
    {
        var arguments = new List<string> { "--ansi", "off", "--progress", "off", "--timeout", "10m", "--stop-on-fail", "on" };
        foreach (var name in tests.Split(' ', StringSplitOptions.RemoveEmptyEntries)) arguments.AddRange(["--filter-method", name]);
        return Run(_root, Path.Combine(_root, "artifacts", "bin", project, "debug", project), [.. arguments]);
    }

    private string? ProjectOf(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null && folder.Length > _root.Length; folder = Path.GetDirectoryName(folder))
        {
            if (!Directory.Exists(folder)) continue;
            if (Directory.GetFiles(folder, "*.csproj") is [var project]) return project;
        }

        return null;
    }

    private static string AssemblyOf(string project)
    {
        const string open = "<AssemblyName>";
        var text = File.ReadAllText(project);
        var at = text.IndexOf(open, StringComparison.Ordinal);
        return at < 0
            ? Path.GetFileNameWithoutExtension(project)
            : text[(at + open.Length)..text.IndexOf('<', at + open.Length)];
    }

    private static string FirstFailure(string text) =>
        text.Split('\n').FirstOrDefault(l => l.StartsWith("failed ", StringComparison.Ordinal))?[7..].Split(' ')[0].Split('.')[^1] ?? "ended badly";

    private static (int Code, string Text) Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException(program + " did not start");
        process.StandardInput.Close();
        var text = new StringBuilder();
        process.ErrorDataReceived += (_, line) => { lock (text) text.AppendLine(line.Data); };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        lock (text) return (process.ExitCode, output + text);
    }
}

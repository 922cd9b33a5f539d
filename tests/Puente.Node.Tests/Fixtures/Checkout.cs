namespace Puente.Node.Tests.Fixtures;

/// <summary>The checkout the tests were built from, and what stands beside it.</summary>
public static class Checkout
{
    /// <summary>The folder that holds Puente.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built executable.</summary>
    public static string Executable => Path.Combine(Root, "artifacts", "bin", "Puente.Node", Configuration, "puente");

    /// <summary>Where tests put pictures for eyes.</summary>
    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    /// <summary>A file of the shared test data; null, with a reason to skip, when it is not at hand.</summary>
    public static string? Shared(string path) =>
        Environment.GetEnvironmentVariable("PUENTE_SHARED") is { Length: > 0 } folder && Path.Exists(Path.Combine(folder, path)) ? Path.Combine(folder, path) : null;

    private static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Puente.slnx")))
                return folder;
        throw new InvalidOperationException("Puente.slnx is not above " + AppContext.BaseDirectory);
    }
}

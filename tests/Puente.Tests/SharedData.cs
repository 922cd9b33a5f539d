namespace Puente.Tests;

/// <summary>The public test data that lies beside the repository.</summary>
internal static class SharedData
{
    private static readonly string? Folder = Find();

    /// <summary>The path of a file of the shared data; skips the test, with the reason, where the data is not at hand.</summary>
    public static string Path(params string[] parts)
    {
        Assert.SkipWhen(Folder is null, "The shared test data is not at hand: it lies in ../shared, or where PUENTE_SHARED says.");
        return System.IO.Path.Combine([Folder!, "data", .. parts]);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PUENTE_SHARED") is { Length: > 0 } named) return named;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(System.IO.Path.Combine(at.FullName, "shared", "data"))) return System.IO.Path.Combine(at.FullName, "shared");
        return null;
    }
}

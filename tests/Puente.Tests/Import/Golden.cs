namespace Puente.Tests.Import;

/// <summary>The golden case of the shared data folder: found by PUENTE_SHARED or beside the repository, never copied.</summary>
internal static class Golden
{
    /// <summary>Path of a file of the donations case; the test is skipped with a message where the folder is absent.</summary>
    public static string Donations(string file)
    {
        var folder = Folder();
        Assert.SkipWhen(folder is null, "The shared data folder is not here; set PUENTE_SHARED to its path.");
        return Path.Combine(folder!, "data", "exchange", "donations", file);
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("PUENTE_SHARED") is { Length: > 0 } set && Directory.Exists(set))
            return set;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var shared = Path.Combine(at.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "data", "exchange", "donations")))
                return shared;
        }
        return null;
    }
}

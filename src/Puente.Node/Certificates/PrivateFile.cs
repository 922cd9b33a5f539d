using System.Text;

namespace Puente.Node.Certificates;

/// <summary>
/// A small file that only the account that writes it may read. It is opened before there is anything to write, so that a place that cannot be
/// written is known early, and appears under its name only when it is whole.
/// </summary>
internal sealed class PrivateFile : IDisposable
{
    private readonly FileStream _part;

    private PrivateFile(string path, FileStream part) => (Path, _part) = (path, part);

    /// <summary>Its name once it is finished.</summary>
    public string Path { get; }

    private static string PartOf(string path) => path + ".part";

    /// <summary>Opens it. What an earlier attempt left is removed, for its rights are not known.</summary>
    public static PrivateFile Open(string path)
    {
        if (Directory.Exists(path)) throw new IOException(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(PartOf(path));
        return new PrivateFile(path, new FileStream(PartOf(path), options));
    }

    /// <summary>Opens, writes and finishes it.</summary>
    public static void Write(string path, string text)
    {
        using var file = Open(path);
        file.Finish(text);
    }

    /// <summary>Writes everything and gives it its name.</summary>
    public void Finish(string text)
    {
        _part.Write(Encoding.UTF8.GetBytes(text));
        _part.Flush(flushToDisk: true);
        _part.Dispose();
        File.Move(_part.Name, Path, overwrite: true);
    }

    /// <summary>Removes it when it was not finished.</summary>
    public void Dispose()
    {
        _part.Dispose();
        File.Delete(_part.Name);
    }
}

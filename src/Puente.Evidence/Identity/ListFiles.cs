using System.IO.Compression;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <summary>
/// A list as it was sent: OFAC's sdn.csv alone, OFAC's files together in one zip, or FollowTheMoney entities one a line; plain or gzip.
/// </summary>
internal static class ListFiles
{
    private const long LargestPart = 512L << 20;
    private static readonly HashSet<string> Parts = new(StringComparer.OrdinalIgnoreCase) { "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv" };

    /// <summary>Reads it; null when it is none of these.</summary>
    /// <param name="path">Where the bytes are.</param>
    /// <param name="name">The name that the file came with, which says what it is.</param>
    public static ScreeningList? Read(string path, string name)
    {
        var folder = Directory.CreateTempSubdirectory("puente-list-").FullName;
        try
        {
            if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                Unpack(path, folder);
                return OfacFiles.Recognises(folder) ? OfacFiles.Read(folder) : null;
            }

            var placed = Path.Combine(folder, Path.GetFileName(name));
            File.Copy(path, placed);
            if (OfacFiles.Recognises(placed)) return OfacFiles.Read(placed);
            return name.Contains(".json", StringComparison.OrdinalIgnoreCase) || name.Contains(".ftm", StringComparison.OrdinalIgnoreCase) || name.Contains(".ijson", StringComparison.OrdinalIgnoreCase)
                ? FollowTheMoneyLines.Read(placed) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Takes the files out whose names are known, under those names and no path.</summary>
    private static void Unpack(string path, string folder)
    {
        using var zip = ZipFile.OpenRead(path);
        foreach (var part in zip.Entries.Where(e => Parts.Contains(e.Name)))
        {
            if (part.Length > LargestPart) throw new InvalidDataException();
            part.ExtractToFile(Path.Combine(folder, Parts.First(p => p.Equals(part.Name, StringComparison.OrdinalIgnoreCase))), overwrite: true);
        }
    }
}

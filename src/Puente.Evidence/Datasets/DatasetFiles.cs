using System.Globalization;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Datasets;

/// <summary>Where the sealed files of datasets lie.</summary>
/// <param name="folder">A folder of their own, made when the first file comes.</param>
public sealed class DatasetFiles(string folder)
{
    /// <summary>Those beside the received files of a folder.</summary>
    public static DatasetFiles Under(string folder) => new(Path.Combine(folder, "datasets"));

    /// <summary>The ending of the files of what rows say as facts.</summary>
    internal const string Facts = ".facts";

    /// <summary>The name of the image of what the rows of many datasets say.</summary>
    internal const string ImageName = "rows.image";

    /// <summary>The image of what the rows of many datasets say.</summary>
    internal string Image => Path.Combine(folder, ImageName);

    /// <summary>How a file that is being sealed is made.</summary>
    internal Func<string, Stream> Create { get; init; } = File.Create;

    /// <summary>The sealed file of a dataset's rows, of the rows that were not taken, or of what the rows say as facts.</summary>
    internal string PathOf(long key, BlockContent content) =>
        Path.Combine(folder, key.ToString(CultureInfo.InvariantCulture) + content switch { BlockContent.Rows => ".dataset", BlockContent.Rejected => ".rejected", _ => Facts });

    /// <summary>Whether a file is derived from others and can be made anew.</summary>
    internal static bool IsDerived(string path) => Path.GetExtension(path) == Facts || Path.GetFileName(path) == ImageName;

    /// <summary>A name for a file that is being sealed; what a kill leaves of it is taken away later.</summary>
    internal string Temporary()
    {
        Directory.CreateDirectory(folder);
        return UnfinishedFiles.Sealed(folder);
    }
}

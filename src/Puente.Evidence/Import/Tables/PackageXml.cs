using System.IO.Compression;
using System.Xml;

namespace Puente.Evidence.Import.Tables;

/// <summary>Opens parts of Office Open XML packages as XML.</summary>
internal static class PackageXml
{
    /// <summary>A part without entities, types or outside references, read against a budget; null when the package has no such part.</summary>
    public static XmlReader? Open(ZipArchive archive, string path, Budget budget)
    {
        if (archive.GetEntry(path) is not { } entry)
            return null;
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CloseInput = true,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        return XmlReader.Create(new BoundedStream(entry.Open(), budget), settings);
    }
}

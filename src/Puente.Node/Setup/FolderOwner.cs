using System.Formats.Tar;
using System.Globalization;
using Puente.Evidence;

namespace Puente.Node.Setup;

/// <summary>
/// Whether a command may write into the folder of a node. What another account, such as root, writes there the node cannot read afterwards, so
/// only the folder's owner may. Windows lets the files of a folder inherit its rights, and is not asked.
/// </summary>
internal static class FolderOwner
{
    /// <summary>Refuses <c>folder.owner</c> when the folder is there and belongs to another account.</summary>
    public static Result<Done> Check(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder)) return new Done();
        var owner = Of(Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder);
        if (owner.UserName == Environment.UserName) return new Done();
        var name = owner.UserName.Length > 0 ? owner.UserName : "#" + owner.Uid.ToString(CultureInfo.InvariantCulture);
        return new Refusal("folder.owner", ("folder", folder), ("owner", name), ("user", Environment.UserName));
    }

    /// <summary>The runtime tells the owner of a file only where it puts one into an archive.</summary>
    private static PosixTarEntry Of(string folder)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true)) writer.WriteEntry(folder, "folder");
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return (PosixTarEntry)reader.GetNextEntry()!;
    }
}

using System.Security.Cryptography;

namespace Puente.Evidence.Storage;

/// <summary>Files that are still being written, under names that say so: no part of the record. They get another name when they are whole; what a kill leaves of them is taken away later.</summary>
internal static class UnfinishedFiles
{
    private const string Sealing = "sealing-", Incoming = "incoming-";

    /// <summary>A new name in a folder for a file that is being sealed.</summary>
    public static string Sealed(string folder) => New(folder, Sealing);

    /// <summary>A new name in a folder for a file that is being received.</summary>
    public static string Received(string folder) => New(folder, Incoming);

    /// <summary>Whether a file is one of these.</summary>
    public static bool Is(string path) => Path.GetFileName(path) is var name && (name.StartsWith(Sealing, StringComparison.Ordinal) || name.StartsWith(Incoming, StringComparison.Ordinal));

    private static string New(string folder, string kind) => Path.Combine(folder, kind + RandomNumberGenerator.GetHexString(16, lowercase: true));
}

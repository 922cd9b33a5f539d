using System.IO.Compression;
using Puente.Evidence;
using Puente.Evidence.Import.Tables;

namespace Puente.Node.Commands;

/// <summary>A plain text file as the commands read it that need no node: in whatever encoding, gzip when its name ends so; <c>-</c> is standard input.</summary>
internal static class PlainInput
{
    /// <summary>Opens it at its beginning.</summary>
    public static TextReader Open(string path)
    {
        if (path == "-") return Console.In;
        var stream = new FileStream(Act.Existing(path).FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        var (encoding, _) = Encodings.Detect(stream);
        return new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
    }

    /// <summary>Runs what reads a file; one that is no gzip although its name says so ends the command with the reason.</summary>
    public static void Read(string path, Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException)
        {
            throw new CommandEndsException(new Refusal("command.match.no-gzip", ("file", path)), ExitCode.Input);
        }
    }
}

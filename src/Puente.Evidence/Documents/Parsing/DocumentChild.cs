using Puente.Evidence.Import.Tables;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>The process that reads documents: it parses one foreign file, writes frames of text, knows no store, no viewer and no key, and can be lost.</summary>
public static class DocumentChild
{
    /// <summary>The hidden command for printed tables: PDF and pictures, all or nothing.</summary>
    public const string Command = "read-pages";

    /// <summary>The hidden command for documents of any kind, page by page, whatever becomes of single pages.</summary>
    public const string AnyCommand = "read-document";

    /// <summary>Reads a request from <paramref name="input"/> and answers with frames on <paramref name="output"/>.</summary>
    public static Task<int> RunAsync(Stream input, Stream output, CancellationToken stop) => TableChild.RunAsync(input, output, new LocalDocuments(), stop);

    /// <summary>The same for documents of any kind.</summary>
    public static Task<int> RunAnyAsync(Stream input, Stream output, CancellationToken stop) => TableChild.RunAsync(input, output, new AnyDocuments(), stop);
}

using Puente.Evidence.Import.Tables;

namespace Puente.Money.Returns.Documents;

/// <summary>The process that reads documents: it parses one foreign file, writes frames of text, knows no store, no viewer and no key, and can be lost.</summary>
public static class DocumentChild
{
    /// <summary>The hidden command under which the executable calls <see cref="RunAsync"/>.</summary>
    public const string Command = "read-pages";

    /// <summary>Reads a request from <paramref name="input"/> and answers with frames on <paramref name="output"/>.</summary>
    public static Task<int> RunAsync(Stream input, Stream output, CancellationToken stop) => TableChild.RunAsync(input, output, new LocalDocuments(), stop);
}

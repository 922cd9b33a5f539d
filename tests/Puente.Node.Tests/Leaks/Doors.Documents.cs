using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Node.Tests.Leaks;

internal sealed partial class Doors
{
    /// <summary>Methods of documents that answer a viewer, each with a door here.</summary>
    private static IReadOnlyCollection<string> DocumentMethods { get; } =
    [
        .. new[]
        {
            nameof(DocumentDesk.OfSourceAsync), nameof(DocumentDesk.ShowAsync), nameof(DocumentDesk.HashAsync), nameof(DocumentDesk.PageAsync), nameof(DocumentDesk.DownloadAsync), nameof(DocumentDesk.FindAsync),
            nameof(DocumentDesk.QuoteAsync), nameof(DocumentDesk.QuotedAsync), nameof(DocumentDesk.QuoteOfAsync), nameof(DocumentDesk.BeginAsync), nameof(DocumentDesk.UploadsAsync),
            nameof(DocumentDesk.UploadAsync), nameof(DocumentDesk.AppendAsync), nameof(DocumentDesk.FinishAsync), nameof(DocumentDesk.CancelAsync), // of what the same officer is sending
            nameof(DocumentDesk.AddAsync), // begins, appends and finishes
        }.Select(m => $"{nameof(DocumentDesk)}.{m}"),
    ];

    /// <summary>Documents, their pages and bytes, and what a search finds of them.</summary>
    private Door[] Papers(SourceId source, StatementId statement)
    {
        var id = new DocumentId(random.Next(2) == 0 ? World.HiddenDataset.Key : random.Next(1, 12));
        var (text, take, page) = (Any([.. Asked]), random.Next(1, 4), random.Next(1, 4));
        return
        [
            new("documents of a source", (w, v) => TextAsync(w.Documents.OfSourceAsync(v, source))),
            new("document", async (w, v) => Text(await w.Documents.ShowAsync(v, id))),
            new("hash of a document", async (w, v) => Text(await w.Documents.HashAsync(v, id))),
            new("page of a document", async (w, v) => Text(await w.Documents.PageAsync(v, id, page))),
            new("search of documents", (w, v) => ReadAsync(w, v, r => w.Documents.FindAsync(r, text))),
            new("search of documents in parts", (w, v) => ReadAsync(w, v, r => FoundAsync(after => w.Documents.FindAsync(r, text, after, take)))),
            new("quote of a statement", (w, v) => ReadAsync(w, v, async r => await r.AttributeAsync(statement) is { } attribute ? await w.Documents.QuoteOfAsync(v, attribute.Origin) : null)),
            new("quote", (w, v) => TextAsync(w.Documents.QuotedAsync(v, new QuoteId(id.Key)))),
            new("what is being sent", (w, v) => TextAsync(w.Documents.UploadsAsync(v, source))),
        ];
    }

    /// <summary>Bytes and passages of documents that are hidden, and sending to sources that are, are refused in the words used for what does not exist.</summary>
    private static Door[] RefusedPapers(SourceId source)
    {
        var from = source.Key > ReservedKeys.Reserved ? source : new SourceId(ReservedKeys.Reserved + 3);
        var hidden = new DocumentId(World.HiddenDataset.Key);
        return
        [
            new("bytes of a document", async (w, v) => (await w.Documents.DownloadAsync(v, hidden)) is { IsOk: true } bytes ? await ClosedAsync(bytes.Value) : "refused"),
            new("passage of a document", async (w, v) => Text(await w.Documents.QuoteAsync(v, hidden, 1, "Ana Ruiz"))),
            new("sending to", async (w, v) => Text(await w.Documents.BeginAsync(v, from, "x", 5))),
        ];
    }

    private static async Task<string> ClosedAsync(Stream bytes)
    {
        await using (bytes) return $"{bytes.Length}";
    }

    private static async Task<List<DocumentAnswer>> FoundAsync(Func<string?, Task<DocumentAnswer>> ask)
    {
        var answers = new List<DocumentAnswer> { await ask(null) };
        while (answers[^1].Next is { } next && answers.Count < 50) answers.Add(await ask(next));
        return answers;
    }
}

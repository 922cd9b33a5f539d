using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Documents;

/// <content>Passages as the source of statements: kept under an opaque id until a form is saved, then with everything that the form recorded.</content>
public sealed partial class DocumentDesk
{
    /// <summary>Characters that a passage may have.</summary>
    public const int LongestPassage = 2_000;

    /// <summary>
    /// Keeps a passage for the next form. Refuses <c>document.no-such-document</c>, <c>document.no-such-page</c>, <c>quote.empty</c>, <c>quote.too-long</c> and
    /// <c>quote.not-on-page</c>: the words must stand on the page in this order; spaces, line ends, accents and case do not matter.
    /// </summary>
    public async Task<Result<QuoteId>> QuoteAsync(Viewer by, DocumentId id, int page, string passage, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(passage);
        var read = await PageAsync(by, id, page, stop);
        if (read.Refusal is { } refusal) return refusal;
        var kept = string.Join('\n', passage.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));
        if (kept.Length == 0) return new Refusal("quote.empty");
        if (kept.Length > LongestPassage) return new Refusal("quote.too-long", ("most", $"{LongestPassage}"));
        if (!Spaced(string.Join(' ', read.Value.Lines)).Contains(Spaced(kept), StringComparison.Ordinal)) return new Refusal("quote.not-on-page", ("page", $"{page}"));
        var key = archive.Keys.Next();
        await archive.Database.Writer.NoteAsync((connection, transaction) => connection.ExecuteAsync(
            "insert into quote (key, document, page, passage, unit, officer, made) values (@key, @document, @page, @kept, @unit, @officer, @Now)",
            new { key, document = id.Key, page = (long)page, kept, unit = by.Unit.Code, officer = by.Officer.Id.Key, Now }, transaction));
        return new QuoteId(key);
    }

    /// <summary>A passage that the viewer's unit kept; null for any other, and when the viewer may not read the document.</summary>
    public async Task<QuoteView?> QuotedAsync(Viewer by, QuoteId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return await QuoteAsync(by, "q.key = @Key and q.unit = @unit", new { id.Key, unit = by.Unit.Code }, stop);
    }

    /// <summary>The passage that a statement comes from, by the origin that the viewer reads; null when none is quoted, the source is withheld, or the viewer may not read the document.</summary>
    public async Task<QuoteView?> QuoteOfAsync(Viewer by, Origin origin, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(origin);
        return origin.Source is null ? null : await QuoteAsync(by, "q.key = (select quote from quote_use where recording = @Key)", new { origin.Recording.Key }, stop);
    }

    private async Task<QuoteView?> QuoteAsync(Viewer by, string where, object values, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var row = await connection.QuerySingleOrDefaultAsync<(long Key, long Document, long Page, string Passage)?>(new CommandDefinition(
            $"select q.key, q.document, q.page, q.passage from quote q where {where}", values, cancellationToken: stop));
        return row is var (key, document, page, passage) && await FindAsync(by, new DocumentId(document), stop) is { } found ? new QuoteView(new QuoteId(key), found.View, (int)page, passage) : null;
    }

    private static string Spaced(string text) => Fold.Plain(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}

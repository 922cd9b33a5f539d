using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Threading.Channels;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Documents;

/// <summary>
/// Documents of sources. A document has the marking and the regime of its source; only viewers whom the marking gives everything see it at all,
/// others get the same answer as for one that is not there. The same bytes under the same marking are kept once.
/// </summary>
public sealed partial class DocumentDesk(Archive archive, Recorder recorder, ActLog acts, DocumentFiles files, PageIndex index)
{
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<long, Turn> _turns = new();

    /// <summary>Documents of a source that the viewer may read, last added first.</summary>
    public async Task<IReadOnlyList<DocumentView>> OfSourceAsync(Viewer by, SourceId source, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        return await DocumentRow.VisibleAsync(archive, by, connection, "d.source = @Key order by d.key desc", new { source.Key }, stop);
    }

    /// <summary>One document, or <c>document.no-such-document</c>.</summary>
    public async Task<Result<DocumentView>> ShowAsync(Viewer by, DocumentId id, CancellationToken stop = default) =>
        await FindAsync(by, id, stop) is { View: var view } ? view : new Refusal("document.no-such-document");

    /// <summary>SHA-256 of a document's bytes, hexadecimal. Refuses <c>document.no-such-document</c>.</summary>
    public async Task<Result<string>> HashAsync(Viewer by, DocumentId id, CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not var (_, row)) return new Refusal("document.no-such-document");
        await using var bytes = await DocumentStream.OpenAsync(files.PathOf(row.File, DocumentFiles.Bytes), row.Secret, stop);
        return bytes.Header.Sha256;
    }

    /// <summary>The text of one page. Refuses <c>document.no-such-document</c> and <c>document.no-such-page</c>.</summary>
    public async Task<Result<TextPage>> PageAsync(Viewer by, DocumentId id, int number, CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not var (view, row)) return new Refusal("document.no-such-document");
        if (view.Text != TextState.Read || number < 1 || number > view.Pages) return new Refusal("document.no-such-page", ("page", $"{number}"), ("pages", $"{view.Pages}"));
        return await SealedPages.ReadAsync(files.PathOf(row.File, DocumentFiles.Pages), row.Secret, number, stop);
    }

    /// <summary>
    /// The bytes as they came, which the caller disposes. The act is durable before the first byte leaves. Refuses <c>document.no-such-document</c> and
    /// <c>document.not-exportable</c> (the marking keeps it in).
    /// </summary>
    public async Task<Result<Stream>> DownloadAsync(Viewer by, DocumentId id, CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not var (view, row)) return new Refusal("document.no-such-document");
        if (!view.Leaves) return new Refusal("document.not-exportable");
        await archive.Database.Writer.NoteAsync((connection, transaction) =>
            acts.WriteAsync(connection, transaction, by, "document.download", archive.Ids.Text(IdKind.Document, id.Key), new MarkingId(row.Source_Marking), new { bytes = row.Bytes }));
        return await DocumentStream.OpenAsync(files.PathOf(row.File, DocumentFiles.Bytes), row.Secret, stop);
    }

    /// <summary>Documents with a page on which all words, or the complete identifier, stand. Part of a search, which is an act of its own.</summary>
    /// <param name="reading">Who reads.</param>
    /// <param name="text">What is searched.</param>
    /// <param name="after">The <see cref="DocumentAnswer.Next"/> of the part before.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<DocumentAnswer> FindAsync(Reading reading, string text, string? after = null, int take = 10, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var (found, count, next) = await index.FindAsync(reading, text, after, take, stop);
        var hits = new List<DocumentHit>(found.Count);
        foreach (var (row, view, pages) in found)
        {
            var page = await SealedPages.ReadAsync(files.PathOf(row.File, DocumentFiles.Pages), row.Secret, pages[0], stop);
            hits.Add(new DocumentHit(view, pages, page.Name, Passages.Snippet(page.Lines, text)));
        }

        return new DocumentAnswer(hits, count, next);
    }

    /// <summary>Waits until a document was added since this was last asked, ten minutes at most.</summary>
    internal async Task ArrivedAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromMinutes(10));
        try
        {
            await _arrived.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nothing came; whoever waits looks for himself.
        }
    }

    private async Task<(DocumentView View, DocumentRow Row)?> FindAsync(Viewer by, DocumentId id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var row = await connection.QuerySingleOrDefaultAsync<DocumentRow>(new CommandDefinition($"{DocumentRow.Select} where d.key = @Key", new { id.Key }, cancellationToken: stop));
        return row is not null && row.Shows(archive, by) ? (row.View(archive, by), row) : null;
    }

    private static Task<byte[]> MarkKeyAsync(DbConnection connection, DbTransaction transaction) => KeptSecret.OfAsync(connection, transaction, "document-key");

    /// <summary>What stands for the bytes on the disk: nobody without the node's key can tell from it which bytes they are.</summary>
    private static byte[] MarkOf(byte[] key, long marking, string sha256) =>
        HMACSHA256.HashData(key, (byte[])[.. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(marking)), .. Convert.FromHexString(sha256)]);
}

/// <summary>Secrets of the node that are made when they are first needed.</summary>
internal static class KeptSecret
{
    /// <summary>The 32 bytes of a name.</summary>
    public static async Task<byte[]> OfAsync(DbConnection connection, DbTransaction transaction, string name)
    {
        await connection.ExecuteAsync("insert into node (name, value) values (@name, @value) on conflict (name) do nothing",
            new { name, value = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)) }, transaction);
        return Convert.FromHexString((await connection.ExecuteScalarAsync<string>("select value from node where name = @name", new { name }, transaction))!);
    }
}

/// <summary>A document as it is stored, with its file and source.</summary>
internal sealed record DocumentRow
{
    public const string Select =
        """
        select d.key, d.file, d.source, d.name, d.unit, d.added, f.marking, f.bytes, f.secret, f.text_state, f.text_note, f.pages, s.title, s.state, s.published, s.marking as source_marking
        from document d join document_file f on f.key = d.file join source s on s.key = d.source
        """;

    public long Key { get; init; }

    public long File { get; init; }

    public long Source { get; init; }

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public long Added { get; init; }

    /// <summary>The marking of the file.</summary>
    public long Marking { get; init; }

    /// <summary>The marking that the source has now.</summary>
    public long Source_Marking { get; init; }

    public long Bytes { get; init; }

    public byte[] Secret { get; init; } = [];

    public long Text_State { get; init; }

    public string? Text_Note { get; init; }

    public long Pages { get; init; }

    public string Title { get; init; } = "";

    public long State { get; init; }

    public long? Published { get; init; }

    /// <summary>Whether the viewer may read it: the source stands, the markings of file and source give everything, and it was there at the moment looked back to.</summary>
    public bool Shows(Archive archive, Viewer by) =>
        State == 1
        && archive.SightOf(by.Subject) is var sight
        && sight[Marking].Mode == Mode.Full
        && sight[Source_Marking].Mode == Mode.Full
        && (by.Known is not { } known || Added <= known.ToUnixTimeMilliseconds())
        && (by.AsOf is not { } day || Published <= new DateTimeOffset(day.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero).ToUnixTimeMilliseconds());

    public DocumentView View(Archive archive, Viewer by) => new(
        new DocumentId(Key), Name, new SourceId(Source), Title, Combined(archive), Bytes, (int)Pages, (TextState)Text_State,
        Text_Note is null ? null : ImportJson.Read<Problem>(Text_Note), Unit, DateTimeOffset.FromUnixTimeMilliseconds(Added))
    {
        Leaves = archive.SightOf(by.Subject) is var sight && (sight[Marking].Actions & sight[Source_Marking].Actions).HasFlag(Permission.Export),
    };

    private Marking Combined(Archive archive) =>
        Marking == Source_Marking ? archive.Markings[new MarkingId(Marking)] : Combine.All([archive.Markings[new MarkingId(Marking)], archive.Markings[new MarkingId(Source_Marking)]]);

    /// <summary>Those of a condition that the viewer may read.</summary>
    public static async Task<IReadOnlyList<DocumentView>> VisibleAsync(Archive archive, Viewer by, DbConnection connection, string where, object values, CancellationToken stop) =>
        [.. (await connection.QueryAsync<DocumentRow>(new CommandDefinition($"{Select} where {where}", values, cancellationToken: stop))).Where(r => r.Shows(archive, by)).Select(r => r.View(archive, by))];
}

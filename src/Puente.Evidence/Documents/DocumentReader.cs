using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Puente.Evidence.Datasets;
using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Documents;

/// <summary>
/// Reads the text of documents that wait for it, one after another, in a process of its own that can be lost, and throws away what nobody went on sending. A
/// document that cannot be read is kept, and says why.
/// </summary>
public sealed class DocumentReader(Archive archive, DocumentDesk desk, DocumentFiles files, PageIndex index, ITables tables, ILogger<DocumentReader>? log = null) : BackgroundService
{
    /// <summary>How long one document may be read, whatever progress it makes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    private static readonly TableOptions Options = new() { Limits = new TableLimits(ExpandedBytes: 512L << 20, MemoryBytes: 768L << 20, Seconds: 200) };

    /// <summary>Reads everything that waits. Gives how many documents were read, or could not be.</summary>
    public async Task<int> ReadWaitingAsync(CancellationToken stop = default)
    {
        var done = 0;
        for (; await NextAsync(stop) is { } file; done++)
        {
            var (pages, note) = (0, (Problem?)null);
            try
            {
                (pages, note) = await ReadAsync(file, stop);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log?.LogError(error, "The text of a document could not be read");
                note = new Problem(0, "", "document.failed");
            }

            await archive.Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
            {
                await connection.ExecuteAsync("update document_file set text_state = @state, text_note = @note, pages = @pages where key = @Key",
                    new { state = (long)(pages > 0 ? TextState.Read : TextState.Unread), note = note is null ? null : ImportJson.Write(note), pages = (long)pages, file.Key }, transaction);
                // Its source may have moved to another marking while it was read.
                await connection.ExecuteAsync(
                    "update page_word set marking = (select marking from document_file where key = @Key) where file = @Key and marking <> (select marking from document_file where key = @Key)", new { file.Key }, transaction);
            });
        }

        return done;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var cleaned = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                if (archive.Clock.GetUtcNow() - cleaned >= TimeSpan.FromHours(1))
                {
                    PlainFile.Clean(files);
                    await desk.CleanAsync(stoppingToken);
                    cleaned = archive.Clock.GetUtcNow();
                }

                await ReadWaitingAsync(stoppingToken);
                await desk.ArrivedAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log?.LogError(error, "Documents could not be read or cleaned; it is tried again");
                await Task.Delay(PauseAfterFault, archive.Clock, stoppingToken);
            }
    }

    private async Task<Waiting?> NextAsync(CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return await connection.QueryFirstOrDefaultAsync<Waiting>(new CommandDefinition("select key, marking, bytes, secret from document_file where text_state = 0 order by key limit 1", cancellationToken: stop));
    }

    private async Task<(int Pages, Problem? Note)> ReadAsync(Waiting file, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Longest);
        var (temporary, pages, note) = (files.Temporary(), 0, (Problem?)null);
        try
        {
            using var plain = await PlainFile.OpenAsync(files, file, stop);
            await using (var to = File.Create(temporary))
            using (var blocks = new SealedBlockWriter(to, file.Secret, BlockContent.Pages))
            {
                (pages, note) = await SealAsync(plain.Path, blocks, patience.Token);
                await blocks.FinishAsync(stop);
                to.Flush(flushToDisk: true);
            }

            if (pages == 0) return (0, note ?? new Problem(0, "", "document.no-text"));
            File.Move(temporary, files.PathOf(file.Key, DocumentFiles.Pages), overwrite: true);
            await index.WriteAsync(file.Key, file.Marking, SealedPages.ReadAllAsync(files.PathOf(file.Key, DocumentFiles.Pages), file.Secret, stop), stop);
            return (pages, note);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (0, new Problem(0, "", "document.too-slow"));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Seals the pages as they come; the note says why the last are missing, or that single ones could not be read.</summary>
    private async Task<(int Pages, Problem? Note)> SealAsync(string path, SealedBlockWriter blocks, CancellationToken stop)
    {
        var opened = await tables.OpenAsync(path, Options, stop);
        if (opened.Table is not { } table) return (0, Told(opened.Fault));
        await using (table)
        {
            var (pages, lines, number, unread) = (0, new List<TableRow>(), "", (Problem?)null);
            var anything = false;
            while (await table.NextAsync(stop) is { } rows)
                foreach (var row in rows)
                {
                    if (row.Cells[AnyTable.Page] != number) await PageAsync();
                    number = row.Cells[AnyTable.Page];
                    lines.Add(row);
                }

            await PageAsync();
            var note = Told(table.Fault) ?? unread;
            return anything ? (pages, note) : (0, note);

            async Task PageAsync()
            {
                if (lines.Count == 0) return;
                var problem = lines[0].Cells[AnyTable.Unread];
                if (problem.Length > 0) unread ??= new Problem(0, "", problem, ("page", number));
                var text = lines.Select(l => l.Cells[AnyTable.Text]).ToList();
                anything |= text.Exists(t => t.Length > 0);
                var sure = lines.Min(l => int.TryParse(l.Cells[AnyTable.Confidence], System.Globalization.CultureInfo.InvariantCulture, out var confidence) ? confidence : 0);
                await blocks.AddAsync(SealedPages.Pack(new TextPage(++pages, lines[0].Cells[AnyTable.Name], text, sure, problem)), stop);
                lines.Clear();
            }
        }
    }

    /// <summary>What is wrong with a document, where the reading process says it in words for tables.</summary>
    private static Problem? Told(Problem? fault) => fault?.Code switch
    {
        "table.reader-died" => new Problem(0, "", "document.reader-lost"),
        "table.reader-stuck" => new Problem(0, "", "document.too-slow"),
        "table.too-much-memory" or "table.expands-too-much" => new Problem(0, "", "document.too-big-to-read"),
        { } code when code.StartsWith("table.", StringComparison.Ordinal) => new Problem(0, "", "document.broken"),
        _ => fault,
    };

    private sealed record Waiting(long Key, long Marking, long Bytes, byte[] Secret);

    /// <summary>
    /// The plain bytes for the reading process, for as long as it reads: in memory where the machine offers a folder that lies there and has room, else in the
    /// machine's own folder for such things, for this user alone.
    /// </summary>
    private sealed class PlainFile : IDisposable
    {
        private const string InMemory = "/dev/shm";
        private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        private readonly DirectoryInfo _folder;

        private PlainFile(DirectoryInfo folder) => _folder = folder;

        public string Path => System.IO.Path.Combine(_folder.FullName, "document");

        public static async Task<PlainFile> OpenAsync(DocumentFiles files, Waiting of, CancellationToken stop)
        {
            var path = System.IO.Path.Combine(Place(of.Bytes), files.PlainName + RandomNumberGenerator.GetHexString(16, lowercase: true));
            var plain = new PlainFile(OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, Own));
            try
            {
                await using var from = await DocumentStream.OpenAsync(files.PathOf(of.Key, DocumentFiles.Bytes), of.Secret, stop);
                await using var to = File.Create(plain.Path);
                await from.CopyToAsync(to, stop);
                return plain;
            }
            catch
            {
                plain.Dispose();
                throw;
            }
        }

        /// <summary>Takes away what a kill left of this node's; what cannot be taken away now is tried again the next time.</summary>
        public static void Clean(DocumentFiles files)
        {
            foreach (var place in new[] { InMemory, System.IO.Path.GetTempPath() }.Where(Directory.Exists))
                foreach (var left in Directory.GetDirectories(place, files.PlainName + "*")) Drop(new DirectoryInfo(left));
        }

        public void Dispose() => Drop(_folder);

        private static void Drop(DirectoryInfo folder)
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The hourly turn takes it.
            }
        }

        private static string Place(long bytes) =>
            Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace > (3 * bytes) + (64L << 20) ? InMemory : System.IO.Path.GetTempPath();
    }
}

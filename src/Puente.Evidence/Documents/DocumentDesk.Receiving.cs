using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Documents;

/// <content>
/// Sending a document in parts: begin, append at an offset as often as the line breaks, finish with the hash. What is here survives a restart of the
/// node, sealed under a key of its own, and is thrown away a week after the last part came.
/// </content>
public sealed partial class DocumentDesk
{
    /// <summary>Bytes that one document may have.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>Documents that an officer may be sending at the same time.</summary>
    public const int MostAtOnce = 20;

    /// <summary>How long what is here of a document waits for the next part.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const long Spare = 512L << 20;
    private static readonly TimeSpan Young = TimeSpan.FromHours(1);

    /// <summary>
    /// Begins to receive a document. Refuses <c>record.no-such-source</c>, what recording under the source's marking refuses, <c>document.empty</c>,
    /// <c>document.too-large</c>, <c>document.too-many</c> (the officer is sending <see cref="MostAtOnce"/> already) and <c>document.no-room</c>.
    /// </summary>
    public async Task<Result<DocumentUpload>> BeginAsync(Viewer by, SourceId source, string name, long bytes, CancellationToken stop = default)
    {
        if (await MayAddAsync(by, source, stop) is { } refusal) return refusal;
        if (bytes <= 0) return new Refusal("document.empty");
        if (bytes > MostBytes) return new Refusal("document.too-large", ("megabytes", $"{MostBytes >> 20}"));
        if (files.Room() < (2 * bytes) + Spare) return new Refusal("document.no-room");
        var row = new UploadRow(archive.Keys.Next(), source.Key, by.Unit.Code, by.Officer.Id.Key, Named(name), bytes, SealedBlocks.NewKey(), Now, Now, null);
        return await archive.Database.Writer.WriteAsync<Result<DocumentUpload>>(Lane.Prompt, async (connection, transaction) =>
        {
            if (await connection.ExecuteScalarAsync<long>("select count(*) from document_upload where officer = @Officer and document is null", new { row.Officer }, transaction) >= MostAtOnce)
                return new Refusal("document.too-many", ("most", $"{MostAtOnce}"));
            await connection.ExecuteAsync(
                "insert into document_upload (key, source, unit, officer, name, bytes, secret, begun, touched) values (@Key, @Source, @Unit, @Officer, @Name, @Bytes, @Secret, @Begun, @Touched)", row, transaction);
            return row.View(0);
        });
    }

    /// <summary>How far a document has come that this officer is sending. Refuses <c>document.no-such-upload</c>.</summary>
    public async Task<Result<DocumentUpload>> UploadAsync(Viewer by, DocumentUploadId id, CancellationToken stop = default) =>
        await UploadRowAsync(by, id, stop) is { Document: null } row ? row.View(await Incoming(row).OffsetAsync(stop)) : new Refusal("document.no-such-upload");

    /// <summary>Documents that this officer is sending to a source.</summary>
    public async Task<IReadOnlyList<DocumentUpload>> UploadsAsync(Viewer by, SourceId source, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<UploadRow>(new CommandDefinition(
            $"{UploadRow.Select} where source = @Key and officer = @officer and unit = @unit and document is null order by key", new { source.Key, officer = by.Officer.Id.Key, unit = by.Unit.Code }, cancellationToken: stop));
        var uploads = new List<DocumentUpload>();
        foreach (var row in rows) uploads.Add(row.View(await Incoming(row).OffsetAsync(stop)));
        return uploads;
    }

    /// <summary>
    /// Adds what comes at an offset. When the line breaks, what came until then stays: the end of the line shows in <paramref name="bytes"/>, behind the last that came, so <paramref name="stop"/> should not be
    /// what tells that the line broke. A part that comes while the one before still hangs ends that one.
    /// Refuses <c>document.no-such-upload</c>, <c>document.offset</c> (another number of bytes is here) and <c>document.beyond</c> (more came than was announced; nothing
    /// beyond is kept).
    /// </summary>
    public async Task<Result<DocumentUpload>> AppendAsync(Viewer by, DocumentUploadId id, long offset, Stream bytes, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (await UploadRowAsync(by, id, stop) is not { Document: null } row) return new Refusal("document.no-such-upload");
        return await AloneAsync<Result<DocumentUpload>>(row.Key, async alone =>
        {
            var incoming = Incoming(row);
            var here = await incoming.OffsetAsync(alone);
            if (here != offset) return new Refusal("document.offset", ("offset", $"{here}"));
            await archive.Database.Writer.NoteAsync((connection, transaction) =>
                connection.ExecuteAsync("update document_upload set touched = @Now where key = @Key", new { Now, row.Key }, transaction));
            if (await incoming.AppendAsync(bytes, row.Bytes - here, alone)) return new Refusal("document.beyond", ("bytes", $"{row.Bytes}"));
            return (row with { Touched = Now }).View(await incoming.OffsetAsync(alone));
        }, stop);
    }

    /// <summary>
    /// Makes the document, once every byte is here and has the hash. The same file of the same source is one document. Asked again for a week, because the
    /// answer was lost, it answers the same. Refuses <c>document.no-such-upload</c>,
    /// <c>document.hash</c> (not 64 hexadecimal digits), <c>document.unfinished</c>, <c>document.hash-differs</c> (what came is thrown away: begin again), and what
    /// <see cref="BeginAsync"/> refuses of source and viewer.
    /// </summary>
    public async Task<Result<DocumentId>> FinishAsync(Viewer by, DocumentUploadId id, string sha256, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (await UploadRowAsync(by, id, stop) is not { } asked) return new Refusal("document.no-such-upload");
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit)) return new Refusal("document.hash");
        if (await MayAddAsync(by, new SourceId(asked.Source), stop) is { } refusal) return refusal;
        return await AloneAsync<Result<DocumentId>>(asked.Key, async alone =>
        {
            // Whoever asked before may have made it meanwhile.
            if (await UploadRowAsync(by, id, alone) is not { } row) return new Refusal("document.no-such-upload");
            if (row.Document is { } made) return await AgainAsync(by, new DocumentId(made), sha256, alone);
            var incoming = Incoming(row);
            var here = await incoming.OffsetAsync(alone);
            if (here < row.Bytes) return new Refusal("document.unfinished", ("offset", $"{here}"), ("bytes", $"{row.Bytes}"));
            var kept = await KeepAsync(by, row, sha256.ToLowerInvariant(), incoming.ReadAsync(alone), alone);
            if (kept.IsOk) File.Delete(files.PathOf(row.Key, DocumentFiles.Part));
            else if (kept.Refusal!.Code == "document.hash-differs") await DropAsync(row.Key);
            return kept;
        }, stop);
    }

    private async Task<Result<DocumentId>> AgainAsync(Viewer by, DocumentId made, string sha256, CancellationToken stop)
    {
        var hash = await HashAsync(by, made, stop);
        if (hash.Refusal is { } refusal) return refusal;
        return hash.Value.Equals(sha256, StringComparison.OrdinalIgnoreCase) ? made : new Refusal("document.hash-differs");
    }

    /// <summary>Throws away what is here of a document. Refuses <c>document.no-such-upload</c>.</summary>
    public async Task<Result<Done>> CancelAsync(Viewer by, DocumentUploadId id, CancellationToken stop = default)
    {
        if (await UploadRowAsync(by, id, stop) is not { Document: null } row) return new Refusal("document.no-such-upload");
        await AloneAsync(row.Key, async alone =>
        {
            if (await UploadRowAsync(by, id, alone) is { Document: null }) await DropAsync(row.Key);
            return new Done();
        }, stop);
        return new Done();
    }

    /// <summary>Receives a document in one go. Refuses as <see cref="BeginAsync"/>; <c>document.too-large</c> also when more comes than one may have.</summary>
    public async Task<Result<DocumentId>> AddAsync(Viewer by, SourceId source, string name, long bytes, Stream content, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var begun = await BeginAsync(by, source, name, bytes, stop);
        if (begun.Refusal is { } refusal) return refusal;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var hashed = new HashedStream(content, hash);
        var appended = await AppendAsync(by, begun.Value.Id, 0, hashed, stop);
        if (appended.Refusal is not { } failed) return await FinishAsync(by, begun.Value.Id, Convert.ToHexStringLower(hash.GetHashAndReset()), stop);
        await DropAsync(begun.Value.Id.Key);
        return failed;
    }

    /// <summary>Throws away what nobody went on sending, passages that nobody used for a month, and files that no row names. Gives how many went.</summary>
    internal async Task<int> CleanAsync(CancellationToken stop)
    {
        var old = Now - (long)Kept.TotalMilliseconds;
        await using var connection = await archive.Database.OpenAsync(stop);
        var expired = (await connection.QueryAsync<long>(new CommandDefinition("select key from document_upload where touched < @old", new { old }, cancellationToken: stop))).ToList();
        foreach (var key in expired) await DropAsync(key);
        await archive.Database.Writer.NoteAsync((open, transaction) => open.ExecuteAsync(
            "delete from quote where made < @old and not exists (select 1 from quote_use u where u.quote = quote.key)", new { old = Now - (long)TimeSpan.FromDays(30).TotalMilliseconds }, transaction));
        var ownerless = await archive.Database.Writer.WriteAsync(Lane.Bulk, DropOwnerlessAsync);
        if (expired.Count + ownerless > 0)
            await archive.Database.Writer.NoteAsync((open, transaction) => acts.WriteAsync(open, transaction, 0, "", "administration", "document.clean", "", null, new { expired = expired.Count, ownerless }));
        return expired.Count + ownerless;
    }

    /// <summary>
    /// Deletes files that no row names. In the writer's turn, files before rows, and none that is young: a file lies there before its row is committed, and one
    /// that came after the rows were read would look as if it had none.
    /// </summary>
    private async Task<int> DropOwnerlessAsync(DbConnection connection, DbTransaction transaction)
    {
        var old = archive.Clock.GetUtcNow().UtcDateTime - Young;
        var there = files.All().Where(f => File.GetLastWriteTimeUtc(f.Path) < old).ToList();
        var uploads = (await connection.QueryAsync<long>("select key from document_upload", transaction: transaction)).ToHashSet();
        var kept = (await connection.QueryAsync<long>("select key from document_file", transaction: transaction)).ToHashSet();
        var ownerless = there.Where(f => !(f.Kind == DocumentFiles.Part ? uploads : kept).Contains(f.Key)).ToList();
        foreach (var file in ownerless) File.Delete(file.Path);
        return ownerless.Count;
    }

    private long Now => archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<Refusal?> MayAddAsync(Viewer by, SourceId id, CancellationToken stop)
    {
        var reading = await archive.ReadAsync(by, stop);
        if (await reading.SourceAsync(id, stop) is not { Withdrawn: false } source) return new Refusal("record.no-such-source");
        return recorder.MayRecord(by, source.Marking);
    }

    private async Task<Result<DocumentId>> KeepAsync(Viewer by, UploadRow row, string sha256, IAsyncEnumerable<ReadOnlyMemory<byte>> bytes, CancellationToken stop)
    {
        var (secret, temporary) = (SealedBlocks.NewKey(), files.Temporary());
        try
        {
            if (!await SealAsync(temporary, secret, new DocumentHeader(row.Bytes, sha256), bytes, stop)) return new Refusal("document.hash-differs");
            var kept = await archive.Database.Writer.WriteAsync<Result<DocumentId>>(Lane.Prompt, async (connection, transaction) =>
            {
                if (!await Recorder.SourceStandsAsync(connection, transaction, new SourceId(row.Source))) return new Refusal("record.no-such-source");
                var marking = await connection.ExecuteScalarAsync<long>("select marking from source where key = @Source", new { row.Source }, transaction);
                var mark = MarkOf(await MarkKeyAsync(connection, transaction), marking, sha256);
                var file = await connection.ExecuteScalarAsync<long?>("select key from document_file where mark = @mark", new { mark }, transaction) ?? await MakeFileAsync(connection, transaction, mark, marking, row.Bytes, secret, temporary);
                if (await connection.ExecuteScalarAsync<long?>("select key from document where source = @Source and file = @file", new { row.Source, file }, transaction) is { } there) return await MadeAsync(there);
                var key = archive.Keys.Next();
                await connection.ExecuteAsync("insert into document (key, file, source, name, unit, officer, added) values (@key, @file, @Source, @Name, @Unit, @Officer, @Now)",
                    new { key, file, row.Source, row.Name, row.Unit, row.Officer, Now }, transaction);
                await acts.WriteAsync(connection, transaction, by, "document.add", archive.Ids.Text(IdKind.Document, key), new MarkingId(marking), new { bytes = row.Bytes, mark = Convert.ToHexStringLower(mark) });
                return await MadeAsync(key);

                async Task<DocumentId> MadeAsync(long document)
                {
                    await connection.ExecuteAsync("update document_upload set document = @document where key = @Key", new { document, row.Key }, transaction);
                    return new DocumentId(document);
                }
            });
            _arrived.Writer.TryWrite(true);
            return kept;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<long> MakeFileAsync(DbConnection connection, DbTransaction transaction, byte[] mark, long marking, long bytes, byte[] secret, string temporary)
    {
        var key = archive.Keys.Next();
        File.Move(temporary, files.PathOf(key, DocumentFiles.Bytes), overwrite: true);
        await connection.ExecuteAsync("insert into document_file (key, mark, marking, bytes, secret, text_state, pages, made) values (@key, @mark, @marking, @bytes, @secret, 0, 0, @Now)",
            new { key, mark, marking, bytes, secret, Now }, transaction);
        return key;
    }

    private static async Task<bool> SealAsync(string path, byte[] secret, DocumentHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> bytes, CancellationToken stop)
    {
        await using var sealer = await DocumentSealer.BeginAsync(path, secret, header, stop);
        try
        {
            await foreach (var part in bytes.WithCancellation(stop)) await sealer.AddAsync(part, stop);
        }
        catch (CryptographicException)
        {
            // What lies on the disk is not what was received: the same as a wrong hash.
            return false;
        }

        return await sealer.FinishAsync(stop) == header.Sha256;
    }

    private async Task DropAsync(long key)
    {
        await archive.Database.Writer.NoteAsync((connection, transaction) => connection.ExecuteAsync("delete from document_upload where key = @key", new { key }, transaction));
        File.Delete(files.PathOf(key, DocumentFiles.Part));
    }

    private IncomingFile Incoming(UploadRow row) => new(files.PathOf(row.Key, DocumentFiles.Part), row.Secret);

    private async Task<UploadRow?> UploadRowAsync(Viewer by, DocumentUploadId id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        return await connection.QuerySingleOrDefaultAsync<UploadRow>(new CommandDefinition(
            $"{UploadRow.Select} where key = @Key and officer = @officer and unit = @unit", new { id.Key, officer = by.Officer.Id.Key, unit = by.Unit.Code }, cancellationToken: stop));
    }

    /// <summary>Runs work on an upload alone: what still hangs of the part before is ended first, and what it received is written.</summary>
    private async Task<T> AloneAsync<T>(long key, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        using var turn = new Turn(stop);
        while (!_turns.TryAdd(key, turn))
            if (_turns.TryGetValue(key, out var other)) await other.EndAsync();
        try
        {
            return await work(turn.Stop);
        }
        finally
        {
            _turns.TryRemove(key, out _);
            turn.Over();
        }
    }

    private static string Named(string name)
    {
        var plain = new string([.. Path.GetFileName(name.Replace('\\', '/')).Select(Parsing.PageFiller.Harmless)]).Trim();
        return plain.Length == 0 ? "document" : plain[..Math.Min(plain.Length, 200)];
    }

    private sealed record UploadRow(long Key, long Source, string Unit, long Officer, string Name, long Bytes, byte[] Secret, long Begun, long Touched, long? Document)
    {
        public const string Select = "select key, source, unit, officer, name, bytes, secret, begun, touched, document from document_upload";

        public DocumentUpload View(long offset) => new(new DocumentUploadId(Key), new SourceId(Source), Name, Bytes, offset, DateTimeOffset.FromUnixTimeMilliseconds(Touched) + Kept);
    }

    /// <summary>Work on one upload, which the next can end.</summary>
    private sealed class Turn(CancellationToken stop) : IDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Stop => _stop.Token;

        public void Over() => _over.SetResult();

        public async Task EndAsync()
        {
            try
            {
                await _stop.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself.
            }

            await _over.Task;
        }

        public void Dispose() => _stop.Dispose();
    }
}

/// <summary>Hashes what is read through it.</summary>
internal sealed class HashedStream(Stream from, IncrementalHash hash) : ReadThrough
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await from.ReadAsync(buffer, cancellationToken);
        hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = from.Read(buffer);
        hash.AppendData(buffer[..read]);
        return read;
    }
}

using System.Buffers;
using System.Text.Json;

namespace Puente.Evidence.Import.Tables;

/// <summary>The reading process: parses one foreign file and writes frames of text cells. Knows no store, no viewer, no key.</summary>
public static class TableChild
{
    /// <summary>The hidden command under which the executable calls <see cref="RunAsync(Stream, Stream, CancellationToken)"/>.</summary>
    public const string Command = "read-table";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { IncludeFields = true };

    /// <summary>Reads a request (JSON: path and options) from <paramref name="input"/> and answers with frames on <paramref name="output"/>.</summary>
    /// <returns>0 when everything was said in frames, even that the file is bad.</returns>
    public static Task<int> RunAsync(Stream input, Stream output, CancellationToken stop) => RunAsync(input, output, new LocalTables(), stop);

    /// <summary>The same for files that a room knows how to open.</summary>
    /// <param name="input">The request.</param>
    /// <param name="output">The frames.</param>
    /// <param name="tables">Opens the file in this process.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<int> RunAsync(Stream input, Stream output, ITables tables, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var request = await JsonSerializer.DeserializeAsync<Request>(input, Json, stop) ?? throw new InvalidDataException("No request.");
        var opened = await tables.OpenAsync(request.Path, request.Options, stop);
        if (opened.Table is not { } table)
        {
            await EndAsync(output, opened.Fault, stop);
            return 0;
        }
        await using (table)
        {
            await Frames.WriteAsync(output, FrameKind.Head, JsonSerializer.SerializeToUtf8Bytes(table.Head, Json), stop);
            var buffer = new ArrayBufferWriter<byte>(256 * 1024);
            while (await table.NextAsync(stop) is { } rows)
            {
                buffer.ResetWrittenCount();
                RowFrames.Write(buffer, rows, table.Done);
                await Frames.WriteAsync(output, FrameKind.Rows, buffer.WrittenMemory, stop);
            }
            await EndAsync(output, table.Fault, stop);
        }
        return 0;
    }

    private static Task EndAsync(Stream output, Problem? fault, CancellationToken stop) =>
        Frames.WriteAsync(output, FrameKind.End, JsonSerializer.SerializeToUtf8Bytes(fault, Json), stop);

    /// <summary>What the parent asks for.</summary>
    internal sealed record Request(string Path, TableOptions Options);
}

using System.Buffers;
using System.Text.Json;

namespace Puente.Evidence.Import.Tables;

/// <summary>The reading process: parses one foreign file and writes frames of text cells. Knows no store, no viewer, no key.</summary>
public static class TableChild
{
    /// <summary>The hidden command under which the executable calls <see cref="RunAsync"/>.</summary>
    public const string Command = "read-table";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { IncludeFields = true };

    /// <summary>Reads a request (JSON: path and options) from <paramref name="input"/> and answers with frames on <paramref name="output"/>.</summary>
    /// <returns>0 when everything was said in frames, even that the file is bad.</returns>
    public static async Task<int> RunAsync(Stream input, Stream output, CancellationToken stop)
    {
        var request = await JsonSerializer.DeserializeAsync<Request>(input, Json, stop) ?? throw new InvalidDataException("No request.");
        var opened = await new LocalTables().OpenAsync(request.Path, request.Options, stop);
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

using System.Buffers;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Puente.Evidence.Keeping;

/// <summary>Rows of a table as lines of JSON arrays, out and in.</summary>
internal static class TableLines
{
    private const int Flush = 64 << 10;

    /// <summary>Writes every row of the reader; returns how many, and the hash of the lines.</summary>
    public static async Task<(long Rows, string Sha256)> WriteAsync(DbDataReader reader, IReadOnlyList<BackupColumn> columns, Stream to, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(Flush * 2);
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var rows = 0L;
        while (await reader.ReadAsync(stop))
        {
            json.Reset();
            json.WriteStartArray();
            for (var i = 0; i < columns.Count; i++)
            {
                if (await reader.IsDBNullAsync(i, stop)) json.WriteNullValue();
                else if (columns[i].Type == "bigint") json.WriteNumberValue(reader.GetInt64(i));
                else if (columns[i].Type == "text") json.WriteStringValue(reader.GetString(i));
                else json.WriteBase64StringValue(reader.GetFieldValue<byte[]>(i));
            }

            json.WriteEndArray();
            await json.FlushAsync(stop);
            buffer.Write("\n"u8);
            rows++;
            if (buffer.WrittenCount >= Flush) await DrainAsync();
        }

        await DrainAsync();
        return (rows, Convert.ToHexStringLower(hash.GetHashAndReset()));

        async Task DrainAsync()
        {
            hash.AppendData(buffer.WrittenSpan);
            await to.WriteAsync(buffer.WrittenMemory, stop);
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Reads lines as rows of long, string, byte[] or null, adding every line to the hash.</summary>
    /// <exception cref="InvalidDataException">A line is not a row of these columns.</exception>
    public static async IAsyncEnumerable<object?[]> ReadAsync(Stream from, IReadOnlyList<BackupColumn> columns, IncrementalHash hash)
    {
        using var lines = new StreamReader(from, Encoding.UTF8, false, Flush);
        while (await lines.ReadLineAsync() is { } line)
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            hash.AppendData(bytes);
            yield return Row(bytes, columns);
        }
    }

    private static object?[] Row(byte[] line, IReadOnlyList<BackupColumn> columns)
    {
        var row = new object?[columns.Count];
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            for (var i = 0; i < row.Length; i++)
            {
                json.Read();
                row[i] = json.TokenType == JsonTokenType.Null ? null
                    : columns[i].Type == "bigint" ? json.GetInt64()
                    : columns[i].Type == "text" ? json.GetString()
                    : json.GetBytesFromBase64();
            }

            if (!json.Read() || json.TokenType != JsonTokenType.EndArray) throw new InvalidDataException("A row of the backup has more columns than its table.");
            return row;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("A line of the backup is not a row of its table.", error);
        }
    }
}

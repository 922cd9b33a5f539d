namespace Puente.Evidence.Import.Tables;

/// <summary>Opens tables of any known format inside this process. For the reading process and for bytes that this program wrote itself;
/// foreign bytes go through <see cref="ChildTables"/>.</summary>
internal static class TableSource
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="TableException">The file as a whole cannot be read.</exception>
    public static ITable Open(string path, TableOptions options)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024);
        try
        {
            if (file.Length == 0)
                throw TableException.Of("table.empty");
            switch (options.Format ?? FormatOf(file))
            {
                case TableFormat.Workbook:
                    return new FileTable(file, WorkbookTable.Open(file, options));
                case TableFormat.JsonLines:
                    return new FileTable(file, JsonLinesTable.Open(file, options));
                case TableFormat.Parquet:
                    file.Dispose();
                    return ParquetTable.Open(path, options);
                default:
                    return new FileTable(file, DelimitedTable.Open(file, options));
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The format by the first bytes; what is nothing else is delimited text.</summary>
    private static TableFormat FormatOf(Stream file)
    {
        var head = new byte[Math.Min(4096, file.Length)];
        file.ReadExactly(head);
        file.Position = 0;
        return head.AsSpan() switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => TableFormat.Workbook,
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => TableFormat.Parquet,
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw TableException.Of("table.old-workbook"),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => throw TableException.Of("table.not-a-table"),
            var bytes => FirstLetter(bytes) == '{' ? TableFormat.JsonLines : TableFormat.Delimited,
        };
    }

    private static char FirstLetter(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        var at = head.IndexOfAnyExcept(" \t\r\n"u8);
        return at < 0 ? '\0' : (char)head[at];
    }

    /// <summary>Closes the file with its table.</summary>
    private sealed class FileTable(FileStream file, ITable table) : ITable
    {
        public TableHead Head => table.Head;

        public Problem? Fault => table.Fault;

        public double Done => table.Done;

        public ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop) => table.NextAsync(stop);

        public async ValueTask DisposeAsync()
        {
            await table.DisposeAsync();
            await file.DisposeAsync();
        }
    }
}

using System.Globalization;
using DuckDB.NET.Data;

namespace Puente.Evidence.Datasets;

/// <summary>Plain Parquet written by this program, in a private folder that goes with the object.</summary>
internal sealed class DatasetFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("puente-dataset-");
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public DatasetFile()
    {
        _connection.Open();
        Run($"set threads = 1; set memory_limit = '256MB'; set temp_directory = '{_folder.FullName}'; set autoinstall_known_extensions = false; set autoload_known_extensions = false");
    }

    /// <summary>The Parquet file.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "rows.parquet");

    /// <summary>Writes rows under the types of their columns.</summary>
    public async Task WriteAsync(IReadOnlyList<DatasetColumn> columns, IAsyncEnumerable<DatasetRow> rows, CancellationToken stop)
    {
        Run($"create table t (row_number bigint, line bigint, {string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"c{i} varchar")))})");
        using (var appender = _connection.CreateAppender("t"))
            await foreach (var row in rows.WithCancellation(stop))
            {
                var line = appender.CreateRow().AppendValue(row.Number).AppendValue(row.Line);
                foreach (var cell in row.Cells)
                    line.AppendValue(cell);
                line.EndRow();
            }
        var typed = columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"cast(nullif(c{i}, '') as {c.Sql}) as {Name(c.Name)}"));
        Run($"copy (select row_number, line, {string.Join(", ", typed)} from t order by row_number) to '{Path}' (format parquet, compression zstd)");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Name(string column) => "\"" + column.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

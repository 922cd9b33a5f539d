using System.Globalization;
using DuckDB.NET.Data;

namespace Puente.Evidence.Datasets;

/// <summary>Parquet written and read by this program, in a private folder that goes with the object.</summary>
internal sealed class DatasetFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("puente-dataset-");
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public DatasetFile()
    {
        _connection.Open();
        Run($"set threads = 1; set memory_limit = '256MB'; set temp_directory = '{_folder.FullName}'; set autoinstall_known_extensions = false; set autoload_known_extensions = false");
    }

    /// <summary>The plain Parquet file.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "rows.parquet");

    /// <summary>Makes room for rows.</summary>
    public DuckDBAppender Begin(IReadOnlyList<DatasetColumn> columns)
    {
        Run($"create table t (row_number bigint, line bigint, {string.Join(", ", columns.Select((_, i) => $"c{i} varchar"))})");
        return _connection.CreateAppender("t");
    }

    /// <summary>Writes the rows as Parquet under their types.</summary>
    public void Write(IReadOnlyList<DatasetColumn> columns) =>
        Run($"copy (select row_number, line, {string.Join(", ", columns.Select((c, i) => $"cast(nullif(c{i}, '') as {c.Sql}) as {Name(c.Name)}"))} from t order by row_number) to '{Path}' (format parquet, compression zstd)");

    /// <summary>Reads rows by number.</summary>
    public IReadOnlyList<DatasetRow> Read(IReadOnlyList<DatasetColumn> columns, long after, int take)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"select row_number, line, {string.Join(", ", columns.Select(c => $"coalesce(cast({Name(c.Name)} as varchar), '')"))} from read_parquet('{Path}') where row_number > {after} order by row_number limit {take}");
        using var reader = command.ExecuteReader();
        var rows = new List<DatasetRow>();
        while (reader.Read())
            rows.Add(new DatasetRow(reader.GetInt64(0), reader.GetInt64(1), [.. columns.Select((_, i) => reader.GetString(i + 2))]));
        return rows;
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

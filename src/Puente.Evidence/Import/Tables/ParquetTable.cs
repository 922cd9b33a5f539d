using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace Puente.Evidence.Import.Tables;

/// <summary>Apache Parquet through an in-memory DuckDB that may see this one file and nothing else: no network, no extensions, one thread,
/// bounded memory, its configuration locked. Only ever opened in the reading process, or in tests.</summary>
internal sealed class ParquetTable : ITable
{
    private const int BatchRows = 1000;
    private readonly DuckDBConnection _connection;
    private readonly DbDataReader _reader;
    private readonly TableLimits _limits;
    private readonly TextPool _pool = new();
    private readonly long _count;
    private long _row;

    private ParquetTable(DuckDBConnection connection, DbDataReader reader, TableHead head, long count, TableLimits limits) =>
        (_connection, _reader, Head, _count, _limits) = (connection, reader, head, count, limits);

    /// <inheritdoc/>
    public TableHead Head { get; }

    /// <inheritdoc/>
    public Problem? Fault { get; private set; }

    /// <inheritdoc/>
    public double Done => (double)_row / Math.Max(1, _count);

    /// <summary>Opens a file by its path.</summary>
    /// <exception cref="TableException">Not Parquet, or too wide.</exception>
    public static ParquetTable Open(string path, TableOptions options)
    {
        var file = Quote(Path.GetFullPath(path));
        var connection = new DuckDBConnection("DataSource=:memory:");
        try
        {
            connection.Open();
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"""
                set threads = 1;
                set memory_limit = '{options.Limits.MemoryBytes / 2 / 1024 / 1024}MB';
                set autoinstall_known_extensions = false;
                set autoload_known_extensions = false;
                set allow_community_extensions = false;
                set temp_directory = '';
                set allowed_paths = [{file}];
                set enable_external_access = false;
                set lock_configuration = true;
                """));
            var (columns, problems, select) = Describe(connection, file, options.Limits);
            var command = connection.CreateCommand();
            command.CommandText = $"select {select} from read_parquet({file})";
            command.UseStreamingMode = true;
            var head = new TableHead(TableFormat.Parquet, columns) { Problems = problems };
            var count = Count(connection, file);
            return new ParquetTable(connection, command.ExecuteReader(), head, count, options.Limits);
        }
        catch (DuckDBException)
        {
            connection.Dispose();
            throw TableException.Of("table.parquet-broken");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var rows = new List<TableRow>(BatchRows);
        try
        {
            while (Fault is null && rows.Count < BatchRows && _reader.Read())
                rows.Add(Row());
        }
        catch (DuckDBException)
        {
            Fault = new Problem(_row, "", "table.parquet-broken");
        }
        return ValueTask.FromResult<IReadOnlyList<TableRow>?>(rows.Count == 0 ? null : rows);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private TableRow Row()
    {
        _row++;
        Problem? flaw = null;
        var cells = new string[Head.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var text = _reader.IsDBNull(i) ? "" : _reader.GetString(i);
            if (text.Length > _limits.CellCharacters)
                flaw ??= new Problem(_row, Head.Columns[i], "row.cell-too-long");
            else if (text.Contains('\0', StringComparison.Ordinal))
                flaw ??= new Problem(_row, Head.Columns[i], "row.nul");
            cells[i] = _pool.Get(text);
        }
        return new TableRow(_row, cells, flaw);
    }

    private static (IReadOnlyList<string> Columns, List<Problem> Problems, string Select) Describe(DuckDBConnection connection, string file, TableLimits limits)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"describe select * from read_parquet({file})";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        var select = new List<string>();
        while (reader.Read())
        {
            var name = reader.GetString(0);
            names.Add(name);
            select.Add(Expression(Identifier(name), reader.GetString(1)));
        }
        if (names.Count > limits.Columns)
            throw TableException.Of("table.too-wide", ("columns", names.Count.ToString(CultureInfo.InvariantCulture)), ("limit", limits.Columns.ToString(CultureInfo.InvariantCulture)));
        var (columns, problems) = Headers.Name(names, 0);
        return (columns, problems, string.Join(", ", select));
    }

    private static string Expression(string column, string type) => type switch
    {
        "TIMESTAMP WITH TIME ZONE" => $"replace(cast(cast({column} as timestamp) as varchar), ' ', 'T') || 'Z'",
        "BLOB" => $"hex({column})",
        _ when type.StartsWith("TIMESTAMP", StringComparison.Ordinal) => $"replace(cast({column} as varchar), ' ', 'T')",
        _ => $"cast({column} as varchar)",
    };

    private static long Count(DuckDBConnection connection, string file)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from read_parquet({file})";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Identifier(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

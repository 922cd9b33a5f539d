using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Puente.Evidence.Import.Tables;

/// <summary>One JSON object a line. Nested values become columns by path (<c>owner.name</c>); several plain values are joined with <c>; </c>.
/// When the lines are FollowTheMoney entities the columns are <c>id</c>, <c>schema</c> and <c>properties</c>, the last as JSON.</summary>
internal sealed class JsonLinesTable : ITable
{
    private const int BatchRows = 500;
    private static readonly JsonDocumentOptions Strictness = new() { MaxDepth = 32 };
    private readonly Stream _file;
    private readonly JsonLineReader _lines;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly TextPool _pool = new();
    private readonly TableLimits _limits;

    private JsonLinesTable(Stream file, JsonLineReader lines, TableHead head, TableLimits limits)
    {
        (_file, _lines, Head, _limits) = (file, lines, head, limits);
        for (var i = 0; i < head.Columns.Count; i++)
            _index[head.Columns[i]] = i;
    }

    /// <inheritdoc/>
    public TableHead Head { get; }

    /// <inheritdoc/>
    public Problem? Fault { get; private set; }

    /// <inheritdoc/>
    public double Done => (double)_file.Position / Math.Max(1, _file.Length);

    /// <summary>Opens a seekable file; reads it once for its columns.</summary>
    /// <exception cref="TableException">Empty, too wide, or no line is a JSON object.</exception>
    public static JsonLinesTable Open(Stream file, TableOptions options)
    {
        var columns = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool any = false, entities = true;
        var lines = new JsonLineReader(file, options.Limits);
        while (lines.Read())
        {
            if (lines.IsBlank || Parse(lines) is not { } document)
                continue;
            using (document)
            {
                any = true;
                entities &= IsEntity(document.RootElement);
                if (!entities)
                    foreach (var (path, _) in Flatten(document.RootElement, ""))
                        if (seen.Add(path))
                            columns.Add(path);
            }
            if (columns.Count > options.Limits.Columns)
                throw TableException.Of("table.too-wide", ("columns", "> " + options.Limits.Columns), ("limit", options.Limits.Columns.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        if (!any)
            throw TableException.Of(lines.Line == 0 ? "table.empty" : "table.json-not-lines");
        file.Position = 0;
        var head = new TableHead(TableFormat.JsonLines, entities ? ["id", "schema", "properties"] : columns)
        {
            Encoding = "utf-8",
            HoldsEntities = entities,
        };
        return new JsonLinesTable(file, new JsonLineReader(file, options.Limits), head, options.Limits);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var rows = new List<TableRow>(BatchRows);
        while (rows.Count < BatchRows && _lines.Read())
        {
            if (_lines.Line > _limits.Rows)
            {
                Fault = new Problem(_lines.Line, "", "table.too-many-rows");
                break;
            }
            rows.Add(_lines.IsBlank ? new TableRow(_lines.Line, Blank()) : Row());
        }
        return ValueTask.FromResult<IReadOnlyList<TableRow>?>(rows.Count == 0 ? null : rows);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private TableRow Row()
    {
        if (_lines.IsTooLong)
            return new TableRow(_lines.Line, [_lines.Beginning], new Problem(_lines.Line, "", "row.too-long"));
        if (Parse(_lines) is not { } document)
            return new TableRow(_lines.Line, [_lines.Beginning], new Problem(_lines.Line, "", "row.json-broken"));
        using (document)
        {
            var root = document.RootElement;
            if (Head.HoldsEntities)
                return new TableRow(_lines.Line, [Text(root.GetProperty("id")), Text(root.GetProperty("schema")), root.GetProperty("properties").GetRawText()]);
            var cells = Blank();
            foreach (var (path, value) in Flatten(root, ""))
                if (_index.TryGetValue(path, out var column))
                    cells[column] = cells[column].Length == 0 ? _pool.Get(value) : cells[column] + "; " + value;
            return new TableRow(_lines.Line, cells);
        }
    }

    private string[] Blank()
    {
        var cells = new string[Head.Columns.Count];
        Array.Fill(cells, "");
        return cells;
    }

    private static JsonDocument? Parse(JsonLineReader lines)
    {
        if (lines.IsTooLong || !Utf8.IsValid(lines.Bytes.Span))
            return null;
        try
        {
            var document = JsonDocument.Parse(lines.Bytes, Strictness);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsEntity(JsonElement root) =>
        root.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
        && root.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.String
        && root.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object;

    private static IEnumerable<(string Path, string Value)> Flatten(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    foreach (var inner in Flatten(property.Value, path.Length == 0 ? SafeName(property) : path + "." + SafeName(property)))
                        yield return inner;
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    foreach (var inner in Flatten(item, path))
                        yield return inner;
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                if (path.Length > 0)
                    yield return (path, "");
                break;
            default:
                yield return (path, Text(element));
                break;
        }
    }

    private static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => SafeString(element),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        _ => element.GetRawText(),
    };

    private static string SafeName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    /// <summary>A lone surrogate escape is no text; it becomes the replacement character.</summary>
    private static string SafeString(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(element.GetRawText().Trim('"')));
        }
    }
}

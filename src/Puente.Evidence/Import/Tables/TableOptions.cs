using System.Text.Json.Serialization;

namespace Puente.Evidence.Import.Tables;

/// <summary>What a file of rows is written in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TableFormat>))]
public enum TableFormat
{
    /// <summary>Delimited text (CSV and its relatives).</summary>
    Delimited,

    /// <summary>An Office Open XML workbook (.xlsx).</summary>
    Workbook,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>How to read a file. What is null is found out and stated in <see cref="TableHead"/>; what is set wins.</summary>
public sealed record TableOptions
{
    /// <summary>The format, or null to see from the first bytes.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>Name of a character encoding (<c>utf-8</c>, <c>windows-1252</c>, <c>iso-8859-15</c>), or null to detect.</summary>
    public string? Encoding { get; init; }

    /// <summary>The delimiter of text, or null to find the one that gives even rows.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Lines before the header, or null to find the first even row.</summary>
    public int? Preamble { get; init; }

    /// <summary>False when the first row is data; columns are then called <c>#1</c>, <c>#2</c>...</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The sheet of a workbook, or null for the first visible one.</summary>
    public string? Sheet { get; init; }

    /// <summary>The bounds beyond which a file is refused.</summary>
    public TableLimits Limits { get; init; } = new();
}

/// <summary>Bounds on foreign input. A file beyond <see cref="Columns"/>, <see cref="ExpandedBytes"/>, <see cref="MemoryBytes"/> or
/// <see cref="Seconds"/> is refused whole; a row beyond <see cref="CellCharacters"/> or <see cref="RowCharacters"/> is rejected with its line.</summary>
/// <param name="Columns">Most columns a table may have.</param>
/// <param name="CellCharacters">Longest cell, in UTF-16 units.</param>
/// <param name="RowCharacters">Longest row, in UTF-16 units.</param>
/// <param name="Rows">Most rows.</param>
/// <param name="ExpandedBytes">Most bytes that a compressed container may expand to.</param>
/// <param name="MemoryBytes">Most memory of the reading process.</param>
/// <param name="Seconds">Longest time in which the reading process may show no progress.</param>
public sealed record TableLimits(
    int Columns = 2_000,
    int CellCharacters = 256 * 1024,
    int RowCharacters = 1024 * 1024,
    long Rows = 200_000_000,
    long ExpandedBytes = 4L * 1024 * 1024 * 1024,
    long MemoryBytes = 512L * 1024 * 1024,
    int Seconds = 60);

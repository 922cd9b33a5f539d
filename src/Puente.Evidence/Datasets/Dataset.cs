using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Evidence.Datasets;

/// <summary>Key of a dataset.</summary>
public readonly record struct DatasetId(long Key);

/// <summary>What the cells of a dataset's column are.</summary>
public enum DatasetType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Whole numbers of up to 18 digits.</summary>
    Integer,

    /// <summary>Decimals of up to 18 digits, six of them behind the point.</summary>
    Decimal,

    /// <summary>Whole days.</summary>
    Date,
}

/// <summary>A column of a dataset.</summary>
public sealed record DatasetColumn(string Name, DatasetType Type)
{
    internal string Sql => Type switch { DatasetType.Integer => "bigint", DatasetType.Decimal => "decimal(18, 6)", DatasetType.Date => "date", _ => "varchar" };

    /// <summary>The canonical text of a cell, or null when it is not of the column's type.</summary>
    internal string? Canonical(string cell, FileShape shape)
    {
        var text = cell.Trim();
        if (text.Length == 0 || Type == DatasetType.Text)
            return text;
        if (Type == DatasetType.Date)
            return When.Parse(text, shape.Dates) is { IsOk: true, Value: { Precision: Precision.Day, IsRange: false, Approximate: false } day } ? day.ToString() : null;
        if (Numbers.Canonical(text, shape.DecimalSign) is not { } number)
            return null;
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var (whole, decimals) = point < 0 ? (number, 0) : (number[..point], number.Length - point - 1);
        return Type == DatasetType.Integer ? point < 0 && whole.Length <= 18 ? number : null : whole.TrimStart('-').Length <= 12 && decimals <= 6 ? number : null;
    }
}

/// <summary>A dataset as a viewer who may read it sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Title">Title.</param>
/// <param name="Source">Its source.</param>
/// <param name="Marking">Its marking.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Rejected">Rows of the file that were not taken.</param>
/// <param name="Made">When it was made.</param>
public sealed record DatasetView(
    DatasetId Id, string Title, SourceId Source, Marking Marking, IReadOnlyList<DatasetColumn> Columns, long Rows, long Rejected, DateTimeOffset Made);

/// <summary>A row of a dataset, addressed by dataset and number.</summary>
/// <param name="Number">1-based number.</param>
/// <param name="Line">Line of the file it came from.</param>
/// <param name="Cells">Canonical texts.</param>
public sealed record DatasetRow(long Number, long Line, IReadOnlyList<string> Cells);

/// <summary>Which rows: those with a text in one column, or in any. Accents and case do not matter.</summary>
/// <param name="Column">Index of the column, or null for any.</param>
/// <param name="Text">What the cell contains.</param>
public sealed record DatasetFilter(int? Column, string Text);

/// <summary>A part of a dataset's rows.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Last">Number of the last row that was looked at; what follows begins after it.</param>
/// <param name="More">Whether rows follow that were not looked at.</param>
public sealed record DatasetRows(IReadOnlyList<DatasetRow> Rows, long Last, bool More);

/// <summary>A row of the file that was not taken, as it was.</summary>
/// <param name="Problem">Why.</param>
/// <param name="Cells">Its cells.</param>
public sealed record RejectedRow(Problem Problem, IReadOnlyList<string> Cells);

namespace Puente.Evidence.Import.Tables;

/// <summary>An opened table: what was found out about it, then its rows in file order, a batch at a time.</summary>
/// <remarks>Not safe for use by two threads. Bad input never throws: it ends in flawed rows, or in <see cref="Fault"/>.</remarks>
public interface ITable : IAsyncDisposable
{
    /// <summary>Columns and how the file was read.</summary>
    TableHead Head { get; }

    /// <summary>Why reading stopped before the end of the file, or null.</summary>
    Problem? Fault { get; }

    /// <summary>How much of the file has been read, 0 to 1, as far as the format can tell.</summary>
    double Done { get; }

    /// <summary>The next rows, or null at the end or after a <see cref="Fault"/>.</summary>
    ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop);
}

/// <summary>What was found out about a file before its first row.</summary>
/// <param name="Format">The format.</param>
/// <param name="Columns">Names of the columns, made unique: a repeated name gets <c> (2)</c>, an empty one <c>#3</c>.</param>
public sealed record TableHead(TableFormat Format, IReadOnlyList<string> Columns)
{
    /// <summary>The encoding used, or empty.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>False when another encoding would have read the bytes as well; the preview then asks.</summary>
    public bool EncodingCertain { get; init; } = true;

    /// <summary>The delimiter used, or null.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Lines skipped before the header.</summary>
    public int Preamble { get; init; }

    /// <summary>Sheets of a workbook.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>The sheet read, or empty.</summary>
    public string Sheet { get; init; } = "";

    /// <summary>True when each line is a FollowTheMoney entity; the columns are then <c>id</c>, <c>schema</c>, <c>properties</c> (JSON).</summary>
    public bool HoldsEntities { get; init; }

    /// <summary>What the reader had to assume or change: repeated headers, empty headers.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}

/// <summary>One row of text cells.</summary>
/// <param name="Line">1-based line of a text file, row of a sheet, or row of a Parquet file.</param>
/// <param name="Cells">As many cells as the head has columns, unless <paramref name="Flaw"/> says otherwise. Empty means absent.</param>
/// <param name="Flaw">Why the row cannot be used as it stands, or null.</param>
public readonly record struct TableRow(long Line, IReadOnlyList<string> Cells, Problem? Flaw = null)
{
    /// <summary>True when every cell is empty or white space.</summary>
    public bool IsBlank
    {
        get
        {
            if (Flaw is not null)
                return false;
            for (var i = 0; i < Cells.Count; i++)
                if (!string.IsNullOrWhiteSpace(Cells[i]))
                    return false;
            return true;
        }
    }
}

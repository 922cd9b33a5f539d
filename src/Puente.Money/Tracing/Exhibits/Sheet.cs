using System.Globalization;

namespace Puente.Money.Tracing.Exhibits;

/// <summary>A cell: a text, a number, or a formula with the value that it has when the workbook is written.</summary>
/// <param name="Text">Text of a cell that is neither number nor formula.</param>
/// <param name="Formula">Formula without its equals sign.</param>
/// <param name="Value">Value of a number or formula.</param>
/// <param name="Digits">Decimals shown; -1 for a whole number that counts something.</param>
/// <param name="Head">Whether it heads a column.</param>
internal sealed record SheetCell(string? Text = null, string? Formula = null, decimal Value = 0, int Digits = -1, bool Head = false)
{
    public static implicit operator SheetCell(string text) => new(text);

    public static SheetCell FromString(string text) => new(text);

    public static SheetCell Count(long number) => new(Value: number);
}

/// <summary>A sheet of a workbook, row by row. Rows and columns count from one, as in a spreadsheet.</summary>
internal sealed class Sheet(string name)
{
    private readonly List<IReadOnlyList<SheetCell?>> _rows = [];

    public string Name => name;

    public IReadOnlyList<IReadOnlyList<SheetCell?>> Rows => _rows;

    /// <summary>Number of the row that comes next.</summary>
    public int NextRow => _rows.Count + 1;

    public void Add(params SheetCell?[] cells) => _rows.Add(cells);

    public void Head(params string[] titles) => _rows.Add([.. titles.Select(t => new SheetCell(t, Head: true))]);

    /// <summary>Name of a cell: <c>B7</c>.</summary>
    public static string At(char column, int row) => column + row.ToString(CultureInfo.InvariantCulture);
}

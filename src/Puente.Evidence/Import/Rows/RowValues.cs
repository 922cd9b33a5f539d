using Puente.Evidence.Import.Mappings;

namespace Puente.Evidence.Import.Rows;

/// <summary>Takes the raw values of a row as a mapping says: columns, literals or template, join, transforms.</summary>
internal sealed class RowValues(IReadOnlyDictionary<string, int> columns)
{
    /// <summary>Cells of the row at hand.</summary>
    public IReadOnlyList<string> Cells { get; set; } = [];

    /// <summary>The text of a column.</summary>
    public string Cell(string column) => columns.TryGetValue(column, out var at) && at < Cells.Count ? Cells[at] : "";

    /// <summary>The values, before they are cleaned by the type of their property.</summary>
    /// <exception cref="FormatException">A transform met something it is not for; the message is the problem's code.</exception>
    public IEnumerable<string> Of(ValueMapping value)
    {
        var raw = value.Columns.Select(Cell);
        if (value.Join is { } join && value.Columns.Count > 0)
            raw = [string.Join(join, raw.Where(c => !string.IsNullOrWhiteSpace(c)).Select(c => c.Trim()))];
        raw = raw.Concat(value.Literals);
        if (value.Template is { } template && Templates.Fill(template, Cell) is { } filled)
            raw = raw.Append(filled);
        foreach (var transform in value.Transforms)
            raw = raw.SelectMany(transform.Apply);
        return raw.Where(v => !string.IsNullOrWhiteSpace(v));
    }

    /// <summary>Whether the row meets a filter.</summary>
    public bool Meets(RowFilter filter) => filter.Values.Contains(Cell(filter.Column).Trim(), StringComparer.Ordinal) != filter.Not;
}

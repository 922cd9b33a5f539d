using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;

namespace Puente.Evidence.Datasets;

/// <summary>Reads the rows of a table as rows of a dataset.</summary>
internal sealed class TypedTable
{
    private readonly FileShape _shape;

    private TypedTable(FileShape shape, IReadOnlyList<DatasetColumn> columns) => (_shape, Columns) = (shape, columns);

    /// <summary>All columns of the table, in its order.</summary>
    public IReadOnlyList<DatasetColumn> Columns { get; }

    /// <summary>Fits a mapping that keeps tables whole to a table, or says what does not fit.</summary>
    public static (TypedTable? Table, IReadOnlyList<Problem> Problems) Make(Mapping mapping, TableHead head)
    {
        if (head.HoldsEntities)
            return (null, [new Problem(0, "", "dataset.entities")]);
        var types = mapping.Dataset!.ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        var unknown = types.Keys.Where(name => !head.Columns.Contains(name, StringComparer.Ordinal)).Select(name => new Problem(0, name, "mapping.column-unknown", ("column", name))).ToList();
        return unknown.Count > 0
            ? (null, unknown)
            : (new TypedTable(mapping.File, [.. head.Columns.Select(name => new DatasetColumn(name, types.GetValueOrDefault(name, DatasetType.Text)))]), []);
    }

    /// <summary>What is wrong with a row that is not blank, or null and its cells in canonical form.</summary>
    public Problem? Read(TableRow row, out string[] cells)
    {
        cells = new string[Columns.Count];
        if (row.Flaw is { } flaw)
            return flaw;
        for (var i = 0; i < cells.Length; i++)
        {
            if (Columns[i].Canonical(row.Cells[i], _shape) is not { } text)
                return new Problem(row.Line, Columns[i].Name, "dataset.type", ("value", row.Cells[i]), ("type", Columns[i].Type.ToString()));
            cells[i] = text;
        }
        return null;
    }
}

using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Evidence.Import.Rows;

/// <summary>Turns rows into drafts under one mapping. Keeps nothing between rows; not safe for use by two threads.</summary>
public sealed class RowMapper
{
    private readonly Mapping _mapping;
    private readonly IReadOnlyList<CompiledPass> _passes;
    private readonly RowValues _values;

    private RowMapper(Mapping mapping, IReadOnlyList<CompiledPass> passes, RowValues values) =>
        (_mapping, _passes, _values) = (mapping, passes, values);

    /// <summary>Makes a mapper for a table's columns, or says everything that does not fit.</summary>
    public static (RowMapper? Mapper, IReadOnlyList<Problem> Problems) Make(Mapping mapping, Vocabulary vocabulary, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(columns);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
            index.TryAdd(columns[i], i);
        var compiler = new MappingCompiler(vocabulary, index);
        var passes = compiler.Compile(mapping);
        if (passes.Count == 0)
            compiler.Problems.Add(new Problem(0, "", "mapping.empty"));
        return compiler.Problems.Count > 0 ? (null, compiler.Problems) : (new RowMapper(mapping, passes, new RowValues(index)), []);
    }

    /// <summary>Maps a row that is neither blank nor flawed.</summary>
    public RowDraft Map(TableRow row)
    {
        if (row.Flaw is { } flaw)
            return RowDraft.Rejected(row.Line, flaw);
        _values.Cells = row.Cells;
        var draft = new RowDrafting(row.Line, _mapping, _values);
        foreach (var pass in _passes)
            if (pass.Filters.All(_values.Meets) && !draft.Take(pass))
                break;
        return draft.Finish();
    }
}

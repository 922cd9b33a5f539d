using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Jobs;

/// <summary>How the rows of a table become drafts: by what they say themselves when it holds entities, otherwise by the mapping.</summary>
internal static class RowReading
{
    /// <summary>What turns a row into a draft, or everything that does not fit. A doubtful identifier is noted at the first row that has it.</summary>
    public static (Func<TableRow, RowDraft>? Map, IReadOnlyList<Problem> Problems) Of(Mapping mapping, Vocabulary vocabulary, TableHead head)
    {
        if (head.HoldsEntities)
            return (Once(new EntityLines(mapping.Name, vocabulary).Map), []);
        var (mapper, problems) = RowMapper.Make(mapping, vocabulary, head.Columns);
        return mapper is null ? (null, problems) : (Once(mapper.Map), []);
    }

    private static Func<TableRow, RowDraft> Once(Func<TableRow, RowDraft> map)
    {
        var noted = new HashSet<UInt128>();
        return row => map(row) is var draft && draft.Doubts.Count > 0
            ? draft with { Doubts = [.. draft.Doubts.Where(d => noted.Add(StatementDigests.Key($"{d.Code}\u001f{d.Column}\u001f{string.Join('\u001f', d.Args.Select(a => a.Value))}", false)))] }
            : draft;
    }
}

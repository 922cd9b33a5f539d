using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Jobs;

/// <summary>How the rows of a table become drafts: by what they say themselves when it holds entities, otherwise by the mapping.</summary>
internal static class RowReading
{
    /// <summary>What turns a row into a draft, or everything that does not fit.</summary>
    public static (Func<TableRow, RowDraft>? Map, IReadOnlyList<Problem> Problems) Of(Mapping mapping, Vocabulary vocabulary, TableHead head)
    {
        if (head.HoldsEntities)
            return (new EntityLines(mapping.Name, vocabulary).Map, []);
        var (mapper, problems) = RowMapper.Make(mapping, vocabulary, head.Columns);
        return mapper is null ? (null, problems) : (mapper.Map, []);
    }
}

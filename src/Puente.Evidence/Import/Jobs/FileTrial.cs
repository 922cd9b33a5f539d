using Puente.Evidence.Datasets;
using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Jobs;

/// <summary>
/// Tries a table under a mapping without recording anything and without a record: what only other imports or rows decide (a fact's key that
/// comes twice, what was corrected by hand) is not found here.
/// </summary>
public static class FileTrial
{
    /// <summary>The first rows that are not blank.</summary>
    public static async Task<MappingTrial> BeginningAsync(ITable table, Mapping mapping, Vocabulary vocabulary, int take, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (reading, problems) = Read(mapping, vocabulary, table.Head);
        if (reading is null)
            return new MappingTrial(problems, []);
        var (drafts, kept, tried) = (new List<RowDraft>(), new List<DatasetRow>(), 0);
        while (tried < take && await table.NextAsync(stop) is { } batch)
            foreach (var row in batch.Where(r => !r.IsBlank).Take(take - tried))
            {
                tried++;
                var (draft, cells) = reading(row);
                if (cells is null)
                    drafts.Add(draft!);
                else
                    kept.Add(new DatasetRow(kept.Count + 1, row.Line, cells));
            }
        return new MappingTrial([], drafts) { Kept = kept };
    }

    /// <summary>All rows: the counts, and each rejected row as it comes. <c>Fault</c> says why the file or the mapping cannot be used.</summary>
    public static async Task<(Tally Tally, Problem? Fault)> WholeAsync(ITable table, Mapping mapping, Vocabulary vocabulary, Func<Remark, Task> rejected, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rejected);
        var tally = new Tally();
        var (reading, problems) = Read(mapping, vocabulary, table.Head);
        if (reading is null)
            return (tally, problems[0]);
        while (await table.NextAsync(stop) is { } batch)
            foreach (var row in batch)
            {
                stop.ThrowIfCancellationRequested();
                tally = tally with { Read = tally.Read + 1 };
                if (row.IsBlank)
                {
                    tally = tally with { Blank = tally.Blank + 1 };
                    continue;
                }
                var draft = reading(row).Draft;
                tally = tally with { Warnings = tally.Warnings + (draft?.Warnings.Count ?? 0) };
                if (draft?.Rejection is { } reason)
                {
                    tally = tally with { Rejected = tally.Rejected + 1 };
                    await rejected(new Remark(true, reason, row.Cells));
                }
                else
                    tally = tally with { Accepted = tally.Accepted + 1 };
            }
        return (tally, table.Fault);
    }

    /// <summary>How a row is read: as a draft, or as the cells of a dataset's row.</summary>
    private static (Func<TableRow, (RowDraft? Draft, string[]? Cells)>? Reading, IReadOnlyList<Problem> Problems) Read(Mapping mapping, Vocabulary vocabulary, TableHead head)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (mapping.Dataset is not null)
        {
            var (typed, unfit) = TypedTable.Make(mapping, head);
            return typed is null ? (null, unfit) : (row => typed.Read(row, out var cells) is { } problem ? (RowDraft.Rejected(row.Line, problem), null) : (null, cells), []);
        }
        if (head.HoldsEntities)
        {
            var lines = new EntityLines(mapping.Name, vocabulary);
            return (row => (lines.Map(row), null), []);
        }
        var (mapper, problems) = RowMapper.Make(mapping, vocabulary, head.Columns);
        return mapper is null ? (null, problems) : (row => (mapper.Map(row), null), []);
    }
}

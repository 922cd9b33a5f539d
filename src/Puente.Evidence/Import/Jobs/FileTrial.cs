using Puente.Evidence.Datasets;
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
        var (reading, problems) = Read(mapping, vocabulary, table.Head);
        if (reading is null)
            return (new Tally(), problems[0]);
        long read = 0, blank = 0, refused = 0, warnings = 0, doubts = 0;
        while (await table.NextAsync(stop) is { } batch)
            foreach (var row in batch)
            {
                stop.ThrowIfCancellationRequested();
                read++;
                if (row.IsBlank)
                {
                    blank++;
                    continue;
                }
                var draft = reading(row).Draft;
                warnings += draft?.Warnings.Count ?? 0;
                doubts += draft?.Doubts.Count ?? 0;
                if (draft?.Rejection is not { } reason)
                    continue;
                refused++;
                await rejected(new Remark(true, reason, row.Cells));
            }
        return (new Tally { Read = read, Blank = blank, Rejected = refused, Accepted = read - blank - refused, Warnings = warnings, Doubts = doubts }, table.Fault);
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
        var (map, problems) = RowReading.Of(mapping, vocabulary, head);
        return map is null ? (null, problems) : (row => (map(row), null), []);
    }
}

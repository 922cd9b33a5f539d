using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Jobs;

/// <summary>The beginning of a file as it would be read.</summary>
/// <param name="Head">Columns and how the file was read.</param>
/// <param name="Rows">The first rows.</param>
/// <param name="Guesses">What the columns look like, in order.</param>
public sealed record FilePreview(TableHead Head, IReadOnlyList<TableRow> Rows, IReadOnlyList<ColumnGuess> Guesses);

/// <summary>The beginning of a file as it would be imported.</summary>
/// <param name="Problems">What does not fit between mapping, vocabulary and columns; then there are no rows.</param>
/// <param name="Rows">The first rows as drafts, rejections included.</param>
public sealed record MappingTrial(IReadOnlyList<Problem> Problems, IReadOnlyList<RowDraft> Rows)
{
    /// <summary>The first rows as a dataset would keep them, when the mapping keeps the table whole; those it would not keep are in <see cref="Rows"/>.</summary>
    public IReadOnlyList<DatasetRow> Kept { get; init; } = [];
}

/// <summary>Looks at a received file before it is imported. Nothing is recorded.</summary>
public sealed class Previews(Uploads uploads, ITables tables, Vocabulary vocabulary)
{
    private const int GuessRows = 2000;

    /// <summary>The first rows and what the columns look like; a refusal carries what is wrong with the file, or <c>import.no-such-file</c>.</summary>
    public async Task<Result<FilePreview>> OfFileAsync(Viewer by, UploadId id, TableOptions options, int take = 50, CancellationToken stop = default)
    {
        var rows = new List<TableRow>();
        var (opened, refusal) = await OpenAsync(by, id, options, stop);
        if (opened is null)
            return refusal!;
        await using var table = opened;
        while (rows.Count < GuessRows && await table.NextAsync(stop) is { } batch)
            rows.AddRange(batch);
        return new FilePreview(table.Head, [.. rows.Take(take)], ColumnGuess.Of(table.Head.Columns, rows));
    }

    /// <summary>The first rows under a mapping.</summary>
    public async Task<Result<MappingTrial>> OfMappingAsync(Viewer by, UploadId id, Mapping mapping, int take = 50, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var (opened, refusal) = await OpenAsync(by, id, mapping.File.Options(), stop);
        if (opened is null)
            return refusal!;
        await using var table = opened;
        return await FileTrial.BeginningAsync(table, mapping, vocabulary, take, stop);
    }

    private async Task<(ITable? Table, Refusal? Refusal)> OpenAsync(Viewer by, UploadId id, TableOptions options, CancellationToken stop)
    {
        if (await uploads.FindAsync(by, id, stop) is null)
            return (null, new Refusal("import.no-such-file"));
        var opened = await tables.OpenAsync(uploads.PathOf(id.Key), options, stop);
        return opened.Table is { } table ? (table, null) : (null, new Refusal(opened.Fault!.Code, opened.Fault.Args));
    }
}

using Puente.Evidence.Datasets;

namespace Puente.Evidence.Walks;

/// <content>
/// What rows say is kept packed in an image, so that a start reads it as it lies. An image serves as long as each dataset in it stands, under the same marking and read in the same
/// way; datasets that came later are added to it. Pairs, facts, links and the numbers of accounts are laid over it afterwards.
/// </content>
public sealed partial class FactGraph
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;

    /// <summary>Fewer rows than this are packed quickly enough, and graphs that differ by fewer are not made anew.</summary>
    internal int LeastOfImage { get; init; } = 100_000;

    /// <summary>Ends when the image is written that is being written.</summary>
    internal Task KeepingAsync() => Volatile.Read(ref _keeping);

    private sealed record RowsNow(IRowReading Reading, StandingRows Standing);

    /// <summary>
    /// True when so many rows came, went or changed that the graph is made anew more quickly than it follows: a quarter of all, counted in rows that would be taken out or put in.
    /// </summary>
    private bool IsAnotherGraph(GraphBuild build, IReadOnlyDictionary<DatasetId, RowsNow> rows)
    {
        var changed = rows.Where(r => !build.Datasets.ContainsKey(r.Key)).Sum(r => r.Value.Standing.Rows);
        foreach (var (id, told) in build.Datasets)
            if (!rows.TryGetValue(id, out var now) || now.Standing.Marking != told.Marking || told.Changed(now.Reading.Known).Count > MostRetold) changed += told.Rows;
        return changed >= LeastOfImage && changed * 4 >= build.Graph.EdgeCount;
    }

    /// <summary>The graph of rows as an image has it; null when there is none that serves. One that does not is taken away.</summary>
    private async Task<GraphBuild?> ImagedAsync(IReadOnlyDictionary<DatasetId, RowsNow> rows, CancellationToken stop)
    {
        var images = _desk.Images;
        if (images.Lead() is not { } lead) return null;
        if (lead.Datasets.All(d => rows.TryGetValue(d.Dataset, out var now) && d.Is(ImagedRows.Of(d.Dataset, now.Standing, now.Reading)))
            && images.Read(lead, d => rows[d].Standing.Secret, out var books) is { } graph)
        {
            var build = await GraphBuild.OfAsync(graph, books, InForce, _archive);
            stop.ThrowIfCancellationRequested();
            _numbersDue = true;
            if (!IsAnotherGraph(build, rows)) return build;
            build.Dispose();
        }

        images.Drop();
        return null;
    }

    /// <summary>The graph of rows packed anew, of which an image is written meanwhile.</summary>
    private async Task<GraphBuild> PackedAsync(IReadOnlyDictionary<DatasetId, RowsNow> rows, CancellationToken stop)
    {
        var build = new GraphBuild(InForce, _archive);
        try
        {
            await AddRowsAsync(build, rows, stop);
        }
        catch
        {
            build.Dispose();
            throw;
        }

        if (build.Graph.EdgeCount < LeastOfImage) _desk.Images.Drop();
        else Keep(build, rows);
        return build;
    }

    private void Keep(GraphBuild build, IReadOnlyDictionary<DatasetId, RowsNow> rows)
    {
        var (images, before, changes, books, snapshot) = (_desk.Images, _keeping, build.Changes, build.Books(), build.Graph.Open());
        var lead = RowImageLead.New([.. build.Imaged.Select(d => ImagedRows.Of(d, rows[d].Standing, rows[d].Reading))]);
        Volatile.Write(ref _keeping, Task.Run(async () =>
        {
            using (snapshot)
            {
                await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                try
                {
                    images.Write(lead, d => rows[d].Standing.Secret, snapshot, books, () => build.Changes == changes, _stopping.Token);
                }
                catch (OperationCanceledException)
                {
                    // The node stops; the next start packs the rows anew.
                }
            }
        }));
    }

    private bool InForce(long recording) => !_archive.States.Hidden.Contains(recording);
}

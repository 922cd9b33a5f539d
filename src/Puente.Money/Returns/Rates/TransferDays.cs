using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Layouts;

namespace Puente.Money.Returns.Rates;

/// <summary>
/// The day of a transfer on the clock of its own record: what a statement states, or the zone of the layout under which a row is read; of UTC where neither tells a clock. A rate is
/// taken by this day, wherever a transfer is shown.
/// </summary>
internal sealed class TransferDays
{
    private readonly Dictionary<StatementId, DateOnly> _statements = [];
    private readonly Dictionary<DatasetId, string> _zones = [];

    /// <summary>Reads what tells the days of these.</summary>
    /// <param name="reading">The record as the viewer sees it, in which he was shown the transfers.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="sources">Where the transfers come from.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<TransferDays> ReadAsync(Reading reading, Archive archive, IEnumerable<WalkSource> sources, CancellationToken stop)
    {
        var (days, all) = (new TransferDays(), sources.ToHashSet());
        foreach (var (id, view) in await reading.FactsAsync([.. all.Select(s => s.Fact).OfType<StatementId>()], stop))
            if (view.At is { Zone: not null, IsUncertain: false } at) days._statements[id] = at.FirstDay;
        var datasets = all.Select(s => s.Dataset?.Key).OfType<long>().Distinct().ToList();
        if (datasets.Count == 0) return days;
        await using var connection = await archive.Database.OpenAsync(stop);
        foreach (var (dataset, layout) in await connection.QueryAsync<(long, string)>(new CommandDefinition($"select dataset, layout from money_return where dataset in {Database.In(datasets)}", cancellationToken: stop)))
            if (LayoutReader.Known(layout)?.Zone is { } zone) days._zones[new DatasetId(dataset)] = zone;
        return days;
    }

    /// <summary>The day of a transfer that happened at a moment.</summary>
    public DateOnly Of(WalkSource source, DateTimeOffset at) =>
        source.Fact is { } fact && _statements.TryGetValue(fact, out var stated) ? stated
        : When.Instant(at.ToUnixTimeMilliseconds(), zone: source.Dataset is { } dataset && _zones.TryGetValue(dataset, out var zone) ? zone : "UTC").FirstDay;
}

using Dapper;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Money.Searches;

/// <summary>
/// Where officers ask for a search over every transfer that their unit may see. A search is shared by those who act in the same unit for the same
/// purpose and read as high; for others it is not there.
/// </summary>
public sealed class PatternSearchDesk(Archive archive, ActLog acts, PatternSearchQueue queue)
{
    /// <summary>Puts a search in the queue; while one of the same office is under way, gives that one. Refuses <c>finding.not-allowed</c> to who reads nothing.</summary>
    public async Task<Result<PatternSearchId>> StartAsync(Viewer by)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (Office.Of(by) is not { } office) return new Refusal("finding.not-allowed");
        var (key, isNew) = await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            if (await connection.ExecuteScalarAsync<long?>($"select max(key) from money_search where {SearchRow.OfOffice} and state in (0, 1)", SearchRow.Named(office), transaction) is { } busy) return (busy, false);
            var next = await SearchRow.EnterAsync(connection, transaction, office, by.Officer.Id.Key, archive.Clock.GetUtcNow().ToUnixTimeMilliseconds());
            await acts.WriteAsync(connection, transaction, by, "finding.search.start", archive.Ids.Text(IdKind.PatternSearch, next), null);
            return (next, true);
        });
        if (isNew) queue.Add(key);
        return new PatternSearchId(key);
    }

    /// <summary>The search whose findings the viewer sees: the last that is done of those that read as high as the viewer may, or next to it; null before the first.</summary>
    public async Task<PatternSearchView?> LastAsync(Viewer by, CancellationToken stop = default) =>
        await FindLastAsync(by, stop) is { } row ? queue.WithPace(row.View(), row.Office) : null;

    /// <summary>The search of the viewer's office that has not ended; null when there is none.</summary>
    public async Task<PatternSearchView?> BusyAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (Office.Of(by) is not { } office) return null;
        await using var connection = await archive.Database.OpenAsync(stop);
        var row = await connection.QueryFirstOrDefaultAsync<SearchRow>(new CommandDefinition($"{SearchRow.Select} where {SearchRow.OfOffice} and state in (0, 1) order by key desc", SearchRow.Named(office), cancellationToken: stop));
        return row is null ? null : queue.WithPace(row.View(), office);
    }

    /// <summary>One search, or <c>finding.no-such-search</c>.</summary>
    public async Task<Result<PatternSearchView>> ShowAsync(Viewer by, PatternSearchId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        return await SearchRow.FindAsync(connection, id.Key) is { } row && Shares(by, row.Office) ? queue.WithPace(row.View(), row.Office) : new Refusal("finding.no-such-search");
    }

    /// <summary>Cancels a search that waits or runs; the findings before it stand. Refuses <c>finding.no-such-search</c> and <c>finding.search-over</c>.</summary>
    public async Task<Result<Done>> CancelAsync(Viewer by, PatternSearchId id)
    {
        var shown = await ShowAsync(by, id);
        if (shown.Refusal is { } refusal) return refusal;
        if (!shown.Value.IsBusy) return new Refusal("finding.search-over");
        await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => acts.WriteAsync(connection, transaction, by, "finding.search.cancel", archive.Ids.Text(IdKind.PatternSearch, id.Key), null));
        if (!queue.Cancel(id.Key)) await queue.EndAsync(id.Key, PatternSearchState.Cancelled);
        return new Done();
    }

    /// <summary>The last search that is done, of the highest sensitivity that the viewer reads; of what was done by the moment that the viewer looks back to.</summary>
    internal async Task<SearchRow?> FindLastAsync(Viewer by, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (Office.Of(by) is not { } office) return null;
        await using var connection = await archive.Database.OpenAsync(stop);
        return await connection.QueryFirstOrDefaultAsync<SearchRow>(new CommandDefinition(
            $"{SearchRow.Select} where unit = @Unit and purpose = @Purpose and ceiling <= @ceiling and state = 2 and finished <= @known order by ceiling desc, key desc",
            new { office.Unit, office.Purpose, ceiling = (long)office.Ceiling, known = (by.Known ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds() }, cancellationToken: stop));
    }

    /// <summary>Whether a viewer acts in the unit of an office for its purpose and reads at least as high.</summary>
    internal static bool Shares(Viewer by, Office office) => Office.Of(by) is { } own && own.Unit == office.Unit && own.Purpose == office.Purpose && own.Ceiling >= office.Ceiling;
}

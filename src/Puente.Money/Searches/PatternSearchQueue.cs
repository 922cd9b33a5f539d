using System.Collections.Concurrent;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Money.Patterns;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Searches;

/// <summary>
/// Runs searches for patterns one after another in the background, as a viewer of the unit and purpose of who asked. What a stop or kill interrupted begins anew. The
/// table of a search stays in memory as long as it is not too large, and transfers that come are looked at as they come.
/// </summary>
public sealed class PatternSearchQueue : BackgroundService
{
    /// <summary>How many findings of a search are kept, the best.</summary>
    public const int Kept = 500;

    /// <summary>The most transfers of a finding that is kept: more are nobody's evidence.</summary>
    public const int MostTransfers = 2_000;

    private const int MostLive = 1_000_000;
    private const int MostOffices = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Channel<long> _waiting = Channel.CreateUnbounded<long>();
    private readonly ConcurrentDictionary<long, (CancellationTokenSource Cancel, SearchPace Pace)> _running = new();
    private readonly ConcurrentDictionary<Office, LiveOffice> _live = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Archive _archive;
    private readonly ActLog _acts;
    private readonly Viewers _viewers;
    private readonly OfficeTransferReader _reader;
    private readonly ILogger<PatternSearchQueue> _log;

    /// <param name="archive">The record.</param>
    /// <param name="acts">The acts.</param>
    /// <param name="viewers">As whom a search runs.</param>
    /// <param name="reader">Reads the transfers.</param>
    /// <param name="log">Told of unexpected failures, which fail their search and no other.</param>
    public PatternSearchQueue(Archive archive, ActLog acts, Viewers viewers, OfficeTransferReader reader, ILogger<PatternSearchQueue> log) =>
        (_archive, _acts, _viewers, _reader, _log) = (archive, acts, viewers, reader, log);

    /// <summary>Runs everything that waits, and returns when nothing does.</summary>
    public async Task RunWaitingAsync(CancellationToken stop = default)
    {
        while (_waiting.Reader.TryRead(out var key)) await TurnAsync(() => TryRunAsync(key, stop), stop);
    }

    /// <summary>Looks at what came since, for every office whose table is in memory.</summary>
    public async Task CatchUpAsync(CancellationToken stop = default)
    {
        foreach (var live in _live.Values.ToList()) await TurnAsync(() => CatchUpAsync(live, stop), stop);
    }

    internal void Add(long key) => _waiting.Writer.TryWrite(key);

    /// <summary>A search as it is now.</summary>
    internal PatternSearchView WithPace(PatternSearchView view, Office office)
    {
        if (_running.TryGetValue(view.Id.Key, out var running)) return running.Pace.On(view);
        return _live.TryGetValue(office, out var live) && live.Search.Key == view.Id.Key ? view with { Reached = live.Reached, Transfers = live.Table.Count, Untimed = live.Table.Untimed, Follows = !live.IsOver } : view;
    }

    internal bool Cancel(long key)
    {
        if (!_running.TryGetValue(key, out var running)) return false;
        running.Cancel.Cancel();
        return true;
    }

    internal Task EndAsync(long key, PatternSearchState state) => _archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteAsync(
        "update money_search set state = @state, finished = @now where key = @key and state in (0, 1)", new { state = (long)state, now = Now(), key }, transaction));

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (var connection = await _archive.Database.OpenAsync(stoppingToken))
            foreach (var key in await connection.QueryAsync<long>("select key from money_search where state in (0, 1) order by key")) Add(key);
        await Task.WhenAll(RunAsync(stoppingToken), FollowAsync(stoppingToken));
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stop)) await RunWaitingAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node stops; the next start begins anew what did not end.
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pause, _archive.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await CatchUpAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task TurnAsync(Func<Task> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task TryRunAsync(long key, CancellationToken stop)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var pace = new SearchPace(_archive.Clock);
        _running[key] = (cancel, pace);
        try
        {
            await RunAsync(key, pace, cancel.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            await EndAsync(key, PatternSearchState.Cancelled);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _log.LogError(error, "A search for patterns failed");
            await EndAsync(key, PatternSearchState.Failed);
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }

    private async Task RunAsync(long key, SearchPace pace, CancellationToken stop)
    {
        SearchRow? search;
        await using (var connection = await _archive.Database.OpenAsync(stop)) search = await SearchRow.FindAsync(connection, key);
        if (search is null || !search.IsBusy) return;
        if (ViewerOf(search) is not { } by)
        {
            await EndAsync(key, PatternSearchState.Failed);
            return;
        }

        await _archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteAsync("update money_search set state = 1 where key = @key", new { key }, transaction));
        var reached = _archive.Clock.GetUtcNow();
        var table = await _reader.ReadAsync(by, stop);
        pace.Begin(SearchStep.Searching);
        var (answer, traffic, findings) = await Task.Run(() => Mine(table, pace, stop), stop);
        stop.ThrowIfCancellationRequested();
        pace.Begin(SearchStep.Keeping);
        var (found, large) = Best(answer, findings, table);
        var cuts = PatternSearch.Cuts(answer, Options);
        if (large > 0) cuts.Insert(0, new Reason("finding.cut.large", ("count", $"{large}"), ("most", $"{MostTransfers}")));
        await KeepAsync(search, table, answer.Found.Count, cuts, found, reached);
        Remember(new LiveOffice(search, table, traffic, findings, reached));
    }

    /// <summary>Half of the processors, so that pages are answered meanwhile.</summary>
    private static PatternOptions Options => new() { Threads = Math.Max(1, Environment.ProcessorCount / 2) };

    private static (MiningAnswer Answer, TrafficIndex Traffic, Findings Findings) Mine(OfficeTransfers table, SearchPace pace, CancellationToken stop)
    {
        var traffic = TrafficIndex.Build(table.Columns(), Options.Threads);
        return (new Mining(traffic, Options, RuleBook.Standard(null)).Run(Longest, stop: stop, progress: pace), traffic, new Findings(traffic, a => $"{a}", r => KeptFinding.Id(table.Source(r))));
    }

    /// <summary>The best findings, and how many before the last of them are too large to be kept.</summary>
    private static (List<(string Code, double Score, KeptFinding Kept)> Found, int Large) Best(MiningAnswer answer, Findings findings, OfficeTransfers table)
    {
        var (found, large) = (new List<(string Code, double Score, KeptFinding Kept)>(), 0);
        foreach (var (candidate, worth) in answer.Found)
        {
            if (found.Count == Kept) break;
            if (findings.Rows(candidate).Length > MostTransfers) large++;
            else found.Add(KeptFinding.Of(candidate, worth, findings, table));
        }

        return (found, large);
    }

    private Task KeepAsync(SearchRow search, OfficeTransfers table, int met, IReadOnlyList<Reason> cuts, IReadOnlyList<(string, double, KeptFinding)> found, DateTimeOffset reached) =>
        _archive.Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
        {
            await FindingRow.KeepAsync(connection, transaction, search, found, Now());
            await connection.ExecuteAsync(
                "update money_search set state = 2, finished = @now, reached = @reached, transfers = @transfers, untimed = @Untimed, met = @met, cuts = @cuts where key = @Key and state = 1",
                new
                {
                    now = Now(),
                    reached = reached.ToUnixTimeMilliseconds(),
                    transfers = (long)table.Count,
                    table.Untimed,
                    met = (long)met,
                    cuts = MoneyJson.Write(cuts.Select(KeptReason.Of)),
                    search.Key,
                }, transaction);
            await _acts.WriteAsync(connection, transaction, search.Officer, search.Unit, search.Purpose, "finding.search.finish", _archive.Ids.Text(IdKind.PatternSearch, search.Key), null);
        });

    private async Task CatchUpAsync(LiveOffice live, CancellationToken stop)
    {
        if (live.IsOver) return;
        if (ViewerOf(live.Search) is not { } by)
        {
            live.End();
            return;
        }

        try
        {
            var now = _archive.Clock.GetUtcNow();
            var first = live.Table.Count;
            if (!await _reader.AddLaterAsync(by, live.Table, stop))
            {
                live.End();
                return;
            }

            if (live.Table.Count > first && live.Find(first) is { Count: > 0 } found) await KeepLaterAsync(live, found);
            live.Reached = now;
            if (live.Table.Count > first)
                await _archive.Database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) => connection.ExecuteAsync(
                    "update money_search set reached = @reached, transfers = @transfers, untimed = @Untimed where key = @Key",
                    new { reached = now.ToUnixTimeMilliseconds(), transfers = (long)live.Table.Count, live.Table.Untimed, live.Search.Key }, transaction));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _log.LogError(error, "New transfers could not be looked at");
            live.End();
        }
    }

    /// <summary>Keeps what new transfers gave. What they only made larger and nobody has reviewed makes room.</summary>
    private Task KeepLaterAsync(LiveOffice live, IReadOnlyList<(string Code, double Score, KeptFinding Kept)> found) => _archive.Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
    {
        var standing = (await connection.QueryAsync<FindingRow>(
            FindingRow.Select + " where search = @Key and not exists (select 1 from money_finding_review r where r.unit = money_finding.unit and r.code = money_finding.code)", new { live.Search.Key }, transaction)).ToList();
        foreach (var old in standing)
            if (MoneyJson.Read<KeptFinding>(old.Body) is var kept && found.Any(f => f.Code != old.Code && f.Kept.Outgrows(kept)))
                await connection.ExecuteAsync("update money_finding set search = 0 where key = @Key", new { old.Key }, transaction);
        await FindingRow.KeepAsync(connection, transaction, live.Search, found, Now());
    });

    /// <summary>Keeps the table of an office in memory, in the place of its last; of too many offices the oldest goes.</summary>
    private void Remember(LiveOffice live)
    {
        _live.TryRemove(live.Search.Office, out _);
        if (live.Table.Count > MostLive) return;
        while (_live.Count >= MostOffices) _live.TryRemove(_live.Values.MinBy(l => l.Search.Key)!.Search.Office, out _);
        _live[live.Search.Office] = live;
    }

    /// <summary>The unit's viewer of a search; null once who asked may not read as high in that unit any more.</summary>
    private Viewer? ViewerOf(SearchRow search) =>
        _viewers.Open(new OfficerId(search.Officer), search.Unit, search.Purpose, forUnit: true) is { IsOk: true } opened && Office.Of(opened.Value) == search.Office ? opened.Value : null;

    private long Now() => _archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();
}

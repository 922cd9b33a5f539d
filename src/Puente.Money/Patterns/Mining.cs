using Puente.Money.Patterns.Finders;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns;

/// <summary>Searches a whole table for patterns, on all processors, and orders what it finds.</summary>
internal sealed class Mining(TrafficIndex traffic, PatternOptions options, RuleBook rules)
{
    private const int Told = 256;
    private IProgress<double>? _progress;
    private long _visited;
    private long _visits;

    /// <summary>Runs the search; out of time it gives what it has found, and says so.</summary>
    public MiningAnswer Run(TimeSpan? most = null, TimeProvider? clock = null, IProgress<double>? progress = null, CancellationToken stop = default)
    {
        var effort = new Effort(most, clock ?? TimeProvider.System, stop);
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var reach = CycleReach.For(traffic, options);
        var chained = options.WantsAny(Pattern.RandomWalk, Pattern.Stack);
        var (next, follows) = chained ? (new Leg[traffic.Columns.Count], new bool[traffic.Columns.Count]) : ([], []);
        var workers = Enumerable.Range(0, threads).Select(_ => new Screen(new Scope(traffic, options, new Shortlist(options.Keep), effort), reach, rules, next, follows)).ToArray();

        (_progress, _visited, _visits) = (progress, 0, (long)traffic.Accounts * (chained ? 2 : 1));
        if (chained) Each(threads, effort, (worker, account) => workers[worker].Pair(account));
        Each(threads, effort, (worker, account) => workers[worker].Visit(account));
        foreach (var other in workers.Skip(1)) workers[0].Merge(other);
        workers[0].Finish();
        var shortlist = workers[0].Scope.Shortlist;
        return new MiningAnswer(Ordering.Order(shortlist.All), shortlist.Met, reach, effort.Shortened, effort.OutOfTime, effort.Cancelled);
    }

    private void Each(int threads, Effort effort, Action<int, int> work) => Ranges.Each(traffic.Accounts, threads, (worker, account) =>
    {
        if (effort.IsOver) return;
        work(worker, account);
        if (_progress is not null && Interlocked.Increment(ref _visited) is var visited && visited % Told == 0) _progress.Report(visited / (double)_visits);
    });
}

/// <summary>What a search found, and how complete it is.</summary>
/// <param name="Found">Best first, each with the worth of its place.</param>
/// <param name="Met">How many candidates of each pattern there were; more than are kept were left out.</param>
/// <param name="Reach">How far cycles were searched.</param>
/// <param name="Shortened">Accounts that had more ways than are followed.</param>
/// <param name="OutOfTime">True when time was up.</param>
/// <param name="Cancelled">True when the asker cancelled.</param>
internal sealed record MiningAnswer(
    List<(Candidate Found, double Worth)> Found, long[] Met, CycleReach Reach, int Shortened, bool OutOfTime, bool Cancelled);

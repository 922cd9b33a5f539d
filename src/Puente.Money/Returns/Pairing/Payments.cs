using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Evidence.Walks;
using Puente.Money.Following;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Orders;

namespace Puente.Money.Returns.Pairing;

/// <summary>
/// The Payment statements that a viewer may walk and that another report may repeat, as reports; and lines of returns as reports beside them. Accounts are meant by what they
/// are one with and, where a person or company is named, by those that it holds.
/// </summary>
internal sealed class Payments : IDisposable
{
    private const Field Needed = Field.From | Field.To | Field.Time | Field.Amount;
    private static readonly IReadOnlySet<string> Nobody = new HashSet<string>();
    private readonly Walk _walk;
    private readonly HashSet<(string Currency, long Amount)> _amounts;
    private readonly Dictionary<string, IReadOnlySet<string>> _accounts = new(StringComparer.Ordinal);

    private Payments(Walk walk, HashSet<(string, long)> amounts) => (_walk, _amounts) = (walk, amounts);

    /// <summary>The statements, each with the unit that recorded it.</summary>
    public IReadOnlyList<(PairReport Report, string Unit)> Statements { get; private set; } = [];

    /// <summary>Reads those statements of which a line or another statement may be of the same amount.</summary>
    /// <param name="reading">The record as the viewer sees it.</param>
    /// <param name="graph">The graph of facts.</param>
    /// <param name="vocabulary">The kinds.</param>
    /// <param name="datasets">The datasets: a row that was lifted into a statement is that statement.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<Payments> ReadAsync(Reading reading, FactGraph graph, Vocabulary vocabulary, DatasetDesk datasets, CancellationToken stop)
    {
        var walk = await graph.OpenAsync(reading, stop);
        try
        {
            var lifted = (await datasets.LiftedAsync(reading, stop)).Select(l => l.Fact).ToHashSet();
            var edges = Edges(walk, stop).Where(e => !lifted.Contains(e.Fact)).ToList();
            var payments = new Payments(walk, edges.Select(e => (e.Currency, e.Amount)).ToHashSet());
            await payments.TakeAsync(reading, new FollowStarts(vocabulary), edges, stop);
            return payments;
        }
        catch
        {
            walk.Dispose();
            throw;
        }
    }

    /// <summary>Whether a statement has the amount of a line.</summary>
    public bool Knows(string currency, long amount) => _amounts.Contains((currency, Math.Abs(amount)));

    /// <summary>A line as a report.</summary>
    public PairReport Of((long Return, long Row) key, StatementLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var (from, to) = line.Amount < 0 ? (line.Account, line.Counterparty) : (line.Counterparty, line.Account);
        return new PairReport(key, 0, End(from), End(to), line.Day.DayNumber, line.Day.DayNumber, Math.Abs(line.Amount), line.Currency, References(line.Reference)) { Account = AccountNumber.Plain(line.Account) };
    }

    /// <inheritdoc/>
    public void Dispose() => _walk.Dispose();

    private static IEnumerable<(StatementId Fact, int From, int To, string Currency, long Amount)> Edges(Walk walk, CancellationToken stop)
    {
        var filter = walk.Of(s => s.Currency is not null && s.Kind == FollowDesk.Payment);
        for (var vertex = 0; vertex < walk.Snapshot.VertexCount; vertex++)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var edge in walk.Snapshot.Out(vertex).ToArray())
                if (filter.Admits(edge) && walk.Source(edge.Number)?.Fact is { } fact && walk.Snapshot.AmountOf(edge) is > 0 and var amount)
                    yield return (fact, vertex, edge.Neighbour, walk.Sort(edge.Kind).Currency!, amount);
        }
    }

    private async Task TakeAsync(Reading reading, FollowStarts starts, IReadOnlyList<(StatementId Fact, int From, int To, string Currency, long Amount)> edges, CancellationToken stop)
    {
        var (views, ends, taken) = (await reading.FactsAsync([.. edges.Select(e => e.Fact)], stop), new Dictionary<int, IReadOnlySet<string>>(), new List<(PairReport, string)>());
        foreach (var edge in edges.OrderBy(e => e.Fact.Key))
        {
            if (!views.TryGetValue(edge.Fact, out var view) || view.Ended || (view.Redacted & Needed) != 0 || view.At is not { } at || view.Origin.Source is not { } source) continue;
            var (first, last) = (Day(at, at.Earliest), Day(at, at.Latest));
            var report = new PairReport((0, edge.Fact.Key), source.Key, await EndAsync(edge.From, view.From), await EndAsync(edge.To, view.To), first, last, edge.Amount, edge.Currency, References(PaymentMethods.Detail(view.Detail, "transactionNumber")));
            taken.Add((report, view.Origin.Marking.Unit));
        }

        Statements = taken;

        async Task<IReadOnlySet<string>> EndAsync(int vertex, EntityView? entity)
        {
            if (entity is null) return Nobody;
            if (ends.TryGetValue(vertex, out var known)) return known;
            return ends[vertex] = (await starts.OfAsync(_walk, reading, entity.Id, null, stop)).Append(vertex).Select(Class).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>The day of a moment; of a time of day on its own clock, as lines are booked.</summary>
    private static int Day(When at, long milliseconds) =>
        (at.Zone is null || at.Latest - at.Earliest >= 86_400_000 ? DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(milliseconds)) : at.FirstDay).DayNumber;

    private static IReadOnlySet<string> References(string? reference) => reference is { } text && AccountNumber.Plain(text) is { Length: > 0 } plain ? new HashSet<string>(StringComparer.Ordinal) { plain } : Nobody;

    private IReadOnlySet<string> End(string? account)
    {
        if (account is null) return Nobody;
        if (_accounts.TryGetValue(account, out var known)) return known;
        return _accounts[account] = new HashSet<string>(StringComparer.Ordinal) { _walk.Vertex(account) is { } vertex ? Class(vertex) : account };
    }

    private string Class(int vertex) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{_walk.Snapshot.ClassOf(vertex, _walk.Filter).Min()}");
}

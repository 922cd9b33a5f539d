using Microsoft.Extensions.Logging.Abstractions;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Evidence.Walks;
using Puente.Money.Following;
using Puente.Money.Returns.Loading;
using Puente.Money.Searches;
using Puente.Money.Tracing.Node;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Money;

/// <summary>A town with accounts that pay each other, and a desk for searches. What waits is searched when the town says so.</summary>
internal sealed class SearchTown : IAsyncDisposable
{
    private static readonly DateOnly First = new(2025, 3, 3);
    private readonly List<EntityId> _accounts = [];

    private SearchTown(MoneyTown money)
    {
        Money = money;
        Reader = new OfficeTransferReader(Town.Archive, Graph, money.Returns, money.Transfers, money.Pairs, money.Datasets);
        Queue = NewQueue();
        Searches = new PatternSearchDesk(Town.Archive, Town.Acts, Queue);
        Findings = new FindingDesk(Town.Archive, Town.Acts, Regimes.Standard, Graph, money.Returns, Searches);
    }

    public MoneyTown Money { get; }

    public Town Town => Money.Town;

    public FactGraph Graph => Money.Graph;

    public OfficeTransferReader Reader { get; }

    public PatternSearchQueue Queue { get; }

    public PatternSearchDesk Searches { get; }

    public FindingDesk Findings { get; }

    public SourceId Source { get; private set; }

    public static async Task<SearchTown> NewAsync(Engine engine)
    {
        var town = new SearchTown(await MoneyTown.NewAsync(engine));
        town.Source = await town.Town.SourceAsync();
        return town;
    }

    public PatternSearchQueue NewQueue() => new(Town.Archive, Town.Acts, Town.Viewers, Reader, NullLogger<PatternSearchQueue>.Instance);

    public Viewer Viewer(string login) => Town.Viewer(login);

    public FollowDesk Follow() => new(Graph, Money.Returns, Money.Pairs, Money.Datasets, Vocabulary.Standard);

    public TraceDesk Trace() => new(Town.Archive, Graph, Money.Returns, Money.Pairs, Money.Datasets, Vocabulary.Standard);

    /// <summary>The account of this number, made when it is first named.</summary>
    public async Task<EntityId> AccountAsync(int number)
    {
        while (_accounts.Count <= number)
        {
            var id = Town.Archive.NewEntity();
            await Town.RecordAsync(Source, Town.Marking(), b =>
            {
                b.Entities.Add(new NewEntity(id, "BankAccount"));
                b.Attributes.Add(new NewAttribute(id, "accountNumber", $"90000000{_accounts.Count:00}"));
            });
            _accounts.Add(id);
        }

        return _accounts[number];
    }

    /// <summary>Payments, each from one account to another on a day.</summary>
    public async Task<IReadOnlyList<StatementId>> PayAsync(Marking? marking, params (int From, int To, int Day, long Amount)[] payments)
    {
        foreach (var (from, to, _, _) in payments) await AccountAsync(Math.Max(from, to));
        return (await Town.RecordAsync(Source, marking ?? Town.Marking(), b =>
        {
            foreach (var (from, to, day, amount) in payments) b.Facts.Add(new NewFact("Payment", _accounts[from], _accounts[to], At: When.Day(First.AddDays(day)), Amount: amount, Currency: "USD"));
        })).Facts;
    }

    /// <summary>Money that comes back to account 1 through two others: a cycle that every search finds.</summary>
    public Task<IReadOnlyList<StatementId>> RingAsync(Marking? marking = null) => PayAsync(marking, (1, 2, 0, 1_000_000), (2, 3, 1, 980_000), (3, 1, 2, 960_000));

    /// <summary>Asks for a search and runs it.</summary>
    public async Task<PatternSearchView> SearchAsync(string login = "ana")
    {
        var started = await Searches.StartAsync(Viewer(login));
        started.Refusal.ShouldBeNull();
        await Queue.RunWaitingAsync(TestContext.Current.CancellationToken);
        return (await Searches.ShowAsync(Viewer(login), started.Value)).Value;
    }

    /// <summary>Findings as an officer sees them, of one decision or of all.</summary>
    public Task<FindingList> ListAsync(string login = "ana", FindingDecision? decision = FindingDecision.Open) => Findings.ListAsync(Viewer(login), new FindingFilter([], decision), null, 500);

    /// <summary>The findings that rest on a statement.</summary>
    public async Task<IReadOnlyList<FindingView>> OnAsync(StatementId statement, string login = "ana", FindingDecision? decision = null) =>
        [.. (await ListAsync(login, decision)).Rows.Where(f => f.Transfers.Any(t => t.Transfer.Fact == statement))];

    public async ValueTask DisposeAsync()
    {
        Queue.Dispose();
        await Money.DisposeAsync();
    }
}

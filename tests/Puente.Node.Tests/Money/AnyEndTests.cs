using Puente.Evidence.Records;
using Puente.Evidence.Time;
using Puente.Evidence.Walks;
using Puente.Graph.Paths;
using Puente.Money.Following;
using Puente.Money.Patterns;
using Puente.Money.Tracing.Node;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Money;

/// <summary>Ends of transfers that are no bank accounts: wallets, payees of cheques, persons whom a remittance names.</summary>
public sealed class AnyEndTests
{
    private const string Address = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Wallets_cheques_and_remittances_are_followed_traced_and_searched_as_accounts_are(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var scope = MoneyTown.Order().Scope with { From = new DateOnly(2025, 1, 1) };
        var platform = await town.Money.TakeAsync(await town.Money.EnterAsync(MoneyTown.Order() with { Scope = scope }), "crypto-exchange",
            $"User ID,Timestamp,Type,Asset,Fiat Amount,Fiat Currency,Address,TX Hash\n77000001,2025-03-04T10:00:00Z,SEND,BTC,-1200.00,USD,{Address},ab12\n");
        platform.Tally.Lines.ShouldBe(1);
        var (wallet, bank, payee, family) = (town.Town.Archive.NewEntity(), await town.AccountAsync(1), town.Town.Archive.NewEntity(), town.Town.Archive.NewEntity());
        var facts = (await town.Town.RecordAsync(town.Source, Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(wallet, "CryptoWallet"));
            b.Attributes.Add(new NewAttribute(wallet, "publicKey", Address));
            b.Entities.Add(new NewEntity(payee, "Company"));
            b.Attributes.Add(new NewAttribute(payee, "name", "Llantas del Pitic"));
            b.Entities.Add(new NewEntity(family, "Person"));
            b.Attributes.Add(new NewAttribute(family, "name", "Ana Soto"));
            b.Attributes.Add(new Standing("bystander", null, null, null).Of(family));
            void Pay(EntityId from, EntityId to, int day, long amount, string method) => b.Facts.Add(new NewFact(
                "Payment", from, to, At: When.Day(new DateOnly(2025, 3, day)), Amount: amount, Currency: "USD", Detail: $$"""{"method":"{{method}}"}"""));
            Pay(wallet, bank, 5, 118_000, "crypto");
            Pay(bank, payee, 6, 116_000, "cheque");
            Pay(payee, family, 7, 114_000, "remittance");
            Pay(family, wallet, 8, 112_000, "remittance");
        })).Facts;
        var reading = await town.Town.Archive.ReadAsync(town.Viewer("ana"));

        // By the row of the platform, into the wallet, over a cheque and a remittance.
        var followed = (await town.Follow().AskAsync(reading, null, "77000001", new FollowQuestion { Direction = Direction.Forward, Hops = 5 })).Value;
        followed.Paths[0].Transfers.Select(t => t.To.Entity).ShouldBe([wallet, bank, payee, family], "no path comes to an end twice");
        (await town.Follow().AskAsync(reading, family, null, new FollowQuestion { Direction = Direction.Backward, Hops = 5 })).Value.Paths[0].Transfers.Count.ShouldBe(4);

        var trace = (await town.Trace().AskAsync(reading, new TraceAsk([new WalkSource(null, platform.Dataset, 1)]))).Value;
        trace.Answer.Lines.Where(l => l.Traced.Poison > 0).Select(l => trace.Book.Sources[l.Row].Fact).ShouldBe(facts.Cast<StatementId?>(), ignoreOrder: true);
        trace.Answer.Totals.ShouldAllBe(t => t.Ties);

        await town.SearchAsync();
        var ring = (await town.OnAsync(facts[1])).First(f => f.Pattern == Pattern.TemporalCycle);
        ring.Accounts.Select(a => a.Entity).ShouldBe([wallet, bank, payee, family], ignoreOrder: true);
    }
}

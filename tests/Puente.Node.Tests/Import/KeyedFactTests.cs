using System.Text;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Import;

/// <summary>Facts with a key of their own, told again: by the same file, by a later one, and after somebody corrected them by hand.</summary>
public sealed class KeyedFactTests
{
    private const string Transfers =
        """
        mapping: transfers
        title: Transfers
        entities:
          from: { kind: BankAccount, key: From, properties: { accountNumber: From } }
          to: { kind: BankAccount, key: To, properties: { accountNumber: To } }
        facts:
          transfer: { kind: Payment, key: No, from: from, to: to, at: Date, amount: Sum, currency: { literal: USD } }
        """;

    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_later_file_takes_the_place_of_what_an_earlier_one_said_under_the_same_key(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        await ImportAsync(town, "1,2024-05-01,A1,B1,100.00", "2,2024-05-02,A1,B1,20.00");
        var account = (await AmountsAsync(town)).Account;

        var second = await ImportAsync(town, "1,2024-05-01,A1,B1,150.00", "2,2024-05-02,A1,B1,20.00");
        (second.Tally.New, second.Tally.Replaced, second.Tally.Rejected).ShouldBe((1, 1, 0));
        (await AmountsAsync(town)).Amounts.ShouldBe([20_00, 150_00]);
        var reading = await town.Town.ReadAsync("ana");
        var told = (await reading.FactsAsync(account, new FactFilter { History = true })).Rows;
        told.Select(f => (f.Amount, f.Ended)).Order().ShouldBe([(20_00, false), (100_00, true), (150_00, false)]);
        told.Single(f => f.Amount == 150_00).Supersedes.ShouldBe(told.Single(f => f.Ended).Id);

        (await ImportAsync(town, "1,2024-05-01,A1,B1,150.00")).Tally.New.ShouldBe(0);
        (await AmountsAsync(town)).Amounts.ShouldBe([20_00, 150_00]);

        (await town.Desk.UndoAsync(town.Town.Viewer("ana"), second.Id, "wrong file")).Refusal.ShouldBeNull();
        (await AmountsAsync(town)).Amounts.ShouldBe([20_00, 100_00]);

        (await ImportAsync(town, "1,2024-05-01,A1,B1,100.00")).Tally.New.ShouldBe(0);
        var third = await ImportAsync(town, "1,2024-05-01,A1,B1,175.00");
        (third.Tally.New, third.Tally.Replaced).ShouldBe((1, 1));
        (await AmountsAsync(town)).Amounts.ShouldBe([20_00, 175_00]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_key_that_stands_for_two_rows_of_a_file_rejects_the_second(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        string[] rows = ["1,2024-05-01,A1,B1,100.00", "1,2024-05-01,A1,B1,100.00", "1,2024-05-03,A1,C1,7.00"];
        var first = await ImportAsync(town, rows);
        (first.Tally.Accepted, first.Tally.Rejected).ShouldBe((2, 1));
        var remarks = new List<Remark>();
        await foreach (var remark in town.Desk.RemarksAsync(town.Town.Viewer("ana"), first.Id)) remarks.Add(remark);
        remarks.Select(r => (r.Rejected, r.Problem.Line, r.Problem.Code)).ShouldBe([(true, 4, "row.key-repeated")]);

        var again = await ImportAsync(town, rows);
        (again.Tally.New, again.Tally.Rejected).ShouldBe((0, 1));
        (await AmountsAsync(town)).Amounts.ShouldBe([100_00]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task No_file_overrules_what_was_corrected_by_hand(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        await ImportAsync(town, "1,2024-05-01,A1,B1,100.00");
        var (account, _) = await AmountsAsync(town);
        var fact = (await (await town.Town.ReadAsync("ana")).FactsAsync(account)).Rows.Single();
        await town.Town.RecordAsync(await town.Town.SourceAsync(), Town.Marking(),
            b => b.Facts.Add(new NewFact("Payment", fact.From!.Id, fact.To!.Id, At: fact.At, Amount: 110_00, Currency: "USD", Supersedes: fact.Id)));

        var changed = await ImportAsync(town, "1,2024-05-01,A1,B1,120.00");
        (changed.Tally.New, changed.Tally.Rejected).ShouldBe((0, 1));
        (await ImportAsync(town, "1,2024-05-01,A1,B1,100.00")).Tally.Known.ShouldBeGreaterThan(0);
        (await AmountsAsync(town)).Amounts.ShouldBe([110_00]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_an_undone_correction_ended_can_be_corrected_again(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        await ImportAsync(town, "1,2024-05-01,A1,B1,100.00");
        var second = await ImportAsync(town, "1,2024-05-01,A1,B1,150.00");
        (await town.Desk.UndoAsync(town.Town.Viewer("ana"), second.Id, "wrong file")).Refusal.ShouldBeNull();
        var (account, _) = await AmountsAsync(town);
        var fact = (await (await town.Town.ReadAsync("ana")).FactsAsync(account)).Rows.Single();
        (await town.Town.Recorder.RetractAsync(town.Town.Viewer("ana"), fact.Id, "never happened")).Refusal.ShouldBeNull();
        (await AmountsAsync(town)).Amounts.ShouldBeEmpty();
    }

    private static Task<ImportView> ImportAsync(ImportTown town, params string[] rows) =>
        town.ImportAsync("ana", "transfers.csv", Encoding.UTF8.GetBytes("No,Date,From,To,Sum\n" + string.Join('\n', rows) + "\n"), ImportTown.Mapping(Transfers));

    /// <summary>The account A1 and what it paid, as far as it is in force.</summary>
    private static async Task<(EntityId Account, IReadOnlyList<long?> Amounts)> AmountsAsync(ImportTown town)
    {
        var reading = await town.Town.ReadAsync("ana");
        await using var connection = await town.Town.Database.OpenAsync();
        var account = new EntityId(await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "select min(entity) from attribute where value = 'A1'"));
        return (account, [.. (await reading.FactsAsync(account)).Rows.Select(f => f.Amount).Order()]);
    }
}

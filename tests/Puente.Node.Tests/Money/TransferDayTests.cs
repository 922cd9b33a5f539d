using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Graph.Paths;
using Puente.Money.Following;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Rates;
using Puente.Money.Tracing.Node;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Money;

/// <summary>A rate is taken by the day on the transfer's own clock, wherever the transfer is shown.</summary>
public sealed class TransferDayTests
{
    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_transfer_half_an_hour_before_midnight_takes_the_rate_of_its_own_day(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ana = town.Viewer("ana");
        var layout = ReadyLayouts.Find("us-signed")!.Source + "zone: America/Mexico_City\n";
        var order = await town.Money.EnterAsync();
        var sent = await town.Money.TakeAsync(order, "us-signed", "Account Number,Post Date,Time,Amount,Description,Other Account\n9000000001,06/02/2025,23:30,-100.00,WIRE OUT,9000000002\n", source: layout);
        var (from, to) = (await town.AccountAsync(1), await town.AccountAsync(3));
        await town.Town.RecordAsync(town.Source, Town.Marking(), b =>
            b.Facts.Add(new NewFact("Payment", from, to, At: When.Parse("2025-06-02T23:45-07:00[America/Phoenix]").Value, Amount: 10_000, Currency: "USD")));
        (await town.Money.Rates.KeepAsync(ana, [new Rate("USD", "MXN", new DateOnly(2025, 6, 2), 17m, "FIX"), new Rate("USD", "MXN", new DateOnly(2025, 6, 3), 19m, "FIX")])).IsOk.ShouldBeTrue();

        var reading = await town.Town.Archive.ReadAsync(ana);
        var reporting = await Reporting.ReadAsync(town.Money.Rates, ana, "MXN");
        var line = await town.Money.Lines.ReadAsync(ana, sent.Id).SingleAsync();
        reporting.Rates.Of(line.Amount, line.Currency, "MXN", line.Day)!.Amount.ShouldBe(-170_000);

        var paths = (await town.Follow().AskAsync(reading, from, null, new FollowQuestion { Direction = Direction.Forward })).Value.Paths.Select(p => p.Transfers.ShouldHaveSingleItem()).ToList();
        var followed = await TransferDays.ReadAsync(reading, town.Town.Archive, paths.Select(t => t.Source), TestContext.Current.CancellationToken);
        paths.Count.ShouldBe(2);
        paths.ShouldAllBe(t => t.At!.Value.UtcDateTime.Day == 3);
        paths.ShouldAllBe(t => reporting.Of(t.Amount, t.Currency, followed.Of(t.Source, t.At!.Value))!.Amount == 170_000);

        var book = (await town.Trace().AskAsync(reading, new TraceAsk([.. paths.Select(t => t.Source)]))).Value.Book;
        var traced = await TransferDays.ReadAsync(reading, town.Town.Archive, book.Sources, TestContext.Current.CancellationToken);
        Enumerable.Range(0, book.Table.Count).Select(row => book.Day(row, traced)).ShouldBe([new DateOnly(2025, 6, 2), new DateOnly(2025, 6, 2)]);
    }

    [Fact]
    public async Task A_transfer_without_a_clock_is_of_its_day_and_a_row_of_no_return_of_the_day_of_UTC()
    {
        await using var town = await SearchTown.NewAsync(Engine.Sqlite);
        var fact = (await town.PayAsync(null, (1, 2, 5, 100)))[0];
        var reading = await town.Town.Archive.ReadAsync(town.Viewer("ana"));
        Evidence.Walks.WalkSource stated = new(fact, null, 0), row = new(null, new Evidence.Datasets.DatasetId(77), 1);
        var days = await TransferDays.ReadAsync(reading, town.Town.Archive, [stated, row], TestContext.Current.CancellationToken);
        var at = new DateTimeOffset(2025, 3, 8, 23, 59, 0, TimeSpan.Zero);
        (days.Of(stated, at), days.Of(row, at)).ShouldBe((new DateOnly(2025, 3, 8), new DateOnly(2025, 3, 8)));
    }
}

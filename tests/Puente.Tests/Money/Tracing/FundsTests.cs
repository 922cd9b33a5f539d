using Puente.Money.Records;
using Puente.Money.Tracing;

namespace Puente.Tests.Money.Tracing;

public sealed class FundsTests
{
    private static readonly TransferIndex Index = new(new TransfersBuilder()
        .Add(new Transfer("1", "Employer", "A", 1, 3000_00, Kind: "wage"))
        .Add(new Transfer("2", "A", "B", 2, 1000_00))
        .Add(new Transfer("3", "B", "Dealer", 3, 4500_00, Kind: "car"))
        .Add(new Transfer("4", "Employer", "A", 4, 3000_00, Kind: "wage"))
        .Add(new Transfer("5", "A", "Landlord", 5, 2000_00, "MXN"))
        .Build());

    [Fact]
    public void Transfers_between_ones_own_accounts_are_neither_source_nor_application()
    {
        var funds = Of(closing: null);
        funds.Lines.Select(l => (Index.Transfers.Accounts[l.Counterparty], Index.Transfers.Kinds[l.Kind], l.In, l.Count, l.Amount)).ShouldBe([("Employer", "wage", true, 2, 600000), ("Dealer", "car", false, 1, 450000)]);
        (funds.In, funds.Out, funds.Sources, funds.Applications, funds.Unexplained).ShouldBe((600000, 450000, 600000, 600000, 0));
    }

    [Fact]
    public void More_left_than_the_sources_explain_is_unexplained() => Of(closing: 9000_00).Unexplained.ShouldBe(750000);

    [Theory]
    [InlineData("2024-03-01", "2025-03-01")]
    [InlineData("2024-02-29", "2025-02-28")]
    public void The_year_of_18_USC_984_ends_on_the_same_day(string offence, string last)
    {
        var year = new OneYear(DateOnly.Parse(offence, System.Globalization.CultureInfo.InvariantCulture));
        year.LastDay.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(last);
        year.Holds(year.LastDay).ShouldBeTrue();
        year.Holds(year.LastDay.AddDays(1)).ShouldBeFalse();
        year.Holds(year.Offence.AddDays(-1)).ShouldBeFalse();
    }

    private static Funds Of(long? closing) => Funds.Of(Index, [Index.Transfers.Accounts.Find("A"), Index.Transfers.Accounts.Find("B")], 0, 0, closing);
}

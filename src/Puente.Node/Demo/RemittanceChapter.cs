using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Demo;

/// <summary>
/// Chapter 6: the ledger of a remittance agent. Families send home month after month; in one week nine customers are paid by one account and pay
/// another, which pays the first again.
/// </summary>
internal static class RemittanceChapter
{
    private const int Families = 18, Months = 7, Customers = 9;

    public static async Task WriteAsync(Stage stage)
    {
        var dice = new Random(4471);
        var report = await stage.ReportAsync(stage.As("castellano"), new NewSource(
            "document", "Ledger of Envíos del Bravo, March to October 2025", "NOG-25-01187", "agency-record", When.Day(2026, 2, 4), Marks.Of("US/HSI/NOG", Tlp.Amber, Marks.Full("US"), Marks.Full("MX/FGR"), Marks.Full("MX/UIF"))), "A2", "en");
        var accounts = 0;
        EntityId Account(string opened) =>
            report.Add("BankAccount", ("accountNumber", string.Create(CultureInfo.InvariantCulture, $"EB-{40_017 + (113 * accounts++)}")), ("bankName", "Envíos del Bravo"), ("accountType", "customer"), ("openingDate", opened));

        void Pay(EntityId from, EntityId to, DateOnly day, long dollars) =>
            report.Fact("Payment", from, to, at: When.Day(day), amount: 100 * dollars, currency: "USD", detail: [("method", "remittance")]);

        for (var family = 0; family < Families; family++)
        {
            var (sender, home, usual, first) = (Account("2021-06-01"), Account("2021-06-01"), dice.Next(180, 420), new DateOnly(2025, 3, 1).AddDays(dice.Next(28)));
            for (var month = 0; month < Months; month++) Pay(sender, home, first.AddMonths(month).AddDays(dice.Next(-2, 3)), usual + dice.Next(-20, 21));
        }

        var (payer, collector, through, week) = (Account("2025-08-29"), Account("2025-08-29"), Account("2025-09-01"), new DateOnly(2025, 9, 8));
        var gathered = 0L;
        for (var customer = 0; customer < Customers; customer++)
        {
            var (account, paid) = (Account("2025-09-02"), dice.Next(2_700, 2_960));
            var passed = paid * dice.Next(965, 985) / 1000;
            gathered += passed;
            Pay(payer, account, week.AddDays(customer % 2), paid);
            Pay(account, collector, week.AddDays(2 + (customer % 2)), passed);
        }

        Pay(collector, through, week.AddDays(4), gathered * 98 / 100);
        Pay(through, payer, week.AddDays(5), gathered * 96 / 100);
        await report.FileAsync();
    }
}

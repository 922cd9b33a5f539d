using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Node.Demo;

/// <summary>Chapter 2: 1.2 million dollars in a spare tyre at Laredo, and the accounts behind them on both sides.</summary>
internal static class MoneyChapter
{
    public static async Task WriteAsync(Stage stage)
    {
        await SeizureAsync(stage);
        await ReturnsAsync(stage);
        await AnalysisAsync(stage);
    }

    private static async Task SeizureAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("delgado"), new NewSource(
            "report", "Outbound inspection, Laredo, 9 January 2026", "LRD-26-00071", "agency-record", When.Day(2026, 1, 9),
            Marks.Of("US/HSI/LRD", Tlp.Amber, Marks.Full("US"), Marks.Full("MX/FGR"), Marks.Full("MX/UIF"), Marks.Without("MX/SSPC", Field.From | Field.Amount))), "A1", "en");
        stage["truck"] = report.Add("Vehicle", ("registrationNumber", "LDR4471"), ("registrationState", "Texas"), ("make", "Corvane"), ("model", "Hauler 2500"), ("color", "white"), ("vin", "3C7WRTCL9NG104471"));
        stage["driver"] = report.Person("Hilario Machuca Duarte", "suspect", "Driver of the vehicle in which the cash was found", ("birthDate", "1990-02-28"), ("nationality", "mx"), ("phone", "+528671140332"));
        report.Fact("CashSeizure", stage["driver"], stage["US/HSI"], stage["truck"], stage["Laredo World Trade Bridge"], When.Day(2026, 1, 9), amount: 120_000_000, currency: "USD",
            detail: [("concealment", "spare tyre; vacuum-sealed, rubber solution on the bead"), ("denominations", "60,000 x USD 20")]);
        report.Fact("Crossing", stage["driver"], stage["Laredo World Trade Bridge"], stage["truck"], at: When.Parse("2026-01-09T05:42-06:00[America/Chicago]").Value, detail: [("direction", "southbound"), ("mode", "road"), ("lane", "4")]);
        report.Fact("Use", stage["driver"], stage["truck"], at: When.Month(2025, 11));
        await report.FileAsync();

        var press = await stage.ReportAsync(stage.As("delgado"), new NewSource("document", "Newspaper: two million found on the bridge", null, "open-source", When.Day(2026, 1, 10), Marks.Open("US/HSI/LRD")), "C4", "en");
        press.Fact("CashSeizure", null, stage["US/HSI"], place: stage["Laredo World Trade Bridge"], at: When.Month(2026, 1), amount: 200_000_000, currency: "USD");
        await press.FileAsync();
    }

    private static async Task ReturnsAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("mercer", purpose: "financial"), new NewSource(
            "document", "Bank returns under subpoena, account ending 7710", "SUB-2026-118", "bank-records", When.Day(2026, 3, 20), Marks.Of("US/FINCEN/INT", Tlp.Amber, Marks.Full("US/DEA"), Marks.Full("US/HSI"))), "A1", "en");
        stage["bank"] = report.Add("Company", ("name", "First Mesquite Bank"), ("country", "us"));
        stage["funnel"] = report.Add("BankAccount", ("accountNumber", "4410027710"), ("bankName", "First Mesquite Bank"), ("routingNumber", "122100000"), ("accountType", "personal"), ("openingDate", "2025-05-12"));
        stage["holder"] = report.Person("Corinne Mabry", "accountParty", null, ("address", "Fresno, California"), ("profession", "hairdresser"));
        report.Fact("holder", stage["funnel"], stage["holder"]);
        report.Fact("bank", stage["funnel"], stage["bank"]);
        await report.FileAsync();
        // June and July stand in the banks' own files; from August on an examiner read the prints.
        for (var i = 0; i < 180; i++)
        {
            var town = People.Pick(stage.Dice, Gazetteer.UnitedStatesTowns);
            report.Fact("Payment", null, stage["funnel"], place: stage[town], at: When.Day(new DateOnly(2025, 8, 1).AddDays(5 * i / 6)), amount: 100L * stage.Dice.Next(4_100, 9_900), currency: "USD",
                detail: [("method", "cashDeposit")]);
        }

        for (var i = 0; i < 60; i++)
            report.Fact("Payment", stage["funnel"], i % 6 == 5 ? null : stage["driver"], place: stage[i % 2 == 0 ? "Laredo" : "El Paso"], at: When.Day(new DateOnly(2025, 8, 3).AddDays(5 * i / 2)),
                amount: 100L * stage.Dice.Next(14_000, 29_000), currency: "USD", detail: [("method", "cashWithdrawal")]);
        await report.FileAsync();

        var suspicion = await stage.ReportAsync(stage.As("mercer", purpose: "financial"), new NewSource(
            "report", "Activity report on account ending 7710", "31000077114402", "suspicious-activity-report", When.Month(2025, 12), Marks.Of("US/FINCEN/INT", Tlp.AmberStrict, Marks.Full("US/DEA"))), "B3", "en");
        suspicion.Say(stage["funnel"], "notes", "Deposits just under the reporting threshold in eleven states; the holder has no link to any of them");
        await suspicion.FileAsync();

        var package = await stage.ReportAsync(stage.As("mercer", purpose: "financial"), new NewSource(
            "package", "Spontaneous disclosure to the partner unit", "EG-2026-0032", "egmont", When.Day(2026, 4, 2), Marks.Of("US/FINCEN/INT", Tlp.Amber, Marks.Full("MX/UIF"))), "B2", "en");
        var told = package.Add("BankAccount", ("accountNumber", "4410027710"), ("bankName", "First Mesquite Bank"), ("notes", "Funnel account; withdrawals at Laredo and El Paso. For intelligence only."));
        stage["funnel as told"] = told;
        await package.FileAsync();
    }

    private static async Task AnalysisAsync(Stage stage)
    {
        var report = await stage.ReportAsync(stage.As("becerra", purpose: "financial"), new NewSource(
            "dataset", "Estados de cuenta, cuatro bancos, 2025", "UIF/DGA/0311/2026", "bank-secrecy-mx", When.Day(2026, 4, 20), Marks.Of("MX/UIF/ANL", Tlp.Amber, Marks.Full("MX/FGR"))), "A1", "es");
        stage["front"] = report.Add("Company", ("name", "Refacciones y Llantas del Pitic, S.A. de C.V."), ("rfc", "RLP190403QH1"), ("address", "Hermosillo, Sonora"), ("incorporationDate", "2019-04-03"));
        var accounts = Enumerable.Range(0, 6).Select(i => report.Add("BankAccount", ("clabe", "0127600" + People.Digits(stage.Dice, 11)), ("bankName", i % 2 == 0 ? "Banco del Pitic" : "Banca Mesoamericana"), ("accountType", "empresarial"))).ToList();
        stage["front account"] = accounts[0];
        foreach (var account in accounts) report.Fact("holder", account, stage["front"]);
        for (var i = 0; i < 150; i++)
        {
            var (from, to) = (stage.Dice.Next(6), stage.Dice.Next(1, 6));
            report.Fact("Payment", accounts[from], accounts[(from + to) % 6], at: When.Day(new DateOnly(2025, 3, 3).AddDays(2 * i)), amount: 100L * stage.Dice.Next(20_000, 900_000), currency: "MXN",
                detail: [("method", "transfer"), ("transactionNumber", (700_100 + i).ToString(CultureInfo.InvariantCulture))]);
        }

        await report.FileAsync();

        var unusual = await stage.ReportAsync(stage.As("becerra", purpose: "financial"), new NewSource(
            "report", "Reporte de operación inusual 2025-118", "ROI-2025-118", "unusual-operation-report", When.Month(2025, 10), Marks.Of("MX/UIF/ANL", Tlp.AmberStrict)), "B3", "es");
        unusual.Say(stage["front"], "notes", "Ventas de refacciones sin compras que las sostengan; retiros en efectivo en Nogales");
        unusual.Same(stage["front account"], stage["funnel as told"], 410, "montos y fechas cercanos", "sin identificador en común");
        await unusual.FileAsync();
    }
}

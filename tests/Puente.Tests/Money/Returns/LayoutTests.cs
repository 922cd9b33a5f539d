using Puente.Evidence.Time;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Reconciling;

namespace Puente.Tests.Money.Returns;

/// <summary>The ready layouts read what banks send, each in its own shape. All files are invented.</summary>
public sealed class LayoutTests
{
    private const string Signed =
        """
        Account Number,Post Date,Amount,Description,Other Account,Other Party,Reference,Branch
        4410027710,06/02/2025,"9,500.00",CASH DEPOSIT,,,,"Fresno, CA"
        4410027710,06/03/2025,-14000,ATM WD,,,,Laredo TX
        4410027710,06/04/2025,-250.10,WIRE OUT,0099 8811,Refacciones,TR-1,
        Total Count: 3
        Total Debits: 14250.10
        Total Credits: 9500.00
        """;

    private const string Columns =
        """
        First Mesquite Bank
        Account Number: 4410027710
        Statement period: 06/01/2025 to 06/30/2025
        Opening Balance,100.00

        Date,Description,Debit,Credit,Balance,Counterparty Account,Check or Reference
        06/02/2025,CASH DEPOSIT FRESNO,,9500.00,9600.00,,
        06/05/2025,WIRE TO MX,4000.00,,5600.00,012760000000000019,W77
        06/09/2025,CHECK 118,600.00,,5000.00,,118
        Closing Balance,5000.00
        """;

    private const string Mexican =
        """
        Banco del Pitic
        Cuenta: 012760001234567895
        Período: del 01/03/2025 al 31/03/2025
        Saldo inicial: 1,000.00
        Fecha,Concepto,Cargo,Abono,Saldo,Referencia
        03/03/2025,DEPÓSITO EFECTIVO,,"2,500.50","3,500.50",
        ,SUCURSAL NOGALES CAJA 4,,,,
        04/03/2025,SPEI ENVIADO,500.50,,"3,000.00",SPEI-77
        ,REFACCIONES Y LLANTAS DEL PITIC,,,,
        Saldo final: 3,000.00
        """;

    private const string Comma =
        """
        Cuenta;Fecha;Hora;Importe;Tipo;Saldo;Moneda;Cuenta contraparte;Concepto;Referencia
        00123456;05/03/2025;10:15;1.234,56;C;2.000,00;MXN;;TRASPASO;A1
        00123456;04/03/2025;09:00;500,00;D;765,44;MXN;998811;SPEI;A2
        00777777;04/03/2025;;10,00;D;90,00;USD;;RETIRO;A3
        """;

    private const string Sections =
        """
        ACCOUNT 700100200
        STATEMENT FROM 01/01/25 TO 01/31/25
        BALANCE FORWARD|500.00
        Date|Description|Amount|Balance|To/From Account
        01/05/25|CURRENCY DEP|250.00|750.00|
        ENDING BALANCE|750.00
        ACCOUNT 700100300
        STATEMENT FROM 01/01/25 TO 01/31/25
        BALANCE FORWARD|0.00
        Date|Description|Amount|Balance|To/From Account
        01/06/25|WIRE IN|80.00|80.00|700100200
        01/07/25|ATM CASH W/D|-30.00|50.00|
        ENDING BALANCE|50.00
        """;

    [Fact]
    public void Every_ready_layout_can_be_read_and_there_are_at_least_six() => ReadyLayouts.All.Count.ShouldBeGreaterThanOrEqualTo(6);

    [Fact]
    public async Task Signed_amounts_with_the_account_in_a_column_and_totals_at_the_end()
    {
        var taken = await Taken.InAsync("us-signed", Signed);
        var lines = taken.Lines();
        lines.Select(l => l.Amount).ShouldBe([950_000, -1_400_000, -25_010]);
        lines.Select(l => l.Method).ShouldBe(["cashDeposit", "cashWithdrawal", "transfer"]);
        lines[2].ShouldSatisfyAllConditions(l => l.Counterparty.ShouldBe("0099 8811"), l => l.Name.ShouldBe("Refacciones"), l => l.Reference.ShouldBe("TR-1"), l => l.At.ShouldBe(When.Day(2025, 6, 4)));
        lines[0].Place.ShouldBe("Fresno, CA");
        taken.Gathered.Tally.Stated.ShouldBe(new ControlTotals(3, 1_425_010, 950_000));
        taken.Gathered.Tally.Read["USD"].ShouldBe(new ControlTotals(3, 1_425_010, 950_000));
    }

    [Fact]
    public async Task Debit_and_credit_columns_with_preamble_lines_and_a_running_balance()
    {
        var taken = await Taken.InAsync("us-debit-credit", Columns);
        taken.Lines().Select(l => (l.Account, l.Amount, l.Balance)).ShouldBe([("4410027710", 950_000, 960_000L), ("4410027710", -400_000, 560_000L), ("4410027710", -60_000, 500_000L)]);
        var statement = taken.Gathered.Statements.ShouldHaveSingleItem();
        (statement.Opening, statement.Closing, statement.Debits, statement.Credits, statement.Difference).ShouldBe((10_000, 500_000, 460_000, 950_000, 0));
        (statement.From, statement.Until).ShouldBe((new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 30)));
        statement.AddsUp.ShouldBe(true);
    }

    [Fact]
    public async Task Two_lines_a_record_in_Windows_1252_keep_both_lines_of_text()
    {
        var taken = await Taken.InAsync("mx-cargo-abono", Mexican);
        var lines = taken.Lines();
        lines.Select(l => l.Text).ShouldBe(["DEPÓSITO EFECTIVO SUCURSAL NOGALES CAJA 4", "SPEI ENVIADO REFACCIONES Y LLANTAS DEL PITIC"]);
        lines.Select(l => (l.Amount, l.Currency, l.Method)).ShouldBe([(250_050, "MXN", "cashDeposit"), (-50_050, "MXN", "transfer")]);
        taken.Gathered.Statements.ShouldHaveSingleItem().AddsUp.ShouldBe(true);
    }

    [Fact]
    public async Task Decimal_commas_signs_in_a_column_several_currencies_and_the_newest_line_first()
    {
        var taken = await Taken.InAsync("mx-decimal-comma", Comma);
        taken.Lines().Select(l => (l.Account, l.Amount, l.Currency, l.Counterparty)).ShouldBe([("00123456", 123_456, "MXN", null), ("00123456", -50_000, "MXN", "998811"), ("00777777", -1_000, "USD", null)]);
        taken.Lines()[0].At.ToString().ShouldBe("2025-03-05T10:15");
        var statement = taken.Gathered.Statements[0];
        (statement.Opening, statement.Closing, statement.Breaks, statement.AddsUp).ShouldBe((126_544, 200_000, 0, true));
    }

    [Fact]
    public async Task Several_statements_in_one_file_with_the_account_in_a_heading_line()
    {
        var taken = await Taken.InAsync("us-sections", Sections);
        taken.Lines().Select(l => (l.Account, l.Amount)).ShouldBe([("700100200", 25_000), ("700100300", 8_000), ("700100300", -3_000)]);
        taken.Gathered.Statements.Select(s => (s.Account, s.Opening, s.Closing, s.AddsUp)).ShouldBe([("700100200", 50_000L, 75_000L, true), ("700100300", 0L, 5_000L, true)]);
    }

    private const string DayAndMonth =
        """
        Cuenta: 012760001234567895
        Período: del 15/12/2024 al 14/01/2025
        Saldo inicial: 1,000.00
        Fecha,Concepto,Cargo,Abono,Saldo
        16/12,DEPÓSITO EFECTIVO,,"2,500.00","3,500.00"
        31 DIC,SPEI ENVIADO,500.00,,"3,000.00"
        02/01,SPEI ENVIADO,100.00,,"2,900.00"
        15/01,COMISIÓN CARGADA TARDE,10.00,,"2,890.00"
        Saldo final: 2,890.00
        Cuenta: 012760009999999993
        Período: del 15/01/2025 al 14/02/2025
        16/01,SPEI RECIBIDO,,20.00,20.00
        """;

    [Fact]
    public async Task Lines_with_day_and_month_take_the_year_of_the_period_of_their_statement_over_new_year_too()
    {
        var taken = await Taken.InAsync("mx-dia-mes", DayAndMonth);
        taken.Refused.ShouldBeEmpty();
        taken.Lines().Select(l => l.At).ShouldBe([When.Day(2024, 12, 16), When.Day(2024, 12, 31), When.Day(2025, 1, 2), When.Day(2025, 1, 15), When.Day(2025, 1, 16)]);
        taken.Gathered.Statements[0].AddsUp.ShouldBe(true);
        taken.Lines()[^1].Account.ShouldBe("012760009999999993");
    }

    [Fact]
    public async Task A_year_that_no_period_tells_is_never_guessed()
    {
        var taken = await Taken.InAsync("mx-dia-mes", "Cuenta: 012760001234567895\nFecha,Concepto,Cargo,Abono,Saldo\n16/12,X,,5.00,5.00\n31/02,X,,5.00,5.00\n31 DIC,X,,5.00,5.00\n");
        taken.Refused.Select(r => (r.Line, r.Flaw!.Code)).ShouldBe([(3L, "layout.no-period"), (4L, "layout.date"), (5L, "layout.no-period")]);
        var far = await Taken.InAsync("mx-dia-mes", "Período: del 01/03/2025 al 31/03/2025\nCuenta: 012760001234567895\nFecha,Concepto,Cargo,Abono,Saldo\n16/08,X,,5.00,5.00\n");
        far.Refused.ShouldHaveSingleItem().Flaw!.Code.ShouldBe("layout.date", "half a year away from the period it is a slip");
    }

    [Fact]
    public async Task A_day_that_lies_in_two_years_of_a_long_period_is_refused()
    {
        var taken = await Taken.InAsync("mx-dia-mes", Day("del 01/03/2024 al 30/04/2025", "05/03", "05/06", "20/05"));
        taken.Refused.Select(r => (r.Line, r.Flaw!.Code)).ShouldBe([(4L, "layout.two-years")]);
        taken.Lines().Select(l => l.At).ShouldBe([When.Day(2024, 6, 5), When.Day(2024, 5, 20)], "one lies in the period, the other only near its end in the later year");
    }

    [Theory]
    [InlineData("del 01/01/0001 al 31/12/9999", "layout.two-years")]
    [InlineData("del 01/03/1000 al 30/04/2025", "layout.two-years")]
    public async Task A_period_of_many_years_tells_no_year(string period, string code)
    {
        var taken = await Taken.InAsync("mx-dia-mes", Day(period, "05/06", "29/02"));
        taken.Refused.Select(r => r.Flaw!.Code).ShouldBe([code, code]);
        taken.Lines().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hasta 05/01/0001", "03/01", 1)]
    [InlineData("desde 28/12/9999", "30/12", 9999)]
    public void A_period_that_begins_or_ends_with_the_calendar_is_read_like_any_other(string words, string day, int year)
    {
        var source = ReadyLayouts.Find("mx-dia-mes")!.Source.Replace("notes:\n", "notes:\n  - 'hasta (?<until>\\d[\\d/]+)'\n  - 'desde (?<from>\\d[\\d/]+)'\n", StringComparison.Ordinal);
        var layout = LayoutReader.Read(source).Layout!;
        var reading = new LayoutReading(layout, LayoutColumns.Of(layout, ["Fecha", "Concepto", "Cargo", "Abono", "Saldo"])!);
        reading.Words(["Cuenta: 012760001234567895"]);
        reading.Words([words]).Note.ShouldNotBeNull();
        reading.Read(1, 3, [day, "X", "", "5.00", "5.00"]).Line!.Day.Year.ShouldBe(year);
    }

    [Fact]
    public void A_time_of_day_is_on_the_clock_of_the_layout_and_the_day_is_that_of_its_own_clock()
    {
        var layout = LayoutReader.Read(ReadyLayouts.Find("us-signed")!.Source + "zone: America/Mexico_City\n").Layout!;
        var reading = new LayoutReading(layout, LayoutColumns.Of(layout, ["Account", "Date", "Time", "Amount", "Description"])!);
        var line = reading.Read(1, 2, ["1", "06/02/2025", "23:30", "-5.00", "WIRE OUT"]).Line!;
        (line.At.StartMs, line.Day).ShouldBe((new DateTimeOffset(2025, 6, 3, 5, 30, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), new DateOnly(2025, 6, 2)));
    }

    [Fact]
    public async Task A_period_that_ends_before_it_begins_tells_nothing()
    {
        var taken = await Taken.InAsync("mx-dia-mes", Day("del 31/03/2029 al 01/03/2025", "05/03"));
        taken.Refused.ShouldHaveSingleItem().Flaw!.Code.ShouldBe("layout.no-period");
    }

    [Theory]
    [InlineData("Cuenta: 012760009999999993")]
    [InlineData("Cuenta: 012760009999999993\nPeríodo: del 15/01 al 14/02")]
    [InlineData("Cuenta: 012760009999999993\nPeríodo: del 14/02/2029 al 15/01/2025")]
    public async Task Another_account_does_not_take_the_period_of_the_account_before(string heading)
    {
        var taken = await Taken.InAsync("mx-dia-mes", $"{DayAndMonth[..DayAndMonth.LastIndexOf("Cuenta", StringComparison.Ordinal)]}{heading}\n16/01,SPEI RECIBIDO,,20.00,20.00\n");
        taken.Refused[^1].Flaw!.Code.ShouldBe("layout.no-period");
        taken.Lines().Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_period_may_stand_above_the_account_it_is_of()
    {
        var taken = await Taken.InAsync("mx-dia-mes", Day("del 01/03/2025 al 31/03/2025", "05/03") + "Período: del 01/03/2026 al 31/03/2026\nCuenta: 012760009999999993\n05/03,X,,5.00,5.00\n");
        taken.Refused.ShouldBeEmpty();
        taken.Lines().Select(l => (l.Account, l.At)).ShouldBe([("012760001234567895", When.Day(2025, 3, 5)), ("012760009999999993", When.Day(2026, 3, 5))]);
    }

    private static string Day(string period, params string[] days) =>
        $"Período: {period}\nCuenta: 012760001234567895\nFecha,Concepto,Cargo,Abono,Saldo\n{string.Concat(days.Select(d => d + ",X,,5.00,5.00\n"))}";

    [Fact]
    public async Task Routing_numbers_of_a_layout_that_has_them_are_checked()
    {
        var taken = await Taken.InAsync("us-signed", "Account,Date,Amount,Description,Other Account,ABA\n1,06/02/2025,-5.00,WIRE OUT,77,122105155\n1,06/03/2025,-5.00,WIRE OUT,78,122105156\n1,06/04/2025,-5.00,WIRE OUT,78,122105156\n1,06/05/2025,-5.00,WIRE OUT,79,992105155\n1,06/06/2025,-5.00,X,,\n");
        taken.Lines().Select(l => l.Routing).ShouldBe(["122105155", "122105156", "122105156", "992105155", null]);
        taken.Gathered.Tally.Doubts.Select(d => (d.Account, d.Kind, d.Code, d.Rows)).ShouldBe([("122105156", "aba", "identifier.check", 2L), ("992105155", "aba", "aba.district", 1L)]);
    }

    [Fact]
    public async Task Remittances_and_crypto_addresses_need_no_account_at_the_other_end()
    {
        var paid = await Taken.InAsync("remittances", "Agent,Date,Amount,Direction,Currency,Person,Control Number,Payout Point\nA-11,2025-04-01,300.00,SEND,USD,Ana Soto,MT1,Culiacán\nA-11,2025-04-02,450.00,RECEIVE,USD,Luis Peña,MT2,\n");
        paid.Lines().Select(l => (l.Amount, l.Name, l.Counterparty, l.Place, l.Method)).ShouldBe([(-30_000, "Ana Soto", null, "Culiacán", "remittance"), (45_000, "Luis Peña", null, null, "remittance")]);
        var coin = await Taken.InAsync("crypto-exchange", "User ID,Timestamp,Type,Asset,Fiat Amount,Fiat Currency,Address,TX Hash\n77,2025-04-01T10:00:00Z,SEND,BTC,-1200.00,USD,bc1qexampleaddress,ab12\n");
        coin.Lines().ShouldHaveSingleItem().Counterparty.ShouldBe("bc1qexampleaddress");
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_told_with_its_line_and_never_dropped()
    {
        var taken = await Taken.InAsync("us-signed", "Account,Date,Amount,Description\n1,06/31/2025,5.00,X\n1,06/30/2025,five,X\n1,06/30/2025,,X\n1,06/30/2025,5.00,X,more\n1,06/30/2025,5.00,X\n");
        taken.Refused.Select(r => (r.Line, r.Flaw!.Code)).ShouldBe([(2L, "layout.date"), (3L, "layout.amount"), (4L, "layout.amount-missing"), (5L, "row.ragged")]);
        taken.Refused.ShouldAllBe(r => r.Cells.Count > 0);
        var tally = taken.Gathered.Tally;
        tally.Rows.ShouldBe(tally.Lines + tally.Words + tally.Unread + tally.Blank + tally.OutsideAccount + tally.OutsideDates);
    }

    [Theory]
    [InlineData("1,234.56", '.', 123_456)]
    [InlineData("1.234,56", ',', 123_456)]
    [InlineData("(12.00)", '.', -1_200)]
    [InlineData("12.00-", '.', -1_200)]
    [InlineData("12.00 DR", '.', -1_200)]
    [InlineData("12.00 CR", '.', 1_200)]
    [InlineData("USD 12.00", '.', 1_200)]
    [InlineData("$12", '.', 1_200)]
    public void Printed_amounts_are_read_in_minor_units(string printed, char sign, long minor) => PrintedAmount.Read(printed, sign, "USD").ShouldBe(minor);

    [Theory]
    [InlineData("1.234,56", '.')]
    [InlineData("12.345", '.')]
    [InlineData("12,34", '.')]
    [InlineData("-", '.')]
    public void What_is_no_amount_under_the_sign_is_never_guessed(string printed, char sign) => PrintedAmount.Read(printed, sign, "USD").ShouldBeNull();

    [Fact]
    public void A_layout_with_a_misspelt_key_or_without_a_date_is_refused_with_its_reason()
    {
        LayoutReader.Read("layout: x\ntitel: [a, b]\n").Problems.ShouldHaveSingleItem().Code.ShouldBe("layout.unreadable");
        LayoutReader.Read("layout: x\ntitle: [a, b]\nparts: { amount: [A] }\n").Problems.Select(p => p.Code).ShouldContain("layout.part-missing");
        LayoutReader.Read("layout: x\ntitle: [a, b]\nparts: { date: [D], amount: [A], colour: [C] }\n").Problems.Select(p => p.Code).ShouldBe(["layout.part-unknown"]);
        LayoutReader.Read("layout: x\ntitle: [a, b]\nparts: { date: [D], amount: [A] }\nnotes: ['(']\n").Problems.Select(p => p.Code).ShouldBe(["layout.pattern"]);
    }
}

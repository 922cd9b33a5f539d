using System.Globalization;
using System.Text;

namespace Puente.Node.Demo;

/// <summary>What the banks of the demo sent. Every name, number and amount is invented; always the same.</summary>
internal static class ReturnFiles
{
    private static readonly string[] Towns =
        ["Fresno, CA", "Yuma, AZ", "Reno, NV", "Provo, UT", "Pueblo, CO", "Gallup, NM", "Amarillo, TX", "Enid, OK", "Wichita, KS", "Joplin, MO", "Toledo, OH"];

    /// <summary>The funnel account: deposits in eleven states, withdrawn in two towns; a stranger's row that the order does not reach. Totals tie.</summary>
    public static string Mesquite()
    {
        var (dice, text, debits, credits, count) = (new Random(7710), new StringBuilder("Account Number,Post Date,Amount,Description,Other Account,Other Party,Reference,Branch\n"), 0L, 0L, 0);
        void Line(string account, DateOnly day, long cents, string what, string other = "", string party = "", string reference = "", string branch = "")
        {
            text.Append(CultureInfo.InvariantCulture, $"{account},{day:MM/dd/yyyy},{cents / 100m:0.00},{what},{other},{party},{reference},\"{branch}\"\n");
            count++;
            if (cents < 0) debits -= cents;
            else credits += cents;
        }

        for (var i = 0; i < 66; i++) Line("4410027710", new DateOnly(2025, 6, 2).AddDays(i), 100L * dice.Next(4_100, 9_900), "CASH DEPOSIT", branch: Towns[i % Towns.Length]);
        for (var i = 0; i < 22; i++) Line("4410027710", new DateOnly(2025, 6, 4).AddDays(2 * i), -100L * dice.Next(6_000, 12_000), "ATM CASH WD", branch: i % 2 == 0 ? "Laredo, TX" : "El Paso, TX");
        for (var i = 0; i < 6; i++) Line("4410027710", new DateOnly(2025, 6, 9).AddDays(7 * i), -2_500_000, "WIRE OUT", i == 5 ? "" : "220071833", "Pitic Trading LLC", string.Create(CultureInfo.InvariantCulture, $"W-{700 + i}"));
        Line("9900112233", new DateOnly(2025, 6, 20), 4_500, "POS REFUND", party: "of another customer");
        text.Append(CultureInfo.InvariantCulture, $"Total Count: {count}\nTotal Debits: {debits / 100m:0.00}\nTotal Credits: {credits / 100m:0.00}\n");
        return text.ToString();
    }

    /// <summary>The account that the wires reach: one statement with a running balance; July is not there.</summary>
    public static string Llano()
    {
        var (text, balance) = (new StringBuilder("Rio Llano National Bank\nAccount Number: 220071833\nStatement period: 06/01/2025 to 06/30/2025\nOpening Balance,1200.00\nDate,Description,Debit,Credit,Balance,Counterparty Account,Reference\n"), 120_000L);
        void Line(DateOnly day, long cents, string what, string other, string reference)
        {
            balance += cents;
            text.Append(CultureInfo.InvariantCulture, $"{day:MM/dd/yyyy},{what},{(cents < 0 ? (-cents / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "")},{(cents > 0 ? (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "")},{balance / 100m:0.00},{other},{reference}\n");
        }

        for (var i = 0; i < 3; i++)
        {
            Line(new DateOnly(2025, 6, 10).AddDays(7 * i), 2_500_000, "WIRE IN", "4410027710", string.Create(CultureInfo.InvariantCulture, $"W-{700 + i}"));
            Line(new DateOnly(2025, 6, 11).AddDays(7 * i), -2_490_000, "WIRE TO MX", "012760001234567895", string.Create(CultureInfo.InvariantCulture, $"X-{i}"));
        }

        text.Append(CultureInfo.InvariantCulture, $"Closing Balance,{balance / 100m:0.00}\n");
        return text.ToString();
    }

    /// <summary>Two accounts in one file, two-digit years; the second statement does not add up.</summary>
    public static string Trust() =>
        """
        ACCOUNT 700100200
        STATEMENT FROM 06/01/25 TO 07/31/25
        BALANCE FORWARD|500.00
        Date|Description|Amount|Balance|To/From Account|Branch
        06/05/25|CURRENCY DEP|9250.00|9750.00||Laredo
        06/06/25|WIRE OUT|-9000.00|750.00|700100300|
        ENDING BALANCE|750.00
        ACCOUNT 700100300
        STATEMENT FROM 06/01/25 TO 07/31/25
        BALANCE FORWARD|0.00
        Date|Description|Amount|Balance|To/From Account|Branch
        06/06/25|WIRE IN|9000.00|9000.00|700100200|
        06/09/25|ATM CASH W/D|-3000.00|5500.00||Nuevo Laredo
        ENDING BALANCE|5500.00

        """;

    /// <summary>Remittances by name and town; the sender counts one more than it sent.</summary>
    public static string Remittances()
    {
        var text = new StringBuilder("Agent,Date,Amount,Direction,Currency,Person,Control Number,Payout Point\n");
        string[] names = ["Ana Soto", "Luis Peña", "Marta Ruelas", "José Ibáñez"], towns = ["Culiacán", "Hermosillo", "Nogales", "Zacatecas"];
        for (var i = 0; i < 12; i++) text.Append(CultureInfo.InvariantCulture, $"A-11,{new DateOnly(2025, 6, 3).AddDays(4 * i):yyyy-MM-dd},{250 + (15 * i)}.00,SEND,USD,{names[i % 4]},MT{8800 + i},{towns[i % 4]}\n");
        return text.ToString();
    }

    /// <summary>Two months of the front company's account, two lines a record.</summary>
    public static string Pitic()
    {
        var (text, balance) = (new StringBuilder("Banco del Pitic\nCuenta: 012760001234567895\nPeríodo: del 01/03/2025 al 30/04/2025\nSaldo inicial: 15000.00\nFecha,Concepto,Cargo,Abono,Saldo,Cuenta contraparte,Referencia\n"), 1_500_000L);
        for (var i = 0; i < 12; i++)
        {
            var (day, cents) = (new DateOnly(2025, 3, 3).AddDays(4 * i), i % 3 == 2 ? -8_100_000L : 4_300_000L + (100_000 * i));
            balance += cents;
            text.Append(CultureInfo.InvariantCulture, $"{day:dd/MM/yyyy},{(cents < 0 ? "SPEI ENVIADO" : "DEPÓSITO EFECTIVO")},{(cents < 0 ? (-cents / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "")},{(cents > 0 ? (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "")},{balance / 100m:0.00},{(cents < 0 ? "030760009876543219" : "")},{(cents < 0 ? $"SP{i}" : "")}\n");
            text.Append(CultureInfo.InvariantCulture, $",{(cents < 0 ? "PAGO DE REFACCIONES" : "SUCURSAL NOGALES CAJA 4")},,,,,\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Saldo final: {balance / 100m:0.00}\n");
        return text.ToString();
    }

    /// <summary>The same bank's list of electronic payments: two of them are in the statements too.</summary>
    public static string PiticSpei() =>
        """
        Cuenta;Fecha;Hora;Importe;Tipo;Moneda;Cuenta contraparte;Concepto;Referencia
        012760001234567895;22/04/2025;10:15;12.500,00;C;MXN;030760009876543219;SPEI RECIBIDO;SP91
        012760001234567895;21/04/2025;09:30;500,00;C;USD;;TRASPASO;SP90

        """;
}

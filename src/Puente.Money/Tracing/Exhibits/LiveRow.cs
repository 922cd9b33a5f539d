using System.Globalization;

namespace Puente.Money.Tracing.Exhibits;

/// <summary>A formula and what it comes to, in minor units.</summary>
internal readonly record struct Live(string Formula, long Value)
{
    public SheetCell Cell(int digits) => new(Formula: Formula, Value: (decimal)Value / Records.Plain.Decimals.Factor(digits), Digits: digits);
}

/// <summary>What a row of the ledger holds at its end: the balance and the tainted part under each rule.</summary>
internal readonly record struct Held(int Row, long Balance, long ProRata, long Libr, long Difo, long Fifo);

/// <summary>The formulas of one row of a ledger, each beside its value. Columns: K in, L out, M balance, and in threes (in, out, held) N pro-rata, Q LIBR, T DIFO, W FIFO (each tainted in, tainted out, tainted held).</summary>
internal sealed class LiveRow(int row, Held before, int digits)
{
    private readonly string _unit = Records.Plain.Decimals.Factor(digits).ToString(CultureInfo.InvariantCulture);

    /// <summary>A payment out of the account.</summary>
    public (Live[] Cells, Held After) Debit(long amount, long fifoOut)
    {
        var balance = before.Balance - amount;
        var pro = before.Balance <= 0 ? 0 : amount >= before.Balance ? before.ProRata : Shares.Part(amount, before.ProRata, before.Balance);
        var libr = before.Libr - Math.Min(before.Libr, Math.Max(0, balance));
        var difo = Math.Min(amount, before.Difo);
        var (was, held) = (Old('M'), Old('P'));
        return Row(balance,
            (new Live("0", 0), new Live($"IF({was}<=0,0,IF({New('L')}>={was},{held},{Portion(New('L'), held, was)}))", pro)),
            (new Live("0", 0), new Live(Rounded($"{Old('S')}-MIN({Old('S')},MAX(0,{New('M')}))"), libr)),
            (new Live("0", 0), new Live($"MIN({New('L')},{Old('V')})", difo)),
            (new Live("0", 0), new Live($"SUMIFS(Lots!$C:$C,Lots!$A:$A,{New('A')},Lots!$F:$F,\"yes\")", fifoOut)));
    }

    /// <summary>A payment into the account; what is tainted of it comes from elsewhere in the workbook. What goes to a lender stands as out.</summary>
    public (Live[] Cells, Held After) Credit(long amount, Live pro, Live libr, Live difo, Live fifo, long fifoLender)
    {
        var balance = before.Balance + amount;
        var lent = before.Balance < 0 ? Math.Min(-before.Balance, amount) : 0;
        var (was, came) = (Old('M'), New('K'));
        var lentText = $"MIN(-{was},{came})";
        return Row(balance,
            (pro, new Live($"IF({was}<0,IF({came}<=0,0,{Portion(lentText, New('N'), came)}),0)", lent == 0 ? 0 : Shares.Part(lent, pro.Value, amount))),
            (libr, new Live(Rounded($"{Old('S')}+{New('Q')}-MIN({Old('S')}+{New('Q')},MAX(0,{New('M')}))"), before.Libr + libr.Value - Math.Min(before.Libr + libr.Value, Math.Max(0, balance)))),
            (difo, new Live($"IF({was}<0,MIN({lentText},{Old('V')}+{New('T')}),0)", lent == 0 ? 0 : Math.Min(lent, before.Difo + difo.Value))),
            (fifo, new Live(Main(fifoLender), fifoLender)));
    }

    /// <summary><c>part</c> of an amount as it arrived: itself, or in proportion when the amount became another on the way.</summary>
    public static Live Arrived(Live paid, long amount, long received, int paidDigits, int receivedDigits)
    {
        if (amount == received && paidDigits == receivedDigits) return paid;
        var (from, to) = (Records.Plain.Decimals.Factor(paidDigits).ToString(CultureInfo.InvariantCulture), Records.Plain.Decimals.Factor(receivedDigits).ToString(CultureInfo.InvariantCulture));
        return new Live(string.Create(CultureInfo.InvariantCulture, $"ROUND(ROUND({paid.Formula}*{from},0)*{received}/{amount},0)/{to}"), Shares.Part(received, paid.Value, amount));
    }

    /// <summary>An amount as a formula writes it.</summary>
    public string Main(long minor) => ((decimal)minor / Records.Plain.Decimals.Factor(digits)).ToString(CultureInfo.InvariantCulture);

    private (Live[] Cells, Held After) Row(long balance, params (Live In, Live Out)[] rules)
    {
        long[] was = [before.ProRata, before.Libr, before.Difo, before.Fifo];
        var cells = new List<Live> { new(Rounded($"{Old('M')}+{New('K')}-{New('L')}"), balance) };
        for (var i = 0; i < rules.Length; i++)
        {
            var column = (char)('N' + 3 * i);
            was[i] += rules[i].In.Value - rules[i].Out.Value;
            cells.AddRange([rules[i].In, rules[i].Out, new Live(Rounded($"{Old((char)(column + 2))}+{New(column)}-{New((char)(column + 1))}"), was[i])]);
        }

        return ([.. cells], new Held(row, balance, was[0], was[1], was[2], was[3]));
    }

    private string Portion(string amount, string part, string whole) => $"ROUND(ROUND({amount}*{_unit},0)*ROUND({part}*{_unit},0)/ROUND({whole}*{_unit},0),0)/{_unit}";

    private string Rounded(string formula) => $"ROUND({formula},{digits.ToString(CultureInfo.InvariantCulture)})";

    private string Old(char column) => Sheet.At(column, before.Row);

    private string New(char column) => Sheet.At(column, row);
}

using System.Globalization;
using System.Text;
using CsCheck;
using Puente.Money.Records.Plain;
using static Puente.Tests.Money.Records.PlainFiles;

namespace Puente.Tests.Money.Records;

public sealed class TransferFileTests
{
    private const string Shortest = "id: tran_id\nfrom: orig_acct\nto: bene_acct\ntime: at\namount: amt\n";

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "utf-16")]
    [InlineData(true, "windows-1252")]
    public void An_empty_file_is_said_to_be_empty(bool mapped, string? encoding)
    {
        var file = Path.GetTempFileName();
        try
        {
            var mapping = mapped || encoding is not null ? TransferMappingReader.Read($"id: id\nfrom: from\nto: to\ntime: time\namount: amount\n{(encoding is null ? "" : $"encoding: {encoding}\n")}").Mapping.ShouldNotBeNull() : null;
            TransferFile.Read(file, mapping, TestContext.Current.CancellationToken).Problems.ShouldHaveSingleItem().Code.ShouldBe("transfers.empty");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_shortest_mapping_names_columns()
    {
        var reading = Read("TRAN_ID,orig_acct,bene_acct,amt,at\nT1,A,B,12.5,2024-03-01T10:00:00Z\nT2,B,C,7,2024-03-02\n", Shortest);
        reading.IsOk.ShouldBeTrue();
        Row(reading, 0).ShouldBe("T1 A>B 2024-03-01T10:00:00 1250 USD");
        Row(reading, 1).ShouldBe("T2 B>C 2024-03-02T00:00:00 700 USD");
        reading.Notes.Select(n => n.Code).ShouldBe(["transfers.currency-assumed"]);
        reading.Transfers.Find("T2").ShouldBe([1]);
        reading.Transfers.Accounts.Find("C").ShouldBe(2);
        reading.Transfers.Accounts.Find("D").ShouldBe(-1);
    }

    [Fact]
    public void Columns_are_joined_zeros_before_a_bank_left_out_and_constants_stand_in_every_row()
    {
        var reading = Read("bank,acct,to_bank,to_acct,t,v\n012,8A,7,0\n012,8A,12,8A,2024-01-01,1.00\n", "from: [{ column: bank, unpad: true }, acct]\nto:\n  columns: [to_bank, to_acct]\n  join: /\ntime: t\namount: v\ncurrency: { value: MXN }\nkind: { value: wire }");
        Row(reading, 0).ShouldBe("3 12:8A>12/8A 2024-01-01T00:00:00 100 MXN wire");
        reading.Rejected.Single().Code.ShouldBe("transfers.cells-few");
        reading.Rejected.Single().Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("2024-03-01T10:00:00Z", "", "2024-03-01T10:00:00")]
    [InlineData("2024/03/01 10:00", "", "2024-03-01T10:00:00")]
    [InlineData("2024-03-01 10:00:00.750", "", "2024-03-01T10:00:00")]
    [InlineData("2024-03-01T10:00:00-06:00", "", "2024-03-01T16:00:00")]
    [InlineData("20240301", "", "2024-03-01T00:00:00")]
    [InlineData("03/01/2024", "dates: month-first", "2024-03-01T00:00:00")]
    [InlineData("01/03/2024 23:59", "dates: day-first", "2024-03-01T23:59:00")]
    [InlineData("1 mar 2024", "", "2024-03-01T00:00:00")]
    [InlineData("2024-03-01 10:00", "zone: America/Mexico_City", "2024-03-01T16:00:00")]
    [InlineData("1709287200", "unit: seconds", "2024-03-01T10:00:00")]
    [InlineData("1709287200000", "unit: milliseconds", "2024-03-01T10:00:00")]
    [InlineData("1709287200", "", "2024-03-01T10:00:00")]
    [InlineData("60", "unit: days\nstart: 2024-01-01", "2024-03-01T00:00:00")]
    [InlineData("34", "unit: hours\nstart: 2024-02-29", "2024-03-01T10:00:00")]
    public void Times_are_read_as_the_mapping_states_them(string written, string stated, string at) =>
        Row(Read($"f;t;d;a\nA;B;{written};1\n", $"from: f\nto: t\ntime: d\namount: a\n{stated}"), 0).ShouldBe($"2 A>B {at} 100 USD");

    [Theory]
    [InlineData("03/04/2024", "transfers.time-unreadable")]
    [InlineData("2024-02-30", "transfers.time-unreadable")]
    [InlineData("about March 2024", "transfers.time-unreadable")]
    public void A_time_that_could_be_two_days_or_none_is_refused(string written, string code) =>
        Read($"f,t,d,a\nA,B,{written},1\n", "from: f\nto: t\ntime: d\namount: a").Rejected.Single().Code.ShouldBe(code);

    [Theory]
    [InlineData("1,234.56", "", 123456L)]
    [InlineData("$ 12.00", "", 1200L)]
    [InlineData("1.234,56", "decimal: ','", 123456L)]
    [InlineData("0.125", "", 12L)]
    [InlineData("0.135", "", 14L)]
    [InlineData("0.1250000001", "", 13L)]
    [InlineData("0.125", "rounding: half-up", 13L)]
    [InlineData("0.129", "rounding: down", 12L)]
    [InlineData("544595.7886430753", "", 54459579L)]
    [InlineData("92233720368547758.07", "", null)]
    [InlineData("9223372036854775.80", "", 922337203685477580L)]
    [InlineData("0.125", "rounding: refuse", null)]
    [InlineData("12x", "", null)]
    [InlineData("-1", "", null)]
    [InlineData("", "", null)]
    public void Amounts_become_minor_units_exactly_and_by_a_stated_rule(string written, string stated, long? minor)
    {
        var reading = Read($"f;t;d;a\nA;B;2024-01-01;{written}\n", $"from: f\nto: t\ntime: d\namount: a\ncurrency: {{ value: USD }}\n{stated}");
        (reading.Transfers.Count == 1 ? reading.Transfers.Amount[0] : (long?)null).ShouldBe(minor);
        reading.Tally.Read.ShouldBe(minor is null ? 0 : 1);
        reading.Tally.Rejected.ShouldBe(minor is null ? 1 : 0);
    }

    [Fact]
    public void Minor_units_are_those_of_each_currency()
    {
        var reading = Read("f,t,d,a,c\nA,B,2024-01-01,5,JPY\nA,B,2024-01-01,5,KWD\nA,B,2024-01-01,5,Yuan\nA,B,2024-01-01,5,XYC\nA,B,2024-01-01,5,\n", "from: f\nto: t\ntime: d\namount: a\ncurrency: c\ncurrencies: { Yuan: CNY }\ndecimals: { XYC: 6 }");
        reading.Totals.Select(t => $"{t.Unit.Code} {t.Count} {t.Sum}").ShouldBe(["JPY 1 5", "KWD 1 5000", "CNY 1 500", "XYC 1 5000000"]);
        reading.Rejected.Single().Code.ShouldBe("transfers.currency-missing");
    }

    [Fact]
    public void An_amount_that_was_rounded_is_counted_and_said()
    {
        var note = Read("f,t,d,a\nA,B,2024-01-01,1.005\nA,B,2024-01-01,1.01\n", "from: f\nto: t\ntime: d\namount: a").Notes.Single(n => n.Code == "transfers.rounded");
        note.Args.ShouldContain(("count", "1"));
        note.Args.ShouldContain(("rule", "HalfEven"));
    }

    [Fact]
    public void On_the_statement_of_an_account_the_sign_or_the_column_says_which_way_money_went()
    {
        const string Mapping = "account: { value: MINE }\ncounterparty: who\ntime: d\n";
        var signed = Read("d;who;a\n2024-01-01;Ann;-5.00\n2024-01-02;Bob;7.00\n2024-01-03;;-1.00\n", Mapping + "amount: a");
        Enumerable.Range(0, 3).Select(i => Row(signed, i)).ShouldBe(["2 MINE>Ann 2024-01-01T00:00:00 500 USD", "3 Bob>MINE 2024-01-02T00:00:00 700 USD", "4 MINE>?MINE 2024-01-03T00:00:00 100 USD"]);
        signed.Tally.Outside.ShouldBe(1);
        var columns = Read("d;who;out;in\n2024-01-01;Ann;5.00;\n2024-01-02;Bob;0,00;7.00\n2024-01-02;Bob;;7.00\n2024-01-02;Bob;;\n2024-01-02;Bob;1;1\n", Mapping + "debit: out\ncredit: in");
        Enumerable.Range(0, 2).Select(i => Row(columns, i)).ShouldBe(["2 MINE>Ann 2024-01-01T00:00:00 500 USD", "4 Bob>MINE 2024-01-02T00:00:00 700 USD"]);
        columns.Rejected.Select(r => r.Code).ShouldBe(["transfers.amount-unreadable", "transfers.amount-missing", "transfers.both-ways"]);
    }

    [Fact]
    public void Quotes_preamble_blank_lines_and_Windows_letters_are_read()
    {
        var reading = Read("Banco del Sur\r\nCuenta 123\r\n\r\nfolio;origen;destino;fecha;importe\r\n1;\"Pérez; \"\"Nacho\"\"\";José;2024-01-01;\"1.000,50\"\r\n\r\n2;a;\"dos\r\nlíneas\";2024-01-02;3\r\n3;b;c;2024-01-03;4",
            "id: folio\nfrom: origen\nto: destino\ntime: fecha\namount: importe\ndecimal: ','\ncurrency: { value: MXN }", Encoding.Latin1);
        Row(reading, 0).ShouldBe("1 Pérez; \"Nacho\">José 2024-01-01T00:00:00 100050 MXN");
        Row(reading, 1).ShouldBe("2 a>dos\r\nlíneas 2024-01-02T00:00:00 300 MXN");
        Enumerable.Range(0, 3).Select(reading.Transfers.Line).ShouldBe([5, 7, 9]);
        reading.Tally.ShouldBe(new ReadingTally(4, 3, 0, 1, 0, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packed_files_and_wide_letters_read_the_same(bool pack) =>
        Row(Read("f,t,d,a\nñ,B,2024-01-01,1\n", "from: f\nto: t\ntime: d\namount: a", pack ? null : new UnicodeEncoding(false, true), pack), 0).ShouldBe("2 ñ>B 2024-01-01T00:00:00 100 USD");

    [Fact]
    public void A_file_without_header_is_read_by_position() =>
        Row(Read("A|B|20240101|9\n", "from: '#1'\nto: '#2'\ntime: '#3'\namount: '#4'\nheader: false\ndelimiter: '|'"), 0).ShouldBe("1 A>B 2024-01-01T00:00:00 900 USD");

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        var problem = Read("f,t,d,b\nA,B,2024-01-01,1\n", "from: f\nto: t\ntime: d\namount: a").Problems.Single();
        (problem.Line, problem.Column, problem.Code).ShouldBe((1, "amount", "transfers.column-missing"));
        problem.Args.ShouldContain(("columns", "f, t, d, b"));
    }

    [Fact]
    public void Received_money_of_another_currency_is_kept_beside_what_left()
    {
        var reading = Read("f,t,d,a,c,ra,rc\nA,B,2024-01-01,100,USD,1700,MXN\n", "from: f\nto: t\ntime: d\namount: a\ncurrency: c\nreceived: ra\nreceived_currency: rc");
        (reading.Transfers.Amount[0], reading.Transfers.Received[0]).ShouldBe((10000, 170000));
        reading.Transfers.Currencies[reading.Transfers.ReceivedCurrency[0]].Code.ShouldBe("MXN");
    }

    [Fact]
    public void However_many_stretches_a_file_is_cut_into_it_reads_the_same()
    {
        var text = new StringBuilder("id,from,to,time,amount,note\n");
        var random = new Random(4);
        for (var i = 0; i < 400_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i < 250_000 ? i : "X" + i)},{random.Next(3000)},acct-{random.Next(40_000):D14},2024-01-{1 + i % 28:D2},{(i % 1000 == 7 ? "bad" : i % 97)}.{i % 100:D2},{(i % 5 == 0 ? "\"a\nb\"" : "")}\n");
        var reading = Read(text.ToString(), "id: id\nfrom: from\nto: to\ntime: time\namount: amount\ncurrency: { value: USD }\nkind: note");
        reading.Tally.ShouldBe(new ReadingTally(400_000, 399_600, 400, 0, 0, 0));
        var (line, row) = (2, 0);
        random = new Random(4);
        for (var i = 0; i < 400_000; i++)
        {
            var (from, to) = ($"{random.Next(3000)}", $"acct-{random.Next(40_000):D14}");
            if (i % 1000 != 7)
            {
                if (i % 20_011 < 3) Row(reading, row).ShouldBe($"{(i < 250_000 ? i : "X" + i)} {from}>{to} 2024-01-{1 + i % 28:D2}T00:00:00 {i % 97 * 100 + i % 100} USD {(i % 5 == 0 ? "a\nb" : "")}".TrimEnd());
                if (i % 20_011 < 3) reading.Transfers.Line(row).ShouldBe(line);
                row++;
            }

            line += i % 5 == 0 ? 2 : 1;
        }

        var accounts = reading.Transfers.Accounts;
        Enumerable.Range(0, accounts.Count).ShouldAllBe(a => accounts.Find(accounts[a]) == a);
        reading.Totals.Single().Sum.ShouldBe(Enumerable.Range(0, 400_000).Where(i => i % 1000 != 7).Sum(i => i % 97 * 100L + i % 100));
    }

    [Fact]
    public void Whatever_bytes_a_file_holds_the_counts_add_up() =>
        Gen.OneOf(Gen.Const(","), Gen.Const("\n"), Gen.Const("\""), Gen.Const("A"), Gen.Const("2024-01-01"), Gen.Const("1.5"), Gen.Const("\r\n"), Gen.Const(" "), Gen.Const("ñ"), Gen.Const("A,B,2024-01-01,1\n")).Array[0, 60].Sample(parts =>
        {
            var reading = Read("f,t,d,a\n" + string.Concat(parts), "from: f\nto: t\ntime: d\namount: a");
            reading.Tally.Lines.ShouldBe(reading.Tally.Read + reading.Tally.Rejected + reading.Tally.Blank);
            reading.Transfers.Count.ShouldBe((int)reading.Tally.Read);
            reading.Rejected.Count.ShouldBe((int)reading.Tally.Rejected);
            for (var i = 0; i < reading.Transfers.Count; i++) Row(reading, i).ShouldNotBeEmpty();
        }, iter: 150, seed: "0000KOq4Wl_4", threads: 1);
}

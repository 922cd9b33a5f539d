using Puente.Money.Records.Plain;
using static Puente.Tests.Money.Records.PlainFiles;

namespace Puente.Tests.Money.Records;

/// <summary>What is read without a mapping, and the mappings that ship with the product.</summary>
public sealed class GuessTests
{
    [Theory]
    [InlineData("amlsim", 9904, "1 19>17 2017-01-01T00:00:00 41657 USD TRANSFER", "amlsim-typologies", "transactions.csv")]
    [InlineData("amlsim-sample", 117805, "2 280>15349 1970-01-02T00:00:00 14780 USD", "amlsim-20k-cycle200", "transactions.csv")]
    [InlineData("amlsim-sample", 118250, "2 360>18984 1970-01-02T00:00:00 10355 USD", "amlsim-20k-fanin200", "transactions.csv")]
    [InlineData("amlworld", 1497, "2 21174:800737690>12:80011F990 2022-09-01T00:06:00 284896 EUR ACH", "amlworld-patterns", "patterns_transactions.csv")]
    [InlineData("amlworld", 1000, "2 10:8000EBD30>10:8000EBD30 2022-09-01T00:20:00 369734 USD Reinvestment", "amlworld-patterns", "normal_sample_1000.csv")]
    [InlineData("finbench", 37861, "2 28710447624489049>48413695994234887 2020-06-29T02:33:46 54459579 USD", "finbench", "AccountTransferAccount.csv.gz")]
    [InlineData("finbench", 42069, "2 4656440539724386377>28710447624489049 2020-08-29T20:21:43 481667245 USD", "finbench", "AccountWithdrawAccount.csv.gz")]
    public void The_shared_sets_are_read_whole_and_recognised(string name, int count, string first, string folder, string file)
    {
        var path = SharedData.Path("money", folder, file);
        var named = TransferFile.Read(path, TransferMappingReader.Named(name));
        named.Problems.ShouldBeEmpty();
        named.Tally.Read.ShouldBe(count);
        named.Tally.Rejected.ShouldBe(0);
        Row(named, 0).ShouldBe(first);
        var guessed = TransferFile.Read(path);
        guessed.Notes.Single(n => n.Code == "transfers.guessed-set").Args.ShouldContain(("name", name));
        guessed.Totals.ShouldBe(named.Totals);
    }

    [Fact]
    public void The_published_form_of_AMLworld_has_one_heading_twice()
    {
        var reading = Read("Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format,Is Laundering\n2022/09/01 00:20,010,8000EBD30,1,8000F5340,0.01,Bitcoin,3697.34,US Dollar,Wire,0\n");
        Row(reading, 0).ShouldBe("2 10:8000EBD30>1:8000F5340 2022-09-01T00:20:00 369734 USD Wire");
        reading.Transfers.Received[0].ShouldBe(1_000_000);
    }

    [Fact]
    public void A_bank_file_in_Spanish_is_guessed_and_every_guess_is_said()
    {
        var reading = Read("Fecha;Concepto;Cargo;Abono;Saldo\n2024-01-05;RENTA;1.500,00;;500,00\n2024-01-06;NÓMINA;;2.000,00;2.500,00\n", name: "0123.csv");
        Row(reading, 0).ShouldBe("2 0123>RENTA 2024-01-05T00:00:00 150000 USD");
        Row(reading, 1).ShouldBe("3 NÓMINA>0123 2024-01-06T00:00:00 200000 USD");
        reading.Notes.Where(n => n.Code == "transfers.guessed-field").Select(n => n.Column).ShouldBe(["account", "counterparty", "time", "debit", "credit"]);
    }

    [Fact]
    public void Steps_are_days_and_that_is_said() =>
        Read("source,target,amount,step\nA,B,1.00,3\n").Notes.Single(n => n.Code == "transfers.guessed-unit").Args.ShouldContain(("unit", "days"));

    [Fact]
    public void Columns_that_say_too_little_are_not_guessed_at() =>
        Read("x,y,z\n1,2,3\n").Problems.Single().Code.ShouldBe("transfers.guess-failed");

    [Fact]
    public void A_misspelt_key_of_a_mapping_is_named_with_its_line()
    {
        var reading = TransferMappingReader.Read("form: a\nto: b\ntime: c\namount: d\n");
        reading.Mapping.ShouldBeNull();
        reading.Problems.Select(p => (p.Line, p.Code)).ShouldBe([(1, "yaml.key-unknown"), (1, "yaml.key-missing")]);
    }

    [Fact]
    public void Every_shipped_mapping_reads() =>
        TransferMappingReader.Shipped.ShouldAllBe(name => TransferMappingReader.Named(name) != null);
}

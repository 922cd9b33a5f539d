using System.IO.Compression;
using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Money;

/// <summary>Traces and sums straight on plain files, without a node.</summary>
[Collection(nameof(Counter))]
public sealed class TraceCommandTests(Counter counter)
{
    private const string Golden = "id,from,to,time,amount\nP,S,A,2024-01-01,30.00\nC1,C,A,2024-01-02,70.00\nD1,A,X,2024-01-03,50.00\nD2,A,Y,2024-01-04,40.00\nC2,C,A,2024-01-05,100.00\nD3,A,Z,2024-01-06,20.00\n";

    [Fact]
    public async Task Programs_get_one_payment_a_line_with_what_is_traced_under_each_rule()
    {
        var (code, output, error) = await Run("money", "trace", "--proceeds", "P", "--in", counter.Write("golden.csv", Golden), "--json");
        code.ShouldBe(0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        lines.Select(l => ((string)l["transaction"]!, (string)l["account"]!, (long)l["amount"]!)).ShouldBe([("D1", "A", 5000), ("D2", "A", 4000), ("D3", "A", 2000)]);
        lines.Select(l => l["traced"]!.ToJsonString()).ShouldBe([
            """{"fifo":3000,"prorata":1500,"poison":5000,"libr":0,"difo":3000}""",
            """{"fifo":0,"prorata":1200,"poison":4000,"libr":2000,"difo":0}""",
            """{"fifo":0,"prorata":55,"poison":2000,"libr":0,"difo":0}"""]);
        ((string)lines[2]["exact"]!).ShouldBe("600/11");
        error.ShouldContain("Assumed: A opened with nothing in USD");
        error.ShouldContain("LIBR, USD: introduced 30.00 + changed in 0.00 = remaining 30.00");
        error.ShouldNotContain("Poison (reach), USD");
    }

    [Fact]
    public async Task One_rule_an_opening_balance_an_offence_and_an_exhibit_are_asked_for()
    {
        var (file, book) = (counter.Write("golden-one.csv", Golden), Path.Combine(counter.Folder, "exhibit.xlsx"));
        var (code, output, error) = await Run("money", "trace", "--proceeds", "P", "--rule", "libr", "--in", file, "--opening", "A=10.00", "--offence", "2023-01-04", "--hops", "0", "--exhibit", book, "--json");
        code.ShouldBe(0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        lines.Select(l => l["traced"]!.ToJsonString()).ShouldBe(["""{"libr":0}""", """{"libr":1000}""", """{"libr":0}"""]);
        lines.Select(l => (bool)l["within_year"]!).ShouldBe([true, true, false]);
        lines.ShouldAllBe(l => (string)l["left"]! == "beyond-hops");
        error.ShouldContain("must begin by 2024-01-04");
        error.ShouldNotContain("Assumed: A");
        await using var zip = await ZipFile.OpenReadAsync(book);
        zip.Entries.Select(e => e.FullName).ShouldContain("xl/worksheets/sheet6.xml");
    }

    [Fact]
    public async Task What_cannot_be_placed_is_refused_with_a_way_out()
    {
        var file = counter.Write("golden-refused.csv", Golden + "D3,A,Q,2024-01-07,1.00\n");
        async Task Refused(string said, params string[] more)
        {
            var (code, _, error) = await Run(["money", "trace", "--in", file, .. more]);
            (code, error).ShouldSatisfyAllConditions(() => code.ShouldBe(3), () => error.ShouldContain(said));
        }

        await Refused("No transfer has the id NONE", "--proceeds", "NONE");
        await Refused("#7, #8", "--proceeds", "D3");
        await Refused("names the account QQ", "--proceeds", "P", "--opening", "QQ=1");
        await Refused("is no opening balance", "--proceeds", "P", "--opening", "A=1.005");
        await Refused("is no day", "--proceeds", "P", "--offence", "01/02/2024");
        (await Run("money", "trace", "--in", file, "--proceeds", "#8")).Code.ShouldBe(0);
        (await Run("money", "trace", "--in", file, "--proceeds", "P", "--rule", "lifo")).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Plain_files_are_counted_and_summed()
    {
        var (code, output, error) = await Run("money", "load", counter.Write("golden-sums.csv", Golden + "x,y\n"), "--json");
        code.ShouldBe(0, error);
        var sums = JsonNode.Parse(output)!;
        ((long)sums["lines"]!, (long)sums["read"]!, (long)sums["rejected"]!, (int)sums["accounts"]!, (long)sums["totals"]![0]!["sum"]!).ShouldBe((7, 6, 1, 6, 31000));
        error.ShouldContain("The row has 2 cells");
    }

    private Task<(int Code, string Output, string Error)> Run(params string[] arguments) => counter.PuenteAsync("nobody", "en", null, arguments);
}

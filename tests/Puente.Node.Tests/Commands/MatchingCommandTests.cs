using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Commands;

/// <summary>Matching, identifiers and serials on plain files, without a node: good, bad, empty, large and hostile ones.</summary>
public sealed class MatchingCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-plain-").FullName;

    [Fact]
    public async Task Pairs_come_out_in_their_order_with_reasons_that_add_up_and_the_treasurys_score_when_asked()
    {
        var (code, output, error) = await Run("match", "pairs", Write("pairs.csv", "kind,right,left\r\nperson,\"OCAMPO ZAVALA, Wenceslao\",Wenseslao Ocampo Zabala\r\nperson,Ana Ríos,Wenceslao Ocampo\r\n"), "--json", "--ofac");
        code.ShouldBe(0, error);
        var rows = Json(output);
        rows.Select(r => (string)r["decision"]!).ShouldBe(["match", "no"]);
        rows.ShouldAllBe(r => Math.Abs(r["reasons"]!.AsArray().Sum(x => (double)x!["weight"]!) - (double)r["score"]!) < 1e-6);
        ((int)rows[0]["ofac"]!).ShouldBeGreaterThan(85);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public async Task Accents_survive_every_encoding(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = Path.Combine(_folder, encoding + ".csv");
        await File.WriteAllTextAsync(path, "left,right\nJosé Muñoz Peña,Jose Munoz Pena\n", Encoding.GetEncoding(encoding), TestContext.Current.CancellationToken);
        Json((await Run("match", "pairs", path, "--json")).Output).Single()["decision"]!.GetValue<string>().ShouldBe("match");
    }

    [Theory]
    [InlineData("", "en", "first line must name the columns")]
    [InlineData("", "es", "primera línea")]
    [InlineData("left,wrong\na,b\n", "en", "no column right")]
    [InlineData("left,right\nA B,A B\nC D,\"open\n", "en", "bad.csv:3:2: a quotation mark is not closed")]
    [InlineData("left,right\nA B,\"x\0y\"\nC D,C D\n", "en", "bad.csv:2:2: a zero character")]
    [InlineData("left,right\nA B,\"x\0y\"\nC D,C D\n", "es", "bad.csv:2:2: hay un carácter cero")]
    public async Task What_is_wrong_is_said_with_line_field_reason_and_remedy(string text, string language, string said)
    {
        var (code, _, error) = await NodeProcess.RunAsync(new Dictionary<string, string> { ["PUENTE_LANG"] = language }, null, "match", "pairs", Write("bad.csv", text));
        code.ShouldBe(3);
        error.ShouldContain(said);
        error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("match", "pairs", "/no/such.csv")]
    [InlineData("match", "screen", "/no/such.csv", "--list", "/no/list")]
    [InlineData("match", "dedupe", "/no/such.csv")]
    [InlineData("identify", "--in", "/no/such.txt")]
    [InlineData("serial", "find", "AB*", "--in", "/no/such.csv")]
    public async Task A_file_that_is_not_there_is_named(params string[] arguments)
    {
        var (code, output, error) = await Run(arguments);
        code.ShouldBe(3);
        output.ShouldBeEmpty();
        error.ShouldContain("/no/such");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_gzip_that_is_none_is_named_and_one_that_is_is_read()
    {
        var bad = Write("bad.csv.gz", "left,right\n");
        var (code, _, error) = await Run("match", "pairs", bad);
        code.ShouldBe(3);
        error.ShouldContain("gzip");
        var good = Path.Combine(_folder, "good.csv.gz");
        await using (var gzip = new GZipStream(File.Create(good), CompressionLevel.Fastest)) await gzip.WriteAsync("serial\nAB1234\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Json((await Run("serial", "find", "AB1234", "--in", good, "--json")).Output).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Names_are_screened_against_a_list_with_both_scores()
    {
        var list = Write("list.csv", "id,name,kind\n7,\"OCAMPO ZAVALA, Wenceslao\",person\n8,Transportes del Yaqui SA de CV,organisation\n");
        var (code, output, error) = await Run("match", "screen", Write("names.csv", "name,kind\nWenceslao Ocampo Zavala,person\nNadie Ninguno,person\n"), "--list", list, "--json");
        code.ShouldBe(0, error);
        var rows = Json(output);
        rows.Count.ShouldBe(2);
        var hit = rows[0]["hits"]!.AsArray().Single()!;
        ((string)hit["id"]!).ShouldBe("7");
        ((int)hit["ofac"]!).ShouldBe(100);
        rows[1]["hits"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Records_that_may_be_one_are_paired_and_siblings_are_not()
    {
        var (code, output, error) = await Run("match", "dedupe", Write("people.csv", "id,name,kind,birth_date\na,Wenceslao Ocampo Zavala,person,1970-01-02\nb,\"OCAMPO ZAVALA, Wenseslao\",person,1970-01-02\nc,Evaristo Ocampo Zavala,person,1972-03-04\n"), "--json");
        code.ShouldBe(0, error);
        var match = Json(output).Where(r => (string)r["decision"]! == "match").ShouldHaveSingleItem();
        ((string)match["left"]!, (string)match["right"]!).ShouldBe(("a", "b"));
    }

    [Fact]
    public async Task An_identifier_is_read_alone_and_many_are_read_line_by_line()
    {
        var one = JsonNode.Parse((await Run("identify", "HEGG560427MVZRRL04", "--json")).Output)!;
        ((string)one["kind"]!, (bool)one["valid"]!).ShouldBe(("curp", true));
        var many = Json((await Run("identify", "--in", Write("values.txt", "\uFEFFHEGG560427MVZRRL04\r\n\r\n\0\r\nBOXW310820HNERXN08\r\n"), "--kind", "curp", "--json")).Output);
        many.Count.ShouldBe(4);
        many.Select(m => (bool)m["valid"]!).ShouldBe([true, false, false, false]);
        many[3]["problems"]!.AsArray().ShouldContain(p => (string)p!["code"]! == "identifier.check");
    }

    [Fact]
    public async Task Serials_are_found_in_a_table_with_quotes_commas_and_line_breaks_in_its_fields()
    {
        var table = Write("serials.csv", "\uFEFFid,Maker,\"Serial\"\r\n1,\"Armas, S.A.\",\"AB-12 34\"\r\n2,\"Line\nbreak\",A81234\r\n3,Otra,\r\n4,Otra,\"say \"\"X\"\" 99\"\r\n");
        var (code, output, error) = await Run("serial", "find", "AB1234", "--in", table, "--json");
        code.ShouldBe(0, error);
        var rows = Json(output);
        rows.Select(r => ((string)r["serial"]!, (string)r["maker"]!, (int)r["rank"]!)).ShouldBe([("AB1234", "Armas, S.A.", 1), ("A81234", "Line\nbreak", 2)]);
        rows.ShouldAllBe(r => (int)r["equallyGood"]! == 1);
        error.ShouldContain("line 5");
    }

    [Theory]
    [InlineData("id,number\n1,AB1234\n", "AB*", 3, "no column of serials")]
    [InlineData("", "AB*", 3, "no serial")]
    [InlineData("serial\n", "AB*", 3, "no serial")]
    [InlineData("serial\nAB\0CD\nAB1\n", "AB*", 3, "zero character")]
    [InlineData("AB1\n", "A[", 1, "not closed")]
    [InlineData("AB1\n", "***", 1, "no character")]
    public async Task A_table_or_pattern_that_is_none_says_why(string text, string pattern, int expected, string said)
    {
        var (code, _, error) = await Run("serial", "find", pattern, "--in", Write("table.csv", text));
        code.ShouldBe(expected);
        error.ShouldContain(said);
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Two_hundred_thousand_serials_from_standard_input_are_searched_whole()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 200_000; i++) text.Append(CultureInfo.InvariantCulture, $"AB{i:000000}\n");
        var (code, output, error) = await NodeProcess.RunAsync(new Dictionary<string, string> { ["PUENTE_LANG"] = "en" }, text.ToString(), "serial", "find", "AB1999?9", "--in", "-", "--json", "--top", "3");
        code.ShouldBe(0, error);
        Json(output).ShouldAllBe(r => (int)r["equallyGood"]! == 10);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<(int Code, string Output, string Error)> Run(params string[] arguments) =>
        NodeProcess.RunAsync(new Dictionary<string, string> { ["PUENTE_LANG"] = "en" }, null, arguments);

    private static List<JsonNode> Json(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}

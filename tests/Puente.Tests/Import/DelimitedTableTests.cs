using System.Text;
using CsCheck;
using Puente.Evidence.Import.Tables;

namespace Puente.Tests.Import;

public sealed class DelimitedTableTests : IDisposable
{
    private const string Spanish = "Nombre;Población;Año;Importe\nPeña Núñez, José;Ciudad Juárez;1974;1.234,50\nÁngela Güemes;Mérida;1980;80,00\n";
    private readonly TableFiles _files = new();
    private readonly LocalTables _tables = new();

    static DelimitedTableTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1252", false)]
    [InlineData("iso-8859-1", false)]
    public async Task Spanish_text_reads_the_same_in_every_encoding(string encoding, bool mark)
    {
        var coded = Encoding.GetEncoding(encoding);
        var path = _files.Write("a.csv", [.. mark ? coded.GetPreamble() : [], .. coded.GetBytes(Spanish)]);
        var (head, rows, fault) = await TableFiles.ReadAsync(_tables, path);
        fault.ShouldBeNull();
        head!.Columns.ShouldBe(["Nombre", "Población", "Año", "Importe"]);
        head.Delimiter.ShouldBe(';');
        rows.Select(r => r.Cells[0]).ShouldBe(["Peña Núñez, José", "Ángela Güemes"]);
        rows.ShouldAllBe(r => r.Flaw == null);
    }

    [Fact]
    public async Task A_declared_encoding_wins_over_the_guess()
    {
        var path = _files.Write("a.csv", "a;b\n¤;1\n", Encoding.GetEncoding("windows-1252"));
        var (_, rows, _) = await TableFiles.ReadAsync(_tables, path, new TableOptions { Encoding = "iso-8859-15" });
        rows[0].Cells[0].ShouldBe("€");
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task The_delimiter_is_the_one_that_makes_rows_even(char delimiter)
    {
        var lines = new[] { new[] { "id", "name", "note" }, ["1", "a b", "x y"], ["2", "c", "z"] };
        var path = _files.Write("a.csv", string.Join("\r\n", lines.Select(l => string.Join(delimiter, l))));
        var (head, rows, _) = await TableFiles.ReadAsync(_tables, path);
        head!.Delimiter.ShouldBe(delimiter);
        rows[1].Cells.ShouldBe(["2", "c", "z"]);
        rows.Select(r => r.Line).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task Lines_before_the_header_are_skipped_and_counted()
    {
        var path = _files.Write("a.csv", "Banco del Norte\nEstado de cuenta; enero\n\nFecha;Concepto;Cargo;Abono\n01/02/2024;Pago;1,00;\n02/02/2024;Depósito;;2,00\n");
        var (head, rows, _) = await TableFiles.ReadAsync(_tables, path);
        head!.Preamble.ShouldBe(3);
        head.Columns.ShouldBe(["Fecha", "Concepto", "Cargo", "Abono"]);
        rows[0].Line.ShouldBe(5);
    }

    [Fact]
    public async Task Quotes_hold_delimiters_breaks_and_doubled_quotes()
    {
        var path = _files.Write("a.csv", "a,b\n\"x, \"\"y\"\"\nz\",1\nlast,2\n");
        var (_, rows, _) = await TableFiles.ReadAsync(_tables, path);
        rows[0].Cells.ShouldBe(["x, \"y\"\nz", "1"]);
        rows[1].Line.ShouldBe(4);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_costs_its_own_line_only()
    {
        var path = _files.Write("a.csv", "a,b\n1,2\n\"3,4\n5,6\n");
        var (_, rows, _) = await TableFiles.ReadAsync(_tables, path);
        rows.Select(r => (r.Line, r.Flaw?.Code)).ShouldBe([(2, null), (3, "row.quote-open"), (4, null)]);
        rows[1].Cells.ShouldBe(["\"3,4"]);
    }

    [Fact]
    public async Task A_stray_quote_inside_quotes_costs_its_own_line_only()
    {
        var path = _files.Write("a.csv", "a,b\n\"Juan \"El Chapo\" G\",2\n5,6\n");
        var (_, rows, _) = await TableFiles.ReadAsync(_tables, path);
        rows.Select(r => r.Flaw?.Code).ShouldBe(["row.quote-inside", null]);
        rows[1].Cells.ShouldBe(["5", "6"]);
    }

    [Fact]
    public async Task Ragged_rows_are_reported_and_blank_ones_are_blank()
    {
        var path = _files.Write("a.csv", "a,b,c\n1,2,3\n1,2\n\n1,2,3,4\n1,2,3,,\n,,\n");
        var (_, rows, _) = await TableFiles.ReadAsync(_tables, path);
        rows.Select(r => r.Flaw?.Code).ShouldBe([null, "row.ragged", null, "row.ragged", null, null]);
        rows.Select(r => r.IsBlank).ShouldBe([false, false, true, false, false, true]);
    }

    [Fact]
    public async Task Repeated_and_empty_headers_get_names_of_their_own()
    {
        var path = _files.Write("a.csv", "Name,,Name,name\n1,2,3,4\n");
        var (head, _, _) = await TableFiles.ReadAsync(_tables, path);
        head!.Columns.ShouldBe(["Name", "#2", "Name (2)", "name (3)"]);
        head.Problems.Select(p => p.Code).ShouldBe(["table.header-empty", "table.header-repeated", "table.header-repeated"]);
    }

    [Fact]
    public async Task A_table_without_header_names_its_columns_by_position()
    {
        var path = _files.Write("a.csv", "1;x\n2;y\n");
        var (head, rows, _) = await TableFiles.ReadAsync(_tables, path, new TableOptions { HasHeader = false });
        head!.Columns.ShouldBe(["#1", "#2"]);
        rows.Count.ShouldBe(2);
        rows[0].Cells.ShouldBe(["1", "x"]);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_reject_their_row_with_the_column()
    {
        var good = string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},ñandú áéíóú\n"));
        var path = _files.Write("a.csv", [.. Encoding.UTF8.GetBytes("n,text\n" + good), .. "41,a"u8, 0xC3, 0x28, .. "\n42,a\0b\n43,fine\n"u8]);
        var (head, rows, _) = await TableFiles.ReadAsync(_tables, path);
        head!.Encoding.ShouldBe("utf-8");
        rows.Where(r => r.Flaw is not null).Select(r => (r.Flaw!.Code, r.Flaw.Column)).ShouldBe([("row.undecodable", "text"), ("row.nul", "text")]);
        rows[^1].Cells.ShouldBe(["43", "fine"]);
    }

    [Theory]
    [InlineData("", "table.empty")]
    [InlineData("\n\n \n", "table.empty")]
    public async Task An_empty_file_is_refused(string text, string code)
    {
        var (_, _, fault) = await TableFiles.ReadAsync(_tables, _files.Write("a.csv", text));
        fault!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_header_alone_has_no_rows()
    {
        var (head, rows, fault) = await TableFiles.ReadAsync(_tables, _files.Write("a.csv", "a,b,c"));
        fault.ShouldBeNull();
        head!.Columns.Count.ShouldBe(3);
        rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_many_columns_are_refused()
    {
        var (_, _, fault) = await TableFiles.ReadAsync(_tables, _files.Write("a.csv", string.Join(',', Enumerable.Repeat("a", 100_000)) + "\n1\n"));
        fault!.Code.ShouldBe("table.too-wide");
    }

    [Fact]
    public async Task A_huge_cell_rejects_its_row_and_reading_goes_on()
    {
        var text = "a,b\n" + new string('x', 300_000) + ",1\n" + new string('y', 3_000_000) + ",1\n2,3\n";
        var (_, rows, _) = await TableFiles.ReadAsync(_tables, _files.Write("a.csv", text));
        rows.Select(r => r.Flaw?.Code).ShouldBe(["row.cell-too-long", "row.too-long", null]);
        rows[2].Line.ShouldBe(4);
    }

    [Fact]
    public void Any_cells_written_with_quotes_are_read_back()
    {
        var cell = Gen.String[Gen.Char["abñ,;\"\r\n\t "], 0, 12];
        Gen.Select(Gen.Char[",;\t|"], cell.Array[3].List[1, 8]).Sample((delimiter, rows) =>
        {
            var text = string.Concat(rows.Select(r => string.Join(delimiter, r.Select(c => "\"" + c.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")) + "\n"));
            var parser = new DelimitedParser(new StringReader(text), delimiter, new TableLimits());
            foreach (var row in rows)
            {
                parser.Read().ShouldBe(RecordState.Good);
                parser.Cells.ShouldBe(row);
            }
            parser.Read().ShouldBe(RecordState.End);
        }, seed: "0N0XIzNsQ0O2");
    }

    [Fact]
    public void Any_text_at_all_is_read_to_its_end_without_losing_lines()
    {
        Gen.String[Gen.Char["a\",\n\r\0;"], 0, 200].Sample(text =>
        {
            var parser = new DelimitedParser(new StringReader(text), ',', new TableLimits(CellCharacters: 20, RowCharacters: 60));
            var records = 0;
            var line = 0L;
            while (parser.Read() != RecordState.End)
            {
                parser.Line.ShouldBeGreaterThan(line);
                line = parser.Line;
                (++records).ShouldBeLessThanOrEqualTo(text.Length + 1);
            }
        }, seed: "0N0XIzNsQ0O2");
    }
}

using DuckDB.NET.Data;
using Puente.Evidence.Import.Tables;

namespace Puente.Tests.Import;

public sealed class OtherTableTests : IDisposable
{
    private readonly TableFiles _files = new();
    private readonly LocalTables _tables = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Typed_cells_of_a_workbook_become_canonical_text()
    {
        var path = _files.Workbook("a.xlsx",
            """
            <row r="1"><c r="A1" t="inlineStr"><is><t>Informe</t></is></c></row>
            <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="inlineStr"><is><t>Hora</t></is></c><c r="D3" t="str"><v>Sí</v></c></row>
            <row r="4"><c r="A4" s="1"><v>40906</v></c><c r="B4"><v>113969.15</v></c><c r="C4" s="2"><v>0.75</v></c><c r="D4" t="b"><v>1</v></c></row>
            <row r="6"><c r="A6" s="3"><v>40906.5</v></c><c r="B6"><v>1.2345678E7</v></c><c r="D6" t="e"><v>#N/A</v></c></row>
            """,
            """
            <numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd;@"/><numFmt numFmtId="165" formatCode="&quot;day&quot; #,##0"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="165"/></cellXfs>
            """,
            "<si><r><t>Fe</t></r><r><t>cha</t></r></si><si><t>Importe</t></si>");
        var (head, rows, fault) = await TableFiles.ReadAsync(_tables, path);
        fault.ShouldBeNull();
        head!.Columns.ShouldBe(["Fecha", "Importe", "Hora", "Sí"]);
        head.Sheets.ShouldBe(["Hoja1"]);
        head.Preamble.ShouldBe(2);
        rows[0].Line.ShouldBe(4);
        rows[0].Cells.ShouldBe(["2011-12-29", "113969.15", "18:00:00", "true"]);
        rows[1].Cells.ShouldBe(["2011-12-29T12:00:00", "12345678", "", "#N/A"]);
        rows[1].Flaw!.Code.ShouldBe("row.cell-error");
    }

    [Fact]
    public async Task A_workbook_that_expands_beyond_its_bounds_is_refused()
    {
        var path = _files.Workbook("bomb.xlsx", "<row r='1'><c><v>1</v></c></row>", bomb: "A");
        new FileInfo(path).Length.ShouldBeLessThan(1_000_000);
        var (_, _, fault) = await TableFiles.ReadAsync(_tables, path, new TableOptions { Limits = new TableLimits(ExpandedBytes: 8 * 1024 * 1024) });
        fault!.Code.ShouldBe("table.expands-too-much");
    }

    [Fact]
    public async Task A_workbook_with_a_document_type_is_refused()
    {
        var path = _files.Workbook("a.xlsx", "<!DOCTYPE x [<!ENTITY a 'b'>]><row r='1'><c t='str'><v>&a;</v></c></row>");
        (await TableFiles.ReadAsync(_tables, path)).Fault!.Code.ShouldBe("table.workbook-broken");
    }

    [Fact]
    public async Task A_cell_beyond_the_last_allowed_column_is_refused()
    {
        var path = _files.Workbook("a.xlsx", "<row r='1'><c r='ZZZZ1' t='str'><v>x</v></c></row>");
        (await TableFiles.ReadAsync(_tables, path)).Fault!.Code.ShouldBe("table.too-wide");
    }

    [Fact]
    public async Task Nested_json_becomes_columns_by_path()
    {
        var path = _files.Write("a.jsonl", "{\"id\":1,\"owner\":{\"name\":\"Ana\"},\"tags\":[\"a\",\"b\"]}\n\n{\"id\":2.50,\"late\":true}\n{broken\n");
        var (head, rows, _) = await TableFiles.ReadAsync(_tables, path);
        head!.Columns.ShouldBe(["id", "owner.name", "tags", "late"]);
        rows[0].Cells.ShouldBe(["1", "Ana", "a; b", ""]);
        rows[1].IsBlank.ShouldBeTrue();
        rows[2].Cells.ShouldBe(["2.50", "", "", "true"]);
        (rows[3].Line, rows[3].Flaw!.Code).ShouldBe((4, "row.json-broken"));
    }

    [Fact]
    public async Task Entities_of_FollowTheMoney_are_recognised()
    {
        var path = _files.Write("a.ijson", "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ana\"]}}\n");
        var (head, rows, _) = await TableFiles.ReadAsync(_tables, path);
        head!.HoldsEntities.ShouldBeTrue();
        rows[0].Cells.ShouldBe(["a", "Person", "{\"name\":[\"Ana\"]}"]);
    }

    [Fact]
    public async Task Parquet_columns_become_canonical_text()
    {
        var path = _files.Path_("a'b.parquet");
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                copy (select * from (values (1, 'Ana', date '2011-12-29', timestamp '2020-01-02 03:04:05', 12.50::decimal(9,2), true),
                                            (null, 'Bo', null, null, null, false)) t("n", "na me", "día", ts, amount, ok))
                to '{path.Replace("'", "''", StringComparison.Ordinal)}' (format parquet)
                """;
            command.ExecuteNonQuery();
        }
        var (head, rows, fault) = await TableFiles.ReadAsync(_tables, path);
        fault.ShouldBeNull();
        head!.Columns.ShouldBe(["n", "na me", "día", "ts", "amount", "ok"]);
        rows[0].Cells.ShouldBe(["1", "Ana", "2011-12-29", "2020-01-02T03:04:05", "12.50", "true"]);
        rows[1].Cells.ShouldBe(["", "Bo", "", "", "", "false"]);
    }

    [Fact]
    public async Task Broken_parquet_is_refused()
    {
        var (_, _, fault) = await TableFiles.ReadAsync(_tables, _files.Write("a.parquet", "PAR1 nothing here PAR1"));
        fault!.Code.ShouldBe("table.parquet-broken");
    }

    [Fact]
    public async Task Old_workbooks_are_named_as_such()
    {
        var (_, _, fault) = await TableFiles.ReadAsync(_tables, _files.Write("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]));
        fault!.Code.ShouldBe("table.old-workbook");
    }
}

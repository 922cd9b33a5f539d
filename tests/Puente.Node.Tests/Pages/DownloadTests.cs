using System.Text;
using System.Text.Json;
using Puente.Evidence.Import.Tables;
using Puente.Node.Api;
using Puente.Node.Tests.Import;

namespace Puente.Node.Tests.Pages;

/// <summary>One table in three formats says the same.</summary>
public sealed class DownloadTests
{
    private static readonly string[] Header = ["name", "tlp"];
    private static readonly string?[][] Rows = [["Peña, \"El Ingeniero\"", "Amber"], ["=1+1", null], ["007", "Green"]];

    [Fact]
    public async Task A_spreadsheet_runs_no_cell_as_a_formula_and_no_identifier_loses_its_zeros()
    {
        Encoding.UTF8.GetString(await WriteAsync("csv")).ShouldBe("\uFEFFname,tlp\r\n\"Peña, \"\"El Ingeniero\"\"\",Amber\r\n'=1+1,\r\n007,Green\r\n");
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, await WriteAsync("xlsx"), Xunit.TestContext.Current.CancellationToken);
            var opened = await new LocalTables().OpenAsync(path, new TableOptions { Format = TableFormat.Workbook }, Xunit.TestContext.Current.CancellationToken);
            await using var table = opened.Table!;
            table.Head.Columns.ShouldBe(Header);
            (await table.NextAsync(Xunit.TestContext.Current.CancellationToken))!.Select(r => r.Cells[0]).ShouldBe(["Peña, \"El Ingeniero\"", "=1+1", "007"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Json_lines_leave_out_what_is_empty()
    {
        var lines = Encoding.UTF8.GetString(await WriteAsync("jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<Dictionary<string, string>>(l)!).ToList();
        lines[0].ShouldBe(new Dictionary<string, string> { ["name"] = "Peña, \"El Ingeniero\"", ["tlp"] = "Amber" });
        lines[1].Keys.ShouldBe(["name"]);
    }

    [Fact]
    public async Task There_is_no_other_format() => (await TableWriter.OpenAsync("exe", Stream.Null, Header)).ShouldBeNull();

    private static async Task<byte[]> WriteAsync(string format)
    {
        using var to = new MemoryStream();
        await using (var table = (await TableWriter.OpenAsync(format, to, Header))!)
            foreach (var row in Rows) await table.RowAsync(row);
        return to.ToArray();
    }
}

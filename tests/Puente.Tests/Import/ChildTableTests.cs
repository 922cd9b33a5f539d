using System.Text;
using Puente.Evidence.Import.Tables;

namespace Puente.Tests.Import;

public sealed class ChildTableTests : IDisposable
{
    private readonly TableFiles _files = new();

    public void Dispose() => _files.Dispose();

    private static ChildTables Child => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "puente.dll"), TableChild.Command]);

    [Fact]
    public async Task A_child_process_reads_what_this_process_would_read()
    {
        var text = new StringBuilder("id;nombre;largo\n");
        for (var i = 0; i < 5000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i};Peña {i % 7};{new string('ñ', i % 90)}\n");
        text.Append("ragged\n\"open;1;2\n");
        var path = _files.Write("a.csv", text.ToString());
        var here = await TableFiles.ReadAsync(new LocalTables(), path);
        var there = await TableFiles.ReadAsync(Child, path);
        there.Fault.ShouldBeNull();
        there.Head!.Columns.ShouldBe(here.Head!.Columns);
        there.Rows.Count.ShouldBe(here.Rows.Count);
        for (var i = 0; i < here.Rows.Count; i++)
        {
            there.Rows[i].Line.ShouldBe(here.Rows[i].Line);
            there.Rows[i].Cells.ShouldBe(here.Rows[i].Cells);
            there.Rows[i].Flaw?.Code.ShouldBe(here.Rows[i].Flaw?.Code);
        }
    }

    [Fact]
    public async Task A_bad_file_is_an_answer_of_the_child()
    {
        var (_, _, fault) = await TableFiles.ReadAsync(Child, _files.Write("a.csv", ""));
        fault!.Code.ShouldBe("table.empty");
    }

    [Fact]
    public async Task A_child_that_dies_is_a_problem_of_the_file()
    {
        var dying = new ChildTables("/bin/false", []);
        var (_, _, fault) = await TableFiles.ReadAsync(dying, _files.Write("a.csv", "a\n1\n"));
        fault!.Code.ShouldBe("table.reader-died");
    }

    [Fact]
    public async Task A_child_that_stands_still_is_ended()
    {
        var still = new ChildTables("/bin/sleep", ["600"]);
        var (_, _, fault) = await TableFiles.ReadAsync(still, _files.Write("a.csv", "a\n1\n"), new TableOptions { Limits = new TableLimits(Seconds: 1) });
        fault!.Code.ShouldBe("table.reader-stuck");
    }

    [Fact]
    public async Task A_bomb_kills_the_child_and_not_the_node()
    {
        var path = _files.Workbook("bomb.xlsx", "<row r='1'><c><v>1</v></c></row>", bomb: "A");
        var (_, _, fault) = await TableFiles.ReadAsync(Child, path, new TableOptions { Limits = new TableLimits(MemoryBytes: 48 * 1024 * 1024) });
        fault!.Code.ShouldBeOneOf("table.expands-too-much", "table.reader-died", "table.too-much-memory");
    }

    [Fact]
    public void Rows_survive_their_frames()
    {
        var rows = new List<TableRow>
        {
            new(1, ["", "a", new string('ñ', 39), new string('€', 500)]),
            new(300_000_000_000, [], new Evidence.Problem(300_000_000_000, "col", "row.ragged", ("cells", "1"), ("columns", "2"))),
        };
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        RowFrames.Write(buffer, rows);
        var (read, _) = RowFrames.Read(buffer.WrittenSpan, new TextPool());
        read[0].Cells.ShouldBe(rows[0].Cells);
        read[1].Line.ShouldBe(rows[1].Line);
        read[1].Flaw!.Args.ShouldBe(rows[1].Flaw!.Args);
        for (var cut = 0; cut < buffer.WrittenCount; cut++)
            Should.Throw<InvalidDataException>(() => RowFrames.Read(buffer.WrittenSpan[..cut], new TextPool()));
    }
}

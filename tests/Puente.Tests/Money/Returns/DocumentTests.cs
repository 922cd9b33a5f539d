using System.Diagnostics;
using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Import.Tables;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Loading;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Puente.Tests.Money.Returns;

/// <summary>Text PDFs and scanned pages become lines with page and confidence, read in a process of its own. The statements are invented.</summary>
public sealed class DocumentTests : IDisposable
{
    private static readonly string[][] Pages =
    [
        ["First Mesquite Bank", "Account number: 4410027710", "Statement period: 06/01/2025 to 06/30/2025", "Opening balance  1,200.00",
            "06/02/2025  CASH DEPOSIT FRESNO  9,500.00  10,700.00", "06/03/2025  ATM WITHDRAWAL LAREDO  -700.00  10,000.00"],
        ["06/09/2025  WIRE OUT W-701  -4,000.00  6,000.00", "Closing balance  6,000.00"],
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("puente-documents-");

    private static ChildTables Child => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "puente.dll"), DocumentChild.Command]);

    [Fact]
    public async Task The_text_of_a_PDF_is_read_by_the_child_process_line_by_line()
    {
        var taken = await TakenAsync(Child, Pdf(Pages));
        Right(taken);
        taken.Lines().ShouldAllBe(l => l.Confidence == 100);
        taken.Lines().Select(l => l.Page).ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task A_page_that_comes_twice_is_found()
    {
        var taken = await TakenAsync(new LocalDocuments(), Pdf([Pages[0], Pages[1], Pages[1]]));
        taken.Gathered.Repeated.ShouldContain(r => r.Kind == Puente.Money.Returns.Reconciling.RepeatKind.Page && r.At == 3 && r.Of == 2);
    }

    [Fact]
    public async Task A_scanned_statement_is_read_with_its_confidence()
    {
        if (!PrintReader.IsHere) Assert.Skip("tesseract or poppler is not installed");
        var picture = Path.Combine(_folder.FullName, "scan");
        using var painter = Process.Start("pdftoppm", ["-r", "200", "-gray", "-png", "-singlefile", "-f", "1", "-l", "1", Pdf(Pages), picture])!;
        await painter.WaitForExitAsync(TestContext.Current.CancellationToken);
        var taken = await TakenAsync(Child, picture + ".png");
        taken.Lines().Select(l => (l.Amount, l.Balance)).ShouldBe([(950_000L, 1_070_000L), (-70_000L, 1_000_000L)]);
        taken.Lines().ShouldAllBe(l => l.Page == 1 && l.Confidence > 0);
        taken.Gathered.Tally.LowConfidence.ShouldBe(taken.Lines().Count(l => l.Confidence < Gathering.Confident));
    }

    [Theory]
    [InlineData("not a document at all", "document.not-a-document")]
    [InlineData("%PDF-1.7 and then nothing of one", "document.unreadable")]
    public async Task What_is_no_document_is_a_fault_of_the_file_and_not_of_the_node(string text, string code)
    {
        var path = Path.Combine(_folder.FullName, "x.pdf");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        (await Child.OpenAsync(path, new TableOptions(), default)).Fault!.Code.ShouldBe(code);
    }

    [Fact]
    public void Words_stand_in_lines_by_their_height_and_wide_gaps_part_columns()
    {
        PageWord Word(string text, double left, double top, int sure = 90) => new(text, left, left + (10 * text.Length), top, top + 10, sure);
        PageLines.Of([Word("b", 40, 2), Word("a", 0, 0, 40), Word("c", 0, 30)]).ShouldBe([new PageText("a  b", 40), new PageText("c", 90)]);
    }

    [Fact]
    public void The_readers_table_gives_words_with_boxes_and_skips_what_is_no_word() =>
        PrintReader.Words("level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t91.5\tSaldo\n")
            .ShouldBe([new PageWord("Saldo", 10, 40, 20, 28, 91)]);

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Right(Taken taken)
    {
        taken.Lines().Select(l => (l.Account, l.Amount, l.Balance, l.Text)).ShouldBe([
            ("4410027710", 950_000L, 1_070_000L, "CASH DEPOSIT FRESNO"), ("4410027710", -70_000L, 1_000_000L, "ATM WITHDRAWAL LAREDO"), ("4410027710", -400_000L, 600_000L, "WIRE OUT W-701"),
        ]);
        taken.Gathered.Statements.ShouldHaveSingleItem().AddsUp.ShouldBe(true);
    }

    private static async Task<Taken> TakenAsync(ITables tables, string path)
    {
        var layout = ReadyLayouts.Find("statement-pages")!;
        var opened = await ReturnTable.OpenAsync(await tables.OpenAsync(path, layout.Options(), default), layout, Taken.Everything, default);
        opened.Fault.ShouldBeNull();
        return await Taken.InAsync(opened.Table!, layout);
    }

    private string Pdf(string[][] pages)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Courier);
        foreach (var lines in pages)
        {
            var page = builder.AddPage(PageSize.Letter);
            foreach (var (i, line) in lines.Index()) page.AddText(line, 10, new PdfPoint(40, 740 - (20 * i)), font);
        }

        var path = Path.Combine(_folder.FullName, "statement.pdf");
        File.WriteAllBytes(path, builder.Build());
        return path;
    }
}

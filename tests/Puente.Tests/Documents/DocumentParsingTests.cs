using System.IO.Compression;
using System.Text;
using Puente.Evidence;
using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Import.Tables;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Puente.Tests.Documents;

/// <summary>The text of documents of every kind, with its place, and what becomes of files that are made to harm whoever reads them. Everything is invented.</summary>
public sealed class DocumentParsingTests : IDisposable
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly TableOptions Tight = new() { Limits = new TableLimits(ExpandedBytes: 8 << 20, MemoryBytes: 256 << 20, Seconds: 30) };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("puente-parsing-");

    private static ChildTables Child => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "puente.dll"), DocumentChild.AnyCommand]);

    [Fact]
    public async Task A_Word_document_is_read_by_paragraphs_and_pages_with_its_notes_apart()
    {
        var path = Zip(("word/document.xml", $"<w:document xmlns:w='{Word}'><w:body><w:p><w:r><w:t xml:space='preserve'>Informe </w:t></w:r><w:r><w:t>de Peña</w:t></w:r><w:r><w:tab/><w:t>B</w:t></w:r></w:p><w:p/>"
            + "<w:p><w:del><w:r><w:delText>struck</w:delText></w:r></w:del><w:r><w:br w:type='page'/><w:t>Second page</w:t></w:r></w:p></w:body></w:document>"),
            ("word/footnotes.xml", $"<w:footnotes xmlns:w='{Word}'><w:footnote><w:p><w:r><w:t>See ledger</w:t></w:r></w:p></w:footnote></w:footnotes>"));
        (await ReadAsync(path)).ShouldBe(["1||Informe de Peña  B", "2||Second page", "3|footnotes|See ledger"]);
    }

    [Fact]
    public async Task A_workbook_is_read_by_sheets_under_their_names()
    {
        var path = Zip(
            ("xl/workbook.xml", "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='Pagos' r:id='r1'/><sheet name='Notas' r:id='r2'/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r1' Target='worksheets/a.xml'/><Relationship Id='r2' Target='worksheets/b.xml'/></Relationships>"),
            ("xl/sharedStrings.xml", "<sst><si><t>Folio</t></si></sst>"),
            ("xl/worksheets/a.xml", "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1'><v>1250.5</v></c></row><row r='2'><c r='A2' t='inlineStr'><is><t>J-77</t></is></c></row></sheetData></worksheet>"),
            ("xl/worksheets/b.xml", "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>entregar</t></is></c></row></sheetData></worksheet>"));
        (await ReadAsync(path)).ShouldBe(["1|Pagos|Folio  1250.5", "1|Pagos|J-77", "2|Notas|entregar"]);
    }

    [Fact]
    public async Task A_message_is_read_with_what_is_attached_under_its_name()
    {
        var inner = "From: b@example.org\r\nSubject: Inner\r\n\r\nDeep text\r\n";
        var path = Text(
            "From: =?utf-8?Q?Jos=C3=A9?= <a@example.org>\r\nTo: c@example.org\r\nSubject: =?iso-8859-1?B?UGXxYQ==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x1\"\r\n\r\npreamble\r\n"
            + "--x1\r\nContent-Type: multipart/alternative; boundary=x2\r\n\r\n--x2\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nTres cajas en la bodega de N=C3=BA=\r\n=C3=B1ez\r\n--x2\r\nContent-Type: text/html\r\n\r\n<p>not twice</p>\r\n--x2--\r\n"
            + "--x1\r\nContent-Type: text/csv; name=\"lista.csv\"\r\nContent-Disposition: attachment; filename=\"lista.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String("serie;AB12345"u8) + "\r\n"
            + "--x1\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "--x1--\r\n", "mail.eml");
        var read = await ReadAsync(path);
        read.ShouldBe(["1||From: José <a@example.org>", "1||To: c@example.org", "1||Subject: Peña", "1||Tres cajas en la bodega de Núñez", "2|lista.csv|serie;AB12345", "3|message.eml|From: b@example.org", "3|message.eml|Subject: Inner", "3|message.eml|Deep text"]);
    }

    [Fact]
    public async Task Of_HTML_only_what_is_shown_is_read_and_nothing_is_fetched()
    {
        var path = Text("<!DOCTYPE html><html><head><title>no</title><script>var no=1</script></head><body><h1>Acta &amp; anexo</h1><p>La<b> caja</b>\n grande<br>cerrada</p><img src='http://example.invalid/x'><style>p{}</style><table><tr><td>A</td><td>B</td></tr></table><!-- no --></body></html>", "x.html");
        (await ReadAsync(path)).ShouldBe(["1||Acta & anexo", "1||La caja grande", "1||cerrada", "1||A  B"]);
    }

    [Fact]
    public async Task Plain_text_is_read_in_whatever_encoding_by_pages_of_sixty_lines()
    {
        var path = Path.Combine(_folder.FullName, "x.txt");
        await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(1, 61).Select(n => $"línea {n}\r\n"))), TestContext.Current.CancellationToken);
        var read = await ReadAsync(path);
        (read.Count, read[0], read[^1]).ShouldBe((61, "1||línea 1", "2||línea 61"));
    }

    [Fact]
    public async Task What_would_turn_or_hide_text_is_shown_as_a_space() =>
        (await ReadAsync(Text("abc\u202Egnp.exe\u0007 d", "x.txt"))).ShouldBe(["1||abc gnp.exe  d"]);

    [Fact]
    public async Task The_pages_of_a_PDF_are_read_and_a_page_without_text_does_not_hide_the_others()
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Courier);
        builder.AddPage(PageSize.Letter).AddText("Uno", 10, new PdfPoint(40, 700), font);
        builder.AddPage(PageSize.Letter);
        builder.AddPage(PageSize.Letter).AddText("Tres", 10, new PdfPoint(40, 700), font);
        var path = Path.Combine(_folder.FullName, "x.pdf");
        await File.WriteAllBytesAsync(path, builder.Build(), TestContext.Current.CancellationToken);
        var read = await ReadAsync(path);
        read.ShouldContain("1||Uno");
        read.ShouldContain("3||Tres");
    }

    [Fact]
    public async Task Scanned_pages_of_a_PDF_and_of_a_picture_are_read_by_the_reader_of_print()
    {
        if (!PrintReader.IsHere) Assert.Skip("tesseract or poppler is not installed");
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Courier);
        builder.AddPage(PageSize.A5).AddText("Bodega de Hermosillo", 16, new PdfPoint(40, 500), font);
        var (pdf, picture) = (Path.Combine(_folder.FullName, "x.pdf"), Path.Combine(_folder.FullName, "scan"));
        await File.WriteAllBytesAsync(pdf, builder.Build(), TestContext.Current.CancellationToken);
        using var painter = System.Diagnostics.Process.Start("pdftoppm", ["-r", "200", "-gray", "-jpeg", "-singlefile", pdf, picture])!;
        await painter.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await ReadAsync(picture + ".jpg", Child)).ShouldBe(["1||Bodega de Hermosillo"]);

        // The same picture as the only thing on the second page of a PDF.
        var scanned = new PdfDocumentBuilder();
        scanned.AddPage(PageSize.A5).AddText("Typed", 16, new PdfPoint(40, 500), scanned.AddStandard14Font(Standard14Font.Courier));
        var page = scanned.AddPage(PageSize.A5);
        page.AddJpeg(await File.ReadAllBytesAsync(picture + ".jpg", TestContext.Current.CancellationToken), page.PageSize);
        await File.WriteAllBytesAsync(pdf, scanned.Build(), TestContext.Current.CancellationToken);
        (await ReadAsync(pdf, Child)).ShouldBe(["1||Typed", "2||Bodega de Hermosillo"]);
        Directory.GetDirectories(_folder.FullName).ShouldBeEmpty("no picture of a page stays");
    }

    [Fact]
    public void The_pages_of_a_picture_with_several_are_kept_apart() =>
        PrintReader.Pages("level\tpage\n5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t91\tUno\n5\t2\t1\t1\t1\t1\t10\t20\t30\t8\t80\tDos\n").Select(p => p.Single()).ShouldBe([new PageText("Uno", 91), new PageText("Dos", 80)]);

    [Fact]
    public async Task The_child_reads_a_document_and_gives_its_places()
    {
        var path = Text("one\ntwo\n", "x.txt");
        (await ReadAsync(path, Child)).ShouldBe(["1||one", "1||two"]);
    }

    [Fact]
    public async Task A_document_that_expands_beyond_its_bounds_is_given_up_and_the_node_lives()
    {
        var text = new StringBuilder($"<w:document xmlns:w='{Word}'><w:body>");
        for (var i = 0; i < 400_000; i++) text.Append("<w:p><w:r><w:t>aaaaaaaaaaaaaaaa</w:t></w:r></w:p>");
        (await FaultAsync(Zip(("word/document.xml", text.Append("</w:body></w:document>").ToString())))).ShouldBe("table.expands-too-much");
    }

    [Fact]
    public async Task A_document_that_grows_without_end_in_memory_is_ended_and_the_node_lives()
    {
        // One text of eight hundred million letters in a file of some hundred kilobytes; the child may take far less memory.
        var path = Path.Combine(_folder.FullName, "grows.docx");
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        {
            await using var part = await zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).OpenAsync(TestContext.Current.CancellationToken);
            await part.WriteAsync(Encoding.ASCII.GetBytes($"<w:document xmlns:w='{Word}'><w:body><w:p w:a='"), TestContext.Current.CancellationToken);
            var block = Encoding.ASCII.GetBytes(new string('a', 1 << 20));
            for (var i = 0; i < 800; i++) await part.WriteAsync(block, TestContext.Current.CancellationToken);
        }

        var fault = await FaultAsync(path, new TableOptions { Limits = Tight.Limits with { ExpandedBytes = 4L << 30 } });
        new[] { "table.reader-died", "table.too-much-memory" }.ShouldContain(fault);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document xmlns:w='w'><w:p><w:t>&b;</w:t></w:p></w:document>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w='w'><w:p><w:t>&a;</w:t></w:p></w:document>")]
    [InlineData("<w:document xmlns:w='w'><w:p>")]
    public async Task Entities_and_broken_XML_are_a_fault_of_the_file(string xml) => (await FaultAsync(Zip(("word/document.xml", xml)))).ShouldBe("document.broken");

    [Fact]
    public async Task XML_and_HTML_that_nest_without_end_are_read_without_harm()
    {
        var deep = string.Concat(Enumerable.Repeat("<w:r>", 50_000)) + "<w:t>x</w:t>" + string.Concat(Enumerable.Repeat("</w:r>", 50_000));
        (await ReadAsync(Zip(("word/document.xml", $"<w:document xmlns:w='{Word}'><w:p>{deep}</w:p></w:document>")), Child)).ShouldBe(["1||x"]);
        (await ReadAsync(Text("<html>" + string.Concat(Enumerable.Repeat("<div>", 200_000)) + "y", "x.html"), Child)).ShouldBe(["1||y"]);
    }

    [Fact]
    public async Task Messages_within_messages_are_read_to_a_bounded_depth()
    {
        var mail = "Subject: end\n\nbottom\n";
        for (var i = 0; i < 12; i++) mail = $"Subject: level\nContent-Type: message/rfc822\n\n{mail}";
        var read = await ReadAsync(Text(mail, "deep.eml"), Child);
        read.ShouldContain(l => l.Contains("document.too-deep", StringComparison.Ordinal));
        read.ShouldNotContain(l => l.Contains("bottom", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj trailer<</Root 1 0 R>>", "x.pdf")]
    [InlineData("%PDF-1.7 and then nothing of one", "y.pdf")]
    public async Task A_hostile_or_broken_PDF_is_a_fault_of_the_file(string bytes, string name) =>
        new[] { "document.unreadable", "table.reader-died", "table.reader-stuck", "none" }.ShouldContain(await FaultAsync(Text(bytes, name)));

    [Fact]
    public async Task Old_Office_files_and_unknown_bytes_say_what_they_are()
    {
        (await FaultAsync(Bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]))).ShouldBe("document.old-office");
        (await FaultAsync(Bytes([0, 1, 2, 3, 0, 9, 9, 0]))).ShouldBe("document.kind-unknown");
        (await FaultAsync(Zip(("other.xml", "<x/>")))).ShouldBe("document.kind-unknown");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> FaultAsync(string path, TableOptions? options = null)
    {
        var opened = await Child.OpenAsync(path, options ?? Tight, TestContext.Current.CancellationToken);
        if (opened.Table is not { } table) return opened.Fault!.Code;
        await using (table)
        {
            while (await table.NextAsync(TestContext.Current.CancellationToken) is not null)
            {
            }

            return table.Fault?.Code ?? "none";
        }
    }

    /// <summary>Lines as page, name and text; empty lines are left out, what could not be read stands with its code.</summary>
    private static async Task<List<string>> ReadAsync(string path, ITables? tables = null)
    {
        var opened = await (tables ?? new AnyDocuments()).OpenAsync(path, new TableOptions(), TestContext.Current.CancellationToken);
        var lines = new List<string>();
        await using var table = opened.Table!;
        while (await table.NextAsync(TestContext.Current.CancellationToken) is { } rows)
            lines.AddRange(rows.Select(r => $"{r.Cells[AnyTable.Page]}|{r.Cells[AnyTable.Name]}|{r.Cells[AnyTable.Text]}{r.Cells[AnyTable.Unread]}").Where(l => !l.EndsWith('|')));
        table.Fault.ShouldBeNull();
        return lines;
    }

    private string Text(string text, string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Bytes(byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string Zip(params (string Name, string Text)[] parts)
    {
        var path = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in parts)
        {
            using var part = new StreamWriter(zip.CreateEntry(name).Open());
            part.Write(text);
        }

        return path;
    }
}

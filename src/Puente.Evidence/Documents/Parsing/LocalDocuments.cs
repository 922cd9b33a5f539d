using Puente.Evidence.Import.Tables;
using UglyToad.PdfPig;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>
/// Reads documents in this process: the text of a PDF where it has text, and pictures of pages by the reader of print. For the reading process and for tests; a node goes through
/// <see cref="DocumentChild"/>.
/// </summary>
internal sealed class LocalDocuments : ITables
{
    /// <summary>Pages that a document may have.</summary>
    internal const int MostPages = 5000;

    /// <inheritdoc/>
    public Task<Opened> OpenAsync(string path, TableOptions options, CancellationToken stop)
    {
        var head = new byte[8];
        using (var file = File.OpenRead(path)) _ = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return Task.FromResult(head.AsSpan() switch
        {
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => OfPdf(path),
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] =>
                PrintReader.IsHere ? new Opened(new PageTable(TableFormat.Delimited, 1, (_, cancel) => PrintReader.ReadAsync(path, cancel)), null) : Fault("document.no-ocr"),
            _ => Fault("document.not-a-document"),
        });
    }

    private static Opened OfPdf(string path)
    {
        PdfDocument document;
        try
        {
            document = PdfDocument.Open(path);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The parser throws many kinds of exceptions of its own on foreign bytes.
            return Fault("document.unreadable");
        }

        if (document.NumberOfPages <= MostPages) return new Opened(new PageTable(TableFormat.Delimited, document.NumberOfPages, (page, cancel) => PageAsync(document, path, page, cancel), document), null);
        document.Dispose();
        return Fault("document.too-long");
    }

    /// <summary>The lines of one page: its text, or what the reader of print makes of its picture.</summary>
    /// <exception cref="PageException">The page cannot be read.</exception>
    internal static async Task<IReadOnlyList<PageText>> PageAsync(PdfDocument document, string path, int number, CancellationToken stop, string? scratch = null)
    {
        IReadOnlyList<PageText> lines;
        try
        {
            lines = PageLines.Of(document.GetPage(number).GetWords().Select(w => new PageWord(w.Text, w.BoundingBox.Left, w.BoundingBox.Right, -w.BoundingBox.Top, -w.BoundingBox.Bottom, 100)));
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            throw new PageException("document.page-unreadable");
        }

        if (lines.Count > 0) return lines;
        return PrintReader.IsHere ? await PrintReader.ReadPageAsync(path, number, stop, scratch) : throw new PageException("document.no-ocr");
    }

    private static Opened Fault(string code) => new(null, new Problem(0, "", code));
}

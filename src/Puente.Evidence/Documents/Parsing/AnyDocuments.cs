using System.Runtime.CompilerServices;
using Puente.Evidence.Import.Tables;
using UglyToad.PdfPig;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>
/// Reads the text of documents in this process, by what their bytes are: PDF, pictures of pages, Office documents and workbooks, e-mail, HTML
/// and plain text. Nothing in them is run and nothing they name is fetched. For the reading process and for tests; a node goes through
/// <see cref="DocumentChild"/>.
/// </summary>
internal sealed class AnyDocuments : ITables
{
    private const int Deepest = 5;

    /// <inheritdoc/>
    public Task<Opened> OpenAsync(string path, TableOptions options, CancellationToken stop)
    {
        try
        {
            return Task.FromResult(new Opened(new AnyTable(PagesAsync(path, options.Limits, 0, stop), stop), null));
        }
        catch (PageException wrong)
        {
            return Task.FromResult(new Opened(null, new Problem(0, "", wrong.Message)));
        }
    }

    /// <summary>The pages of a file, whatever it is.</summary>
    /// <param name="path">The file; pictures of its pages are made beside it.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="depth">How many messages it lies within.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="PageException">It cannot be read as a whole.</exception>
    internal static IAsyncEnumerable<ReadPage> PagesAsync(string path, TableLimits limits, int depth, CancellationToken stop)
    {
        if (depth > Deepest) throw new PageException("document.too-deep");
        var head = new byte[1024];
        int length;
        using (var file = File.OpenRead(path)) length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head.AsSpan(0, length) switch
        {
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => OfPdfAsync(path, stop),
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => OfPictureAsync(path, stop),
            [(byte)'P', (byte)'K', 3, 4, ..] => OfficePages.Of(path, limits).ToAsyncEnumerable(),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new PageException("document.old-office"),
            var bytes when MailPages.IsMail(bytes) => MailPages.OfAsync(path, limits, depth, stop),
            var bytes => TextPages.Of(path, TextPages.IsHtml(bytes)).ToAsyncEnumerable(),
        };
    }

    private static async IAsyncEnumerable<ReadPage> OfPdfAsync(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        PdfDocument document;
        try
        {
            document = PdfDocument.Open(path);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new PageException("document.unreadable");
        }

        using (document)
            for (var number = 1; number <= document.NumberOfPages; number++)
                yield return await PageAsync(token => LocalDocuments.PageAsync(document, path, number, token, Path.GetDirectoryName(path)), stop);
    }

    private static async IAsyncEnumerable<ReadPage> OfPictureAsync(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!PrintReader.IsHere)
        {
            yield return new ReadPage([], "", "document.no-ocr");
            yield break;
        }

        foreach (var page in await PrintReader.ReadPagesAsync(path, stop)) yield return new ReadPage(page);
    }

    private static async Task<ReadPage> PageAsync(Func<CancellationToken, Task<IReadOnlyList<PageText>>> read, CancellationToken stop)
    {
        try
        {
            return new ReadPage(await read(stop));
        }
        catch (PageException wrong)
        {
            return new ReadPage([], "", wrong.Message);
        }
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>
/// Reads printed pages with Debian's tesseract (Spanish and English) and makes pictures of PDF pages with poppler's pdftoppm. Each run is a process of its own with
/// bounded memory and time.
/// </summary>
internal static class PrintReader
{
    private const int Dots = 300;
    private const int KilobytesOfMemory = 2_000_000;
    private const int SecondsOfWork = 150;

    private static readonly string? Tesseract = Find("tesseract");
    private static readonly string? Painter = Find("pdftoppm");

    /// <summary>Whether both programs are here.</summary>
    public static bool IsHere => Tesseract is not null && Painter is not null;

    /// <summary>The lines of one page of a PDF that has no text.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="page">The page, 1-based.</param>
    /// <param name="stop">Cancels.</param>
    /// <param name="scratch">Where the picture of the page may lie meanwhile; the machine's own folder for such things when not given.</param>
    public static async Task<IReadOnlyList<PageText>> ReadPageAsync(string pdf, int page, CancellationToken stop, string? scratch = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch ?? Path.GetTempPath(), "puente-page-" + Path.GetRandomFileName()));
        try
        {
            var number = page.ToString(CultureInfo.InvariantCulture);
            var picture = Path.Combine(folder.FullName, "page");
            await RunAsync(Painter!, ["-r", Dots.ToString(CultureInfo.InvariantCulture), "-gray", "-png", "-singlefile", "-f", number, "-l", number, pdf, picture], stop);
            return await ReadAsync(picture + ".png", stop);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The lines of a picture.</summary>
    public static async Task<IReadOnlyList<PageText>> ReadAsync(string picture, CancellationToken stop) => PageLines.Of(Words(await TableAsync(picture, stop)));

    /// <summary>The lines of each page of a picture that may have several, as those of fax machines and scanners do.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<PageText>>> ReadPagesAsync(string picture, CancellationToken stop) => Pages(await TableAsync(picture, stop));

    /// <summary>The lines of each page of tesseract's table; the page stands in the second column.</summary>
    internal static IReadOnlyList<IReadOnlyList<PageText>> Pages(string table)
    {
        var lines = table.Split('\n');
        return [.. lines.Skip(1).Where(l => l.Length > 0).GroupBy(l => l.Split('\t').ElementAtOrDefault(1) ?? "").Select(page => PageLines.Of(Words(string.Join('\n', page.Prepend(lines[0])))))];
    }

    private static Task<string> TableAsync(string picture, CancellationToken stop) =>
        RunAsync(Tesseract!, [picture, "stdout", "--psm", "6", "--dpi", Dots.ToString(CultureInfo.InvariantCulture), "-l", "spa+eng", "tsv"], stop);

    /// <summary>The words of tesseract's table: left, top, width, height, confidence, text from the seventh column on.</summary>
    internal static IEnumerable<PageWord> Words(string table)
    {
        foreach (var line in table.Split('\n').Skip(1))
        {
            var cells = line.TrimEnd('\r').Split('\t');
            if (cells is not [_, _, _, _, _, _, var left, var top, var width, var height, var sure, var text]) continue;
            if (!double.TryParse(sure, NumberStyles.Float, CultureInfo.InvariantCulture, out var confidence) || confidence < 0) continue;
            var (x, y) = (double.Parse(left, CultureInfo.InvariantCulture), double.Parse(top, CultureInfo.InvariantCulture));
            yield return new PageWord(text, x, x + double.Parse(width, CultureInfo.InvariantCulture), y, y + double.Parse(height, CultureInfo.InvariantCulture), (int)confidence);
        }
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -v {KilobytesOfMemory}; ulimit -t {SecondsOfWork}; exec \"$0\" \"$@\""), program },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new PageException("document.no-ocr");
        process.StandardInput.Close();
        // What the program complains about is discarded: it may quote the page.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0 ? said : throw new PageException("document.page-unreadable");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string? Find(string program) => new[] { "/usr/bin", "/usr/local/bin" }.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);
}

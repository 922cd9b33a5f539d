using System.Globalization;
using Puente.Evidence.Import.Tables;

namespace Puente.Evidence.Documents.Parsing;

/// <summary>One line of a page.</summary>
/// <param name="Text">Its words, two spaces where columns part.</param>
/// <param name="Confidence">How sure the reading is, 0 to 100: the least sure of its words.</param>
internal readonly record struct PageText(string Text, int Confidence);

/// <summary>The lines of a document's pages as rows: page, confidence, text.</summary>
internal sealed class PageTable(TableFormat format, int pages, Func<int, CancellationToken, Task<IReadOnlyList<PageText>>> read, IDisposable? open = null) : ITable
{
    /// <summary>Names of the cells.</summary>
    public static readonly IReadOnlyList<string> Columns = ["page", "confidence", "text"];

    private int _page;
    private long _line;

    /// <inheritdoc/>
    public TableHead Head { get; } = new(format, Columns);

    /// <inheritdoc/>
    public Problem? Fault { get; private set; }

    /// <inheritdoc/>
    public double Done => pages == 0 ? 1 : (double)_page / pages;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TableRow>?> NextAsync(CancellationToken stop)
    {
        if (_page >= pages || Fault is not null) return null;
        try
        {
            _page++;
            var lines = await read(_page, stop);
            var page = _page.ToString(CultureInfo.InvariantCulture);
            return [.. lines.Select(l => new TableRow(++_line, [page, l.Confidence.ToString(CultureInfo.InvariantCulture), l.Text]))];
        }
        catch (PageException wrong)
        {
            Fault = new Problem(0, "", wrong.Message, ("page", _page.ToString(CultureInfo.InvariantCulture)));
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        open?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A page that cannot be read; the message is the code.</summary>
internal sealed class PageException(string code) : Exception(code);

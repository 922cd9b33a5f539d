using System.Globalization;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Words of the file of rejected rows, in the reader's language.</summary>
/// <param name="Line">Heading of the line.</param>
/// <param name="Column">Heading of the column.</param>
/// <param name="Reason">Heading of the reason.</param>
/// <param name="Of">The reason of a problem in words.</param>
public sealed record RejectedWords(string Line, string Column, string Reason, Func<Problem, string> Of);

/// <summary>Writes rejected rows as CSV: UTF-8 text with the reader's own columns behind three of ours.</summary>
public static class RejectedRows
{
    /// <summary>Writes all, and gives back how many there were.</summary>
    public static async Task<long> WriteAsync(TextWriter to, IReadOnlyList<string> columns, IAsyncEnumerable<Remark> remarks, RejectedWords words)
    {
        ArgumentNullException.ThrowIfNull(remarks);
        await HeadAsync(to, columns, words);
        var written = 0L;
        await foreach (var remark in remarks)
        {
            written++;
            await RowAsync(to, remark, words);
        }
        return written;
    }

    /// <summary>Writes the heading.</summary>
    public static Task HeadAsync(TextWriter to, IReadOnlyList<string> columns, RejectedWords words)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(words);
        return Row(to, [words.Line, words.Column, words.Reason, .. columns]);
    }

    /// <summary>Writes one row.</summary>
    public static Task RowAsync(TextWriter to, Remark remark, RejectedWords words)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(remark);
        ArgumentNullException.ThrowIfNull(words);
        return Row(to, [remark.Problem.Line.ToString(CultureInfo.InvariantCulture), remark.Problem.Column, words.Of(remark.Problem), .. remark.Cells]);
    }

    private static Task Row(TextWriter to, IEnumerable<string> cells) => to.WriteAsync(string.Join(',', cells.Select(Cell)) + "\r\n");

    /// <summary>Quoted where needed. A cell that a spreadsheet would run as a formula is quoted with an apostrophe before it.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 1 && text[0] is '=' or '@' or '\t' or '\r' || text.Length > 1 && text[0] is '+' or '-' && !text.AsSpan(1).ContainsAnyInRange('0', '9'))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n;") >= 0 ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
    }
}

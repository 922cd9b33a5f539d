using System.Text.RegularExpressions;
using Puente.Evidence;
using Puente.Evidence.Time;

namespace Puente.Money.Returns.Layouts;

/// <summary>What a row of a bank's table is.</summary>
internal enum RowKind
{
    /// <summary>Nothing, or the header once more.</summary>
    Blank,

    /// <summary>A line of a statement.</summary>
    Line,

    /// <summary>More text of the line before.</summary>
    More,

    /// <summary>Words outside the lines: an account, a balance, a total, or only words.</summary>
    Words,

    /// <summary>A row that should be a line and cannot be read.</summary>
    Unread,
}

/// <summary>A row as it was read.</summary>
internal readonly record struct ReadRow(RowKind Kind, StatementLine? Line = null, Note? Note = null, string Text = "", Problem? Problem = null);

/// <summary>
/// Reads the rows of one table in order as statement lines: an account or currency told once holds for the rows that follow. Not for two
/// threads. A return is read by it when it comes and each time it is asked, with the same result.
/// </summary>
internal sealed class LayoutReading(Layout layout, LayoutColumns columns)
{
    private const int MostKnown = 10_000;
    private const int MostOutside = 31;
    private const int LongestYears = 16;
    private static readonly DateOnly FirstMonth = DateOnly.MinValue.AddMonths(1);
    private static readonly DateOnly LastMonth = DateOnly.MaxValue.AddMonths(-1);
    private string? _account = layout.Account;
    private string? _currency = layout.Currency;
    private (DateOnly From, DateOnly Until)? _period;
    private bool _below = true;
    private bool _ahead;
    private readonly Dictionary<string, When?> _dates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _methods = new(StringComparer.Ordinal);

    /// <summary>The account that rows belong to which name none.</summary>
    public string? Account => _account;

    /// <summary>The currency of rows that name none.</summary>
    public string? Currency => _currency;

    /// <summary>Begins in the middle of a table, below a heading that told these.</summary>
    public void Begin(string account, string currency, DateOnly? from, DateOnly? until)
    {
        (_account, _currency, _below) = (account, currency, true);
        Within(from, until);
        _ahead = false;
    }

    /// <summary>Reads the next row.</summary>
    public ReadRow Read(long row, long line, IReadOnlyList<string> cells)
    {
        if (IsBlank(cells) || columns.IsHeader(cells)) return new(RowKind.Blank);
        return layout.Line is null ? Columns(row, line, cells) : OfPage(row, line, cells);
    }

    /// <summary>Reads words that stand before the header.</summary>
    public ReadRow Words(IReadOnlyList<string> cells)
    {
        var said = cells.Select(c => c.Trim()).Where(c => c.Length > 0).ToList();
        return new(RowKind.Words, Note: NoteOf(string.Join(layout.Gap, said)), Text: string.Join(' ', said));
    }

    private ReadRow Columns(long row, long line, IReadOnlyList<string> cells)
    {
        var date = columns.Cell(Part.Date, cells);
        if (Date(date) is { } day) return LineOf(row, line, cells, day);
        var words = Words(cells);
        if (words.Note is not null) return words;
        var printed = new[] { Part.Amount, Part.Debit, Part.Credit }.Any(p => !PrintedAmount.IsNothing(columns.Cell(p, cells)));
        if (date.Length == 0 && layout.TwoLines && !printed) return words with { Kind = RowKind.More, Note = null };
        if (!printed && !date.Any(char.IsAsciiDigit)) return words;
        return Unread(line, Part.Date, Unfit(date), date);
    }

    /// <summary>A line of text of a page: the columns are page, confidence and text.</summary>
    private ReadRow OfPage(long row, long line, IReadOnlyList<string> cells)
    {
        var text = cells.Count > PageColumns.Text ? cells[PageColumns.Text] : "";
        if (Try(layout.Line!, text) is { } match)
        {
            var groups = columns.Names.Select(n => match.Groups[n].Value).ToList();
            if (Date(columns.Cell(Part.Date, groups)) is { } day)
            {
                var read = LineOf(row, line, groups, day);
                return read.Line is null ? read : read with { Line = read.Line with { Page = Number(cells[PageColumns.Page]), Confidence = Number(cells[PageColumns.Confidence]) } };
            }
        }

        text = Spaced(text);
        if (NoteOf(text) is { } note) return new(RowKind.Words, Note: note, Text: text);
        return new(layout.TwoLines ? RowKind.More : RowKind.Words, Text: text);
    }

    private ReadRow LineOf(long row, long line, IReadOnlyList<string> cells, When day)
    {
        var currency = columns.Cell(Part.Currency, cells) is { Length: > 0 } named ? named.ToUpperInvariant() : _currency;
        if (currency is null || !Evidence.Import.Mappings.Currencies.LooksRight(currency)) return Unread(line, Part.Currency, "layout.currency", currency ?? "");
        var account = columns.Cell(Part.Account, cells) is { Length: > 0 } own ? own : _account;
        if (account is null) return Unread(line, Part.Account, "layout.account", "");
        var (amount, problem) = AmountOf(line, cells, currency);
        if (amount is null) return new(RowKind.Unread, Problem: problem);
        var printed = columns.Cell(Part.Balance, cells);
        var balance = PrintedAmount.Read(printed, layout.DecimalSign, currency);
        if (balance is null && !PrintedAmount.IsNothing(printed)) return Unread(line, Part.Balance, "layout.amount", printed);
        var text = Spaced(columns.Cell(Part.Text, cells));
        (_below, _ahead) = (true, false);
        return new(RowKind.Line, new StatementLine(row, line, account, Timed(day, cells), amount.Value, currency)
        {
            Balance = balance,
            Counterparty = Some(columns.Cell(Part.Counterparty, cells)),
            Name = Some(columns.Cell(Part.Name, cells)),
            Routing = Some(columns.Cell(Part.Routing, cells)),
            Text = text,
            Reference = Some(columns.Cell(Part.Reference, cells)),
            Method = MethodOf(text),
            Place = Some(columns.Cell(Part.Place, cells)),
        });
    }

    private (long? Amount, Problem? Problem) AmountOf(long line, IReadOnlyList<string> cells, string currency)
    {
        if (columns.Has(Part.Amount) && columns.Cell(Part.Amount, cells) is var printed && !PrintedAmount.IsNothing(printed))
        {
            if (PrintedAmount.Read(printed, layout.DecimalSign, currency) is not { } amount) return (null, Wrong(line, Part.Amount, "layout.amount", printed));
            if (columns.Has(Part.Sign)) return (layout.Outgoing.Contains(columns.Cell(Part.Sign, cells), StringComparer.OrdinalIgnoreCase) ? -Math.Abs(amount) : Math.Abs(amount), null);
            return (layout.Reversed ? -amount : amount, null);
        }

        var sum = 0L;
        var sides = 0;
        foreach (var part in (ReadOnlySpan<Part>)[Part.Debit, Part.Credit])
        {
            var cell = columns.Cell(part, cells);
            if (PrintedAmount.IsNothing(cell)) continue;
            if (PrintedAmount.Read(cell, layout.DecimalSign, currency) is not { } side) return (null, Wrong(line, part, "layout.amount", cell));
            if (side == 0) continue;
            sides++;
            sum = part == Part.Debit ? -Math.Abs(side) : side;
        }

        return sides == 1 ? (sum, null) : (null, Wrong(line, Part.Amount, sides == 0 ? "layout.amount-missing" : "layout.amount-both", ""));
    }

    private When? Date(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9')) return null;
        return _dates.TryGetValue(text, out var known) ? known : Keep(_dates, text, Whole(WithCentury(text)) ?? (layout.YearOfPeriod ? OfPeriod(text) : null));
    }

    private When? Whole(string text) =>
        When.Parse(text, layout.Dates, layout.Zone) is { IsOk: true, Value: { IsRange: false, Approximate: false, Precision: >= Precision.Day } } read ? read.Value : null;

    /// <summary>
    /// Day and month with the year by which they lie in the period, or within a month of it, since banks book late. Null without a period, and when two years fit equally: a year is
    /// never guessed.
    /// </summary>
    private When? OfPeriod(string text) => Fitting(text) is [var one] ? one : null;

    /// <summary>Day and month in the year that fits the period best; in two when they fit equally.</summary>
    private IReadOnlyList<When> Fitting(string text)
    {
        if (_period is not var (from, until)) return [];
        int Outside(When day) => day.FirstDay is var on && on < from ? from.DayNumber - on.DayNumber : Math.Max(0, on.DayNumber - until.DayNumber);
        // In a longer period every day lies twice, 29 February too.
        var years = Enumerable.Range(from.Year - 1, Math.Min(until.Year - from.Year, LongestYears) + 3);
        return [.. years.Select(year => InYear(text, year)).OfType<When>().Where(day => Outside(day) <= MostOutside).GroupBy(Outside).OrderBy(g => g.Key).FirstOrDefault()?.Take(2) ?? []];
    }

    /// <summary>Why a text with figures is no day here.</summary>
    private string Unfit(string date) =>
        !layout.YearOfPeriod || InYear(date, 2000) is null ? "layout.date" : _period is null ? "layout.no-period" : Fitting(date).Count > 1 ? "layout.two-years" : "layout.date";

    /// <summary>Day and month in a year, written with the sign that stands between them.</summary>
    private When? InYear(string text, int year)
    {
        var gap = text.Contains('/', StringComparison.Ordinal) ? '/' : text.Contains('-', StringComparison.Ordinal) ? '-' : text.Contains('.', StringComparison.Ordinal) ? '.' : ' ';
        return Whole(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text}{gap}{year:0000}"));
    }

    private void Within(DateOnly? from, DateOnly? until)
    {
        if (!layout.YearOfPeriod || (from ?? until) is not { } one || until < from) return;
        // A statement that tells one end only is of the month before or after it.
        Within((from ?? (one < FirstMonth ? DateOnly.MinValue : one.AddMonths(-1)), until ?? (one > LastMonth ? DateOnly.MaxValue : one.AddMonths(1))));
        _ahead = _below;
    }

    private void Within((DateOnly From, DateOnly Until)? period)
    {
        if (_period == period) return;
        _period = period;
        _dates.Clear();
    }

    /// <summary>Goes on with an account. Another one does not have the period of the account before; one that is told below the lines of that account, or above everything, is of the next.</summary>
    private void Of(string account)
    {
        if (_account == account) return;
        if (!_ahead) Within(null);
        (_account, _below, _ahead) = (account, false, false);
    }

    private When Timed(When day, IReadOnlyList<string> cells)
    {
        if (day.Precision > Precision.Day || columns.Cell(Part.Time, cells) is not { Length: > 0 } time) return day;
        if (layout.Zone is null && Minute(time) is { } minute) return day.At(minute);
        var read = When.Parse($"{Loading.Days.Text(day.FirstDay)}T{time}", DateOrder.YearFirst, layout.Zone);
        return read is { IsOk: true, Value.IsRange: false } ? read.Value : day;
    }

    /// <summary>The minute of a text such as <c>09:41</c>; null for any other.</summary>
    private static TimeOnly? Minute(string text) =>
        text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'] && ((text[0] - '0') * 10) + text[1] - '0' is < 24 and var hour
            ? new TimeOnly(hour, ((text[3] - '0') * 10) + text[4] - '0') : null;

    private string WithCentury(string text)
    {
        if (layout.Century is not { } century) return text;
        var cut = text.LastIndexOfAny(['/', '-', '.', ' ']);
        return cut > 0 && text.Length - cut == 3 && char.IsAsciiDigit(text[^1]) && char.IsAsciiDigit(text[^2]) ? text[..(cut + 1)] + (century + int.Parse(text.AsSpan(cut + 1), System.Globalization.CultureInfo.InvariantCulture)) : text;
    }

    private Note? NoteOf(string text)
    {
        var note = new Note();
        foreach (var pattern in layout.Notes)
            if (Try(pattern, text) is { } match) note = NoteReading.With(note, match, layout, _currency, day => Whole(WithCentury(day)));
        if (!note.SaysSomething) return null;
        if (note.Account is { } account) Of(account);
        _currency = note.Currency ?? _currency;
        Within(note.From, note.Until);
        return note;
    }

    private string? MethodOf(string text)
    {
        if (_methods.TryGetValue(text, out var known)) return known;
        foreach (var (method, says) in layout.Methods)
            if (Try(says, text) is not null) return Keep(_methods, text, method);
        return Keep(_methods, text, null);
    }

    /// <summary>Remembers what a text was read as; banks write few texts many times. Forgets all when there are too many.</summary>
    private static T Keep<T>(Dictionary<string, T> known, string text, T read)
    {
        if (known.Count >= MostKnown) known.Clear();
        return known[text] = read;
    }

    private static bool IsBlank(IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
            if (!string.IsNullOrWhiteSpace(cells[i])) return false;
        return true;
    }

    private static Match? Try(Regex pattern, string text) => text.Length <= 4000 && pattern.Match(text) is { Success: true } match ? match : null;

    private static ReadRow Unread(long line, Part part, string code, string value) => new(RowKind.Unread, Problem: Wrong(line, part, code, value));

    private static Problem Wrong(long line, Part part, string code, string value) => new(line, part.ToString(), code, ("value", value));

    /// <summary>The text with one space between words.</summary>
    private static string Spaced(string text) => text.Length == 0 ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private static int? Number(string text) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The columns of a table made of the lines of pages.</summary>
internal static class PageColumns
{
    public const int Page = 0, Confidence = 1, Text = 2;

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["page", "confidence", "text"];
}

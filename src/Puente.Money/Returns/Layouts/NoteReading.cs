using System.Globalization;
using System.Text.RegularExpressions;
using Puente.Evidence.Time;

namespace Puente.Money.Returns.Layouts;

/// <summary>Reads the named groups of a note's pattern: account, currency, from, until, opening, closing, debits, credits, count.</summary>
internal static class NoteReading
{
    /// <summary>The note with what a match says besides.</summary>
    public static Note With(Note note, Match match, Layout layout, string? current, Func<string, When?> date)
    {
        string? Group(string name) => match.Groups[name] is { Success: true, Value: var value } && value.Trim() is { Length: > 0 } text ? text : null;
        var currency = Group("currency")?.ToUpperInvariant();
        var counted = currency ?? note.Currency ?? current ?? "USD";
        long? Amount(string name) => Group(name) is { } text ? PrintedAmount.Read(text, layout.DecimalSign, counted) : null;
        DateOnly? Day(string name) => Group(name) is { } text && date(text) is { } when ? when.First.Date.ToDateOnly() : null;
        return note with
        {
            Account = Group("account") ?? note.Account,
            Currency = currency ?? note.Currency,
            From = Day("from") ?? note.From,
            Until = Day("until") ?? note.Until,
            Opening = Amount("opening") ?? note.Opening,
            Closing = Amount("closing") ?? note.Closing,
            Debits = Amount("debits") is { } debits ? Math.Abs(debits) : note.Debits,
            Credits = Amount("credits") ?? note.Credits,
            Count = long.TryParse(Group("count")?.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : note.Count,
        };
    }
}

using System.Globalization;
using Puente.Ui.Text;

namespace Puente.Money.Returns.Pages;

/// <summary>Day fields and lists of this room's forms.</summary>
internal sealed class DayFields(Typed typed, Texts t)
{
    /// <summary>A day as a date field sends it; null when empty, and noted as wrong when it is none.</summary>
    public DateOnly? Read(string name)
    {
        if (typed.Text(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        typed.Wrong(name, t["orders.day"]);
        return null;
    }

    /// <summary>One entry a line, or parted by semicolons.</summary>
    public static IReadOnlyList<string> Lines(string text) => text.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

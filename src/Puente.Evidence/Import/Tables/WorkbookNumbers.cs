using System.Buffers;
using System.Globalization;

namespace Puente.Evidence.Import.Tables;

/// <summary>Turns the numbers of a workbook into canonical text: plain decimals with a point, ISO 8601 dates and times.</summary>
internal static class WorkbookNumbers
{
    private static readonly SearchValues<char> Elapsed = SearchValues.Create("[hHmMsS");

    /// <summary>What a number in a cell stands for.</summary>
    internal enum Meaning
    {
        Number,
        Date,
        Time,
    }

    /// <summary>After ECMA-376 part 1, 18.8.30: built-in formats by id, own formats by their letters outside quotes and brackets.</summary>
    public static Meaning MeaningOf(int format, string? code) => format switch
    {
        >= 14 and <= 17 or 22 or >= 27 and <= 36 or >= 50 and <= 58 => Meaning.Date,
        >= 18 and <= 21 or >= 45 and <= 47 => Meaning.Time,
        _ => code is null ? Meaning.Number : OfCode(code),
    };

    /// <summary>The canonical text of a stored number, or null when it is none.</summary>
    public static string? Text(string raw, Meaning meaning, bool from1904)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            return null;
        return meaning switch
        {
            Meaning.Date => Date(value, from1904) ?? Plain(value),
            Meaning.Time when value is >= 0 and < 1 => TimeOfDay(value),
            Meaning.Time => Date(value, from1904) ?? Plain(value),
            _ => Plain(value),
        };
    }

    /// <summary>Fifteen significant digits, as spreadsheets show and compare them.</summary>
    private static string Plain(double value)
    {
        var text = value.ToString("G15", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) && Math.Abs(value) is > 1e-20 and < 1e28
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : text;
    }

    private static string? Date(double serial, bool from1904)
    {
        if (from1904)
            serial += 1462;
        else if (serial < 60)
            serial += 1;
        if (serial is < 1 or > 2958466)
            return null;
        var moment = new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(Math.Round(serial * 86400));
        return moment.TimeOfDay == TimeSpan.Zero
            ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string TimeOfDay(double part) =>
        TimeSpan.FromSeconds(Math.Round(part * 86400)).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static Meaning OfCode(string code)
    {
        bool day = false, clock = false;
        for (var i = 0; i < code.Length; i++)
        {
            switch (char.ToLowerInvariant(code[i]))
            {
                case '"':
                    i = Closing(code, i, '"');
                    break;
                case '[':
                    var close = Closing(code, i, ']');
                    clock |= code.AsSpan(i, close - i).IndexOfAnyExcept(Elapsed) < 0;
                    i = close;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'd':
                    day = true;
                    break;
                case 'h' or 's':
                    clock = true;
                    break;
                case 'm':
                    day |= !clock && !code.Contains('s', StringComparison.OrdinalIgnoreCase);
                    break;
                case ';':
                    i = code.Length;
                    break;
                default:
                    break;
            }
        }
        return day ? Meaning.Date : clock ? Meaning.Time : Meaning.Number;
    }

    private static int Closing(string code, int from, char mark)
    {
        var at = code.IndexOf(mark, from + 1);
        return at < 0 ? code.Length - 1 : at;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Time;

namespace Puente.Evidence.Import.Tables;

/// <summary>What the values of a column look like.</summary>
public enum ColumnLook
{
    /// <summary>No value in the sample.</summary>
    Empty,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers with a decimal point.</summary>
    DecimalPoint,

    /// <summary>Numbers with a decimal comma.</summary>
    DecimalComma,

    /// <summary>Dates, perhaps with times.</summary>
    Date,

    /// <summary>Two values that mean yes and no.</summary>
    YesNo,

    /// <summary>Clave Única de Registro de Población.</summary>
    Curp,

    /// <summary>Registro Federal de Contribuyentes.</summary>
    Rfc,

    /// <summary>CLABE account numbers of 18 digits with their check digit.</summary>
    Clabe,

    /// <summary>Telephone numbers.</summary>
    Phone,

    /// <summary>Vehicle plates.</summary>
    Plate,

    /// <summary>Vehicle identification numbers.</summary>
    Vin,

    /// <summary>E-mail addresses.</summary>
    Email,
}

/// <summary>What a column looks like in a sample: a guess to start a mapping from, never applied by itself.</summary>
/// <param name="Column">The column.</param>
/// <param name="Look">The look that every value of the sample has; of dates and numbers, all but one in twenty.</param>
/// <param name="Orders">For dates, every order that reads most values of the sample, at least nineteen in twenty. More than one means that a person must choose.</param>
/// <param name="EmptyShare">Share of empty values, 0 to 1.</param>
/// <param name="Distinct">Number of different values in the sample.</param>
/// <param name="Sample">Up to five different values.</param>
public sealed partial record ColumnGuess(string Column, ColumnLook Look, IReadOnlyList<DateOrder> Orders, double EmptyShare, int Distinct, IReadOnlyList<string> Sample)
{
    /// <summary>True when the dates could be day first as well as month first: a person must say which.</summary>
    public bool IsAmbiguous => Orders.Contains(DateOrder.DayFirst) && Orders.Contains(DateOrder.MonthFirst) && !Orders.Contains(DateOrder.YearFirst);

    /// <summary>Looks that a few misfits do not hide: the trial on the first rows and the import name each of them.</summary>
    private static readonly ColumnLook[] Forgiving = [ColumnLook.Date, ColumnLook.Integer, ColumnLook.DecimalPoint, ColumnLook.DecimalComma];

    private static readonly HashSet<string> YesNoWords = new(StringComparer.OrdinalIgnoreCase) { "si", "sí", "no", "s", "n", "yes", "y", "true", "false", "0", "1", "verdadero", "falso" };

    private static readonly (ColumnLook Look, Func<string, bool> Fits)[] Looks =
    [
        (ColumnLook.Curp, v => Curp().IsMatch(v)),
        (ColumnLook.Rfc, v => Rfc().IsMatch(v)),
        (ColumnLook.Clabe, IsClabe),
        (ColumnLook.Email, v => Email().IsMatch(v)),
        (ColumnLook.Vin, v => Vin().IsMatch(v) && v.Any(char.IsAsciiLetter) && v.Any(char.IsAsciiDigit)),
        (ColumnLook.Date, v => OrdersOf(v).Any()),
        (ColumnLook.Phone, v => Phone().IsMatch(v) && v.Count(char.IsAsciiDigit) is >= 10 and <= 15),
        (ColumnLook.Integer, v => Integer().IsMatch(v)),
        (ColumnLook.DecimalPoint, v => Numbers.Canonical(v, '.') is not null),
        (ColumnLook.DecimalComma, v => Numbers.Canonical(v, ',') is not null),
        (ColumnLook.Plate, v => Plate().IsMatch(v) && v.Any(char.IsAsciiLetter) && v.Any(char.IsAsciiDigit)),
    ];

    /// <summary>Looks at rows; flawed ones are left out.</summary>
    public static IReadOnlyList<ColumnGuess> Of(IReadOnlyList<string> columns, IReadOnlyList<TableRow> rows)
    {
        var sound = rows.Where(r => r.Flaw is null && !r.IsBlank && r.Cells.Count >= columns.Count).ToList();
        return [.. columns.Select((name, i) => Of(name, [.. sound.Select(r => r.Cells[i].Trim())]))];
    }

    private static ColumnGuess Of(string column, List<string> values)
    {
        var filled = values.Where(v => v.Length > 0).ToList();
        var counted = filled.CountBy(v => v, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var look = LookOf(counted);
        var orders = look == ColumnLook.Date ? OrdersOf(counted) : [];
        if (look == ColumnLook.Date && orders.Count == 0)
            look = ColumnLook.Text;
        return new ColumnGuess(column, look, orders, values.Count == 0 ? 1 : 1 - ((double)filled.Count / values.Count), counted.Count, [.. counted.Keys.Take(5)]);
    }

    private static ColumnLook LookOf(Dictionary<string, int> counted)
    {
        var different = counted.Keys.ToList();
        if (different.Count == 0)
            return ColumnLook.Empty;
        if (different.Count <= 2 && different.TrueForAll(YesNoWords.Contains))
            return ColumnLook.YesNo;
        foreach (var (look, fits) in Looks)
            if (different.TrueForAll(v => fits(v)) || (Forgiving.Contains(look) && IsMost(counted, fits)))
                return look == ColumnLook.DecimalPoint && IsMost(counted, v => Numbers.Canonical(v, ',') is not null) && different.Exists(v => v.Contains(',', StringComparison.Ordinal))
                    ? ColumnLook.DecimalComma
                    : look;
        return ColumnLook.Text;
    }

    private static bool IsMost(Dictionary<string, int> counted, Func<string, bool> fits) => counted.Where(c => fits(c.Key)).Sum(c => c.Value) * 20 >= counted.Values.Sum() * 19;

    /// <summary>The orders that read as many values as any other.</summary>
    private static List<DateOrder> OrdersOf(Dictionary<string, int> counted)
    {
        var read = counted.SelectMany(c => OrdersOf(c.Key).Select(order => (order, c.Value))).GroupBy(o => o.order, o => o.Value).ToDictionary(o => o.Key, o => o.Sum());
        return read.Count > 0 && read.Values.Max() is var most && most * 20 >= counted.Values.Sum() * 19 ? [.. read.Where(r => r.Value == most).Select(r => r.Key).Order()] : [];
    }

    /// <summary>Orders in which a value is a date. A value that says its order itself has all three.</summary>
    private static IEnumerable<DateOrder> OrdersOf(string value) =>
        value.Length is >= 6 and <= 40 && (value.AsSpan().IndexOfAny("-/.: ") > 0) && value.AsSpan().IndexOfAnyInRange('0', '9') >= 0
            ? Enum.GetValues<DateOrder>().Where(o => When.Parse(value, o).IsOk)
            : [];

    /// <summary>Eighteen digits of which the last is the check digit: weights 3, 7, 1 (Banco de México).</summary>
    private static bool IsClabe(string value)
    {
        if (value.Length != 18 || !value.All(char.IsAsciiDigit))
            return false;
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += (value[i] - '0') * (i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1) % 10;
        return (10 - (sum % 10)) % 10 == value[17] - '0';
    }

    [GeneratedRegex("^[A-Z][AEIOUX][A-Z]{2}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Curp();

    [GeneratedRegex("^[A-ZÑ&]{3,4}[0-9]{6}[0-9A-Z]{3}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Rfc();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex("^[A-HJ-NPR-Z0-9]{17}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Vin();

    [GeneratedRegex(@"^\+?[0-9][0-9 ()./-]{8,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex("^[+-]?[0-9]{1,18}$", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex("^[A-Z0-9]{1,4}[- ]?[A-Z0-9]{1,4}[- ]?[A-Z0-9]{0,3}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Plate();
}

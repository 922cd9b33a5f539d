using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Puente.Evidence.Import.Mappings;

/// <summary>A change to a value on its way from the file. Immutable; gives none, one or several values.</summary>
public abstract record Transform
{
    /// <summary>The values that <paramref name="value"/> becomes.</summary>
    /// <exception cref="FormatException">The value is not what the transform is for; the message is the problem's code.</exception>
    public abstract IEnumerable<string> Apply(string value);
}

/// <summary>A change of letters that needs no setting.</summary>
public sealed record PlainTransform(PlainTransform.Change Kind) : Transform
{
    /// <summary>The changes.</summary>
    public enum Change
    {
        /// <summary>White space off both ends.</summary>
        Trim,

        /// <summary>Upper case.</summary>
        Upper,

        /// <summary>Lower case.</summary>
        Lower,

        /// <summary>Runs of white space become one space.</summary>
        Collapse,

        /// <summary>Digits only.</summary>
        Digits,
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Apply(string value) =>
    [
        Kind switch
        {
            Change.Trim => value.Trim(),
            Change.Upper => value.ToUpperInvariant(),
            Change.Lower => value.ToLowerInvariant(),
            Change.Collapse => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            _ => string.Concat(value.Where(char.IsAsciiDigit)),
        },
    ];
}

/// <summary>Replaces what a regular expression matches. Backtracking expressions are not accepted, so that no value can stall an import.</summary>
public sealed record ReplaceTransform(string Pattern, string With) : Transform
{
    private readonly Regex _regex = new(Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override IEnumerable<string> Apply(string value) => [_regex.Replace(value, With)];

    /// <inheritdoc/>
    public bool Equals(ReplaceTransform? other) => other is not null && (Pattern, With) == (other.Pattern, other.With);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, With);
}

/// <summary>Takes a prefix off where it stands.</summary>
public sealed record StripPrefixTransform(string Prefix) : Transform
{
    /// <inheritdoc/>
    public override IEnumerable<string> Apply(string value) =>
        [value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? value[Prefix.Length..] : value];
}

/// <summary>One value becomes several.</summary>
public sealed record SplitTransform(string Separator) : Transform
{
    /// <inheritdoc/>
    public override IEnumerable<string> Apply(string value) => value.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A list of values and what they mean. A value that is not listed stays, or becomes what <c>*</c> says.</summary>
public sealed record MapTransform(IReadOnlyDictionary<string, string> Values) : Transform
{
    private readonly FrozenDictionary<string, string> _values = Values.ToFrozenDictionary(p => p.Key.Trim(), p => p.Value, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override IEnumerable<string> Apply(string value)
    {
        var mapped = _values.GetValueOrDefault(value.Trim()) ?? _values.GetValueOrDefault("*") ?? value;
        return mapped.Length == 0 ? [] : [mapped];
    }
}

/// <summary>A date in a stated format (<c>dd/MM/yyyy</c> or <c>%d/%m/%Y</c>) becomes ISO text. Text that is ISO already stays.</summary>
public sealed record DateTransform(string Format) : Transform
{
    private readonly string _format = Net(Format);

    /// <inheritdoc/>
    public override IEnumerable<string> Apply(string value)
    {
        var text = value.Trim();
        if (text.Length == 0)
            return [];
        var styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.NoCurrentDateDefault;
        if (DateTime.TryParseExact(text, _format, CultureInfo.InvariantCulture, styles, out var moment)
            || DateTime.TryParseExact(text, _format, CultureInfo.GetCultureInfo("es-MX"), styles, out moment))
            return [moment.ToString(Precision(), CultureInfo.InvariantCulture)];
        if (DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, styles, out _))
            return [text];
        throw new FormatException("value.date-format");
    }

    private string Precision() =>
        _format.Contains('s', StringComparison.Ordinal) ? "yyyy-MM-ddTHH:mm:ss"
        : _format.Contains('H', StringComparison.Ordinal) || _format.Contains('h', StringComparison.Ordinal) ? "yyyy-MM-ddTHH:mm"
        : _format.Contains('d', StringComparison.Ordinal) ? "yyyy-MM-dd"
        : _format.Contains('M', StringComparison.Ordinal) ? "yyyy-MM" : "yyyy";

    /// <summary>The strptime letters that mappings use, in this platform's form.</summary>
    private static string Net(string format)
    {
        if (!format.Contains('%', StringComparison.Ordinal))
            return format;
        var net = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                net.Append(char.IsAsciiLetter(format[i]) ? $"'{format[i]}'" : format[i].ToString());
                continue;
            }
            net.Append(format[++i] switch
            {
                'Y' => "yyyy",
                'y' => "yy",
                'm' => "M",
                'd' => "d",
                'H' => "H",
                'I' => "h",
                'M' => "m",
                'S' => "s",
                'b' => "MMM",
                'B' => "MMMM",
                'p' => "tt",
                'f' => "FFFFFF",
                'z' => "zzz",
                var other => other.ToString(),
            });
        }
        return net.ToString();
    }
}

/// <summary>A number with a stated decimal sign, groups and currency signs around it, becomes plain text with a point.</summary>
public sealed record NumberTransform(char DecimalSign) : Transform
{
    /// <inheritdoc/>
    public override IEnumerable<string> Apply(string value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return [];
        return [Numbers.Canonical(value, DecimalSign) ?? throw new FormatException("value.number")];
    }
}

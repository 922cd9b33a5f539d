using Puente.Evidence.Import.Mappings;

namespace Puente.Node.Pages.Import;

/// <summary>A change of a value as two fields of a form: its name and what it needs to know.</summary>
public static class ValueChange
{
    private const string Arrow = "=>";

    /// <summary>The changes that the form offers, in the order of the list.</summary>
    public static IReadOnlyList<string> Names { get; } = ["trim", "collapse", "upper", "lower", "digits", "strip-prefix", "replace", "map", "split", "date", "number"];

    /// <summary>The change, or null when the second field does not say what the first needs.</summary>
    public static Transform? Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        switch (name)
        {
            case "trim" or "collapse" or "upper" or "lower" or "digits":
                return new PlainTransform(Enum.Parse<PlainTransform.Change>(name, ignoreCase: true));
            case "strip-prefix" when text.Length > 0:
                return new StripPrefixTransform(text);
            case "split" when text.Length > 0:
                return new SplitTransform(text);
            case "date" when text.Trim().Length > 0:
                return new DateTransform(text.Trim());
            case "number" when text.Trim() is "." or ",":
                return new NumberTransform(text.Trim()[0]);
            case "replace" when Pair(text, Arrow) is var (pattern, with):
                try
                {
                    return new ReplaceTransform(pattern, with);
                }
                catch (Exception error) when (error is ArgumentException or NotSupportedException)
                {
                    return null;
                }

            case "map":
                var pairs = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => Pair(p, "=")).ToList();
                return pairs.Count > 0 && pairs.TrueForAll(p => p is not null)
                    ? new MapTransform(pairs.Select(p => p!.Value).DistinctBy(p => p.Left, StringComparer.OrdinalIgnoreCase).ToDictionary(p => p.Left, p => p.Right)) : null;
            default:
                return null;
        }
    }

    /// <summary>The two fields of a change.</summary>
    public static (string Name, string Text) Write(Transform transform) => transform switch
    {
        PlainTransform plain => (plain.Kind.ToString().ToLowerInvariant(), ""),
        StripPrefixTransform strip => ("strip-prefix", strip.Prefix),
        SplitTransform split => ("split", split.Separator),
        DateTransform date => ("date", date.Format),
        NumberTransform number => ("number", number.DecimalSign.ToString()),
        ReplaceTransform replace => ("replace", $"{replace.Pattern} {Arrow} {replace.With}"),
        MapTransform map => ("map", string.Join("; ", map.Values.Select(v => $"{v.Key}={v.Value}"))),
        _ => throw new ArgumentOutOfRangeException(nameof(transform), transform.GetType().Name, "A change that the form does not know."),
    };

    private static (string Left, string Right)? Pair(string text, string sign)
    {
        var at = text.IndexOf(sign, StringComparison.Ordinal);
        if (at <= 0) return null;
        var (left, right) = (text[..at], text[(at + sign.Length)..]);
        // Spaces belong to a pattern, but for the one on each side of the arrow.
        return sign == Arrow ? (left.EndsWith(' ') ? left[..^1] : left, right.StartsWith(' ') ? right[1..] : right) : (left.Trim(), right.Trim());
    }
}

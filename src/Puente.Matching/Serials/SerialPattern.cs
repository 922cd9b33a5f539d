using Puente.Matching.Identifiers;

namespace Puente.Matching.Serials;

/// <summary>
/// What could be read of a serial: characters, <c>?</c> for a place that cannot be read, <c>[8B]</c> for a place with several readings,
/// <c>*</c> for any number of places. Spaces and hyphens count for nothing.
/// </summary>
public sealed class SerialPattern
{
    /// <summary>Most characters of a pattern.</summary>
    public const int Longest = 100;

    private SerialPattern(IReadOnlyList<string?> places) => Places = places;

    /// <summary>Readings of each place: one or more characters; empty for <c>?</c>; null for <c>*</c>.</summary>
    internal IReadOnlyList<string?> Places { get; }

    /// <summary>Reads a pattern; null with the reason when it is none.</summary>
    public static (SerialPattern? Pattern, Finding? Wrong) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest) return (null, Wrong("serial.pattern-long", text.Length));
        var places = new List<string?>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = char.ToUpperInvariant(text[i]);
            if (c is '-' || char.IsWhiteSpace(c)) continue;
            if (c == '?') places.Add("");
            else if (c == '*' && (places.Count == 0 || places[^1] is not null)) places.Add(null);
            else if (c == '[')
            {
                var end = text.IndexOf(']', i);
                var set = end < 0 ? "" : text[(i + 1)..end].ToUpperInvariant();
                if (set.Length == 0 || set.Any(s => SerialAlphabet.Code(s) == 0)) return (null, Wrong("serial.pattern-set", i + 1));
                places.Add(new string([.. set.Distinct()]));
                i = end;
            }
            else if (SerialAlphabet.Code(c) != 0) places.Add(c.ToString());
            else if (c != '*') return (null, Wrong("serial.pattern-character", i + 1));
        }

        if (places.All(p => p is null)) return (null, Wrong("serial.pattern-empty", 0));
        return places.Count(p => p is null) > 3 ? (null, Wrong("serial.pattern-stars", 0)) : (new SerialPattern(places), null);
    }

    private static Finding Wrong(string code, int position) => Finding.Of(code, Severity.Error, ("position", Draft.Number(position)));
}

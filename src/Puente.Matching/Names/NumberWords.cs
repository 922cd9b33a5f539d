using System.Collections.Frozen;
using System.Globalization;

namespace Puente.Matching.Names;

/// <summary>Numbers written as words or Roman numerals, English and Spanish.</summary>
internal static class NumberWords
{
    private static readonly FrozenDictionary<string, string> Digits = Build();

    private static readonly FrozenSet<string> Roman = new[]
    {
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The digits of a number word (three: 3, primero: 1), or the word itself.</summary>
    public static string ToDigits(string word) => Digits.GetValueOrDefault(word, word);

    /// <summary>Tens of which a unit can follow (forty four).</summary>
    public static bool IsTens(string word) => word.Length == 2 && word[1] == '0' && char.IsAsciiDigit(word[0]);

    /// <summary>Whether a word stands for a number.</summary>
    public static bool IsNumber(string word) => word.Length > 0 && (char.IsAsciiDigit(word[0]) || Roman.Contains(word));

    private static FrozenDictionary<string, string> Build()
    {
        var digits = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(0, "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
        Add(0, "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince");
        Add(1, "first second third fourth fifth sixth seventh eighth ninth tenth");
        Add(1, "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th");
        Add(1, "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo");
        Add(1, "primera segunda tercera cuarta quinta sexta septima octava novena decima");
        Tens("ten twenty thirty forty fifty sixty seventy eighty ninety");
        Tens("diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa");
        return digits.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(int from, string words)
        {
            foreach (var word in words.Split(' ')) digits.TryAdd(word, (from++).ToString(CultureInfo.InvariantCulture));
        }

        void Tens(string words)
        {
            var at = 10;
            foreach (var word in words.Split(' '))
            {
                digits.TryAdd(word, at.ToString(CultureInfo.InvariantCulture));
                at += 10;
            }
        }
    }
}

using System.Runtime.Intrinsics;

namespace Puente.Matching.Serials;

/// <summary>
/// The 36 characters of serial numbers: figures 1 to 10, letters 11 to 36, in the order of the characters; 0 is an empty place. Where it is
/// known whether a place holds a figure or a letter, a half byte says which: each figure has its own key, of the letters some share one.
/// </summary>
internal static class SerialAlphabet
{
    /// <summary>Most characters of a serial.</summary>
    public const int Places = 16;

    /// <summary>Bits of a character.</summary>
    public const int Bits = 6;

    /// <summary>Numbers of characters, the empty place included, rounded up.</summary>
    public const int Size = 1 << Bits;

    private const int Letters = 11;
    private const int AllLetters = 26;
    private const int Keys = 16;
    private static readonly string[] Classes = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6GC", "4A", "UVY", "MN", "EF"];
    private static readonly string[] Confused = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6G", "4A", "UV", "MN", "CG", "EF", "YV"];

    /// <summary>The number of a capital letter or figure; 0 for anything else.</summary>
    public static byte Code(char c) => c is >= '0' and <= '9' ? (byte)(c - '0' + 1) : c is >= 'A' and <= 'Z' ? (byte)(c - 'A' + Letters) : (byte)0;

    /// <summary>The character of a number.</summary>
    public static char Character(int code) => IsLetter(code) ? (char)('A' + code - Letters) : (char)('0' + code - 1);

    /// <summary>Whether a number is a letter's.</summary>
    public static bool IsLetter(int code) => code >= Letters;

    /// <summary>The key of a number, 0 to 15, in a place that holds figures or in one that holds letters.</summary>
    public static byte Key(int code) => (byte)((IsLetter(code) ? code - Letters : code - 1) % Keys);

    /// <summary>Whether no other character has a number's key in the places that it can stand in.</summary>
    public static bool HasOwnKey(int code) => !IsLetter(code) || (code - Letters is var letter && letter < Keys && letter + Keys >= AllLetters);

    /// <summary>Whether one is taken for the other: symmetric, not transitive.</summary>
    public static bool Confusable(char a, char b) => Array.Exists(Confused, g => g.Contains(a, StringComparison.Ordinal) && g.Contains(b, StringComparison.Ordinal));

    /// <summary>Whether both belong to one group of characters that are taken for each other, directly or over a third.</summary>
    public static bool SameClass(char a, char b) =>
        a == b || Array.Exists(Classes, g => g.Contains(a, StringComparison.Ordinal) && g.Contains(b, StringComparison.Ordinal));

    /// <summary>The sixteen keys as a table that answers whether a key is that of one of these numbers.</summary>
    public static Vector128<byte> Table(IEnumerable<int> codes)
    {
        Span<byte> table = stackalloc byte[Keys];
        table.Clear();
        foreach (var code in codes) table[Key(code)] = 0xFF;
        return Vector128.Create<byte>(table);
    }
}

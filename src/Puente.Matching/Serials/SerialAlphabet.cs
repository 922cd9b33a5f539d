using System.Runtime.Intrinsics;

namespace Puente.Matching.Serials;

/// <summary>
/// The 36 characters of serial numbers: figures 1 to 10, letters 11 to 36, in the order of the characters; 0 is an empty place. Characters
/// that are taken for each other share a class, and every class has one of 16 keys, so that a half byte says which class stands in a place.
/// </summary>
internal static class SerialAlphabet
{
    /// <summary>Most characters of a serial.</summary>
    public const int Places = 16;

    /// <summary>Bits of a character.</summary>
    public const int Bits = 6;

    /// <summary>Numbers of characters, the empty place included, rounded up.</summary>
    public const int Size = 1 << Bits;

    private static readonly string[] Classes = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6GC", "4A", "UVY", "MN", "EF", "HX", "KW", "P", "R", "T", "9"];
    private static readonly string[] Confused = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6G", "4A", "UV", "MN", "CG", "EF", "YV"];
    private static readonly string[] Alone = ["H", "X", "K", "W"];
    private static readonly byte[] Keys = new byte[Size];

    static SerialAlphabet()
    {
        for (var key = 0; key < Classes.Length; key++)
            foreach (var c in Classes[key]) Keys[Code(c)] = (byte)key;
    }

    /// <summary>The number of a capital letter or figure; 0 for anything else.</summary>
    public static byte Code(char c) => c is >= '0' and <= '9' ? (byte)(c - '0' + 1) : c is >= 'A' and <= 'Z' ? (byte)(c - 'A' + 11) : (byte)0;

    /// <summary>The character of a number.</summary>
    public static char Character(int code) => code <= 10 ? (char)('0' + code - 1) : (char)('A' + code - 11);

    /// <summary>The key of a number's class, 0 to 15.</summary>
    public static byte Key(int code) => Keys[code];

    /// <summary>Whether one is taken for the other: symmetric, not transitive.</summary>
    public static bool Confusable(char a, char b) => Array.Exists(Confused, g => g.Contains(a, StringComparison.Ordinal) && g.Contains(b, StringComparison.Ordinal));

    /// <summary>Whether both belong to one group of characters that are taken for each other, directly or over a third.</summary>
    public static bool SameClass(char a, char b) =>
        a == b || Array.Exists(Classes, g => g.Contains(a, StringComparison.Ordinal) && g.Contains(b, StringComparison.Ordinal) && !Array.Exists(Alone, x => x[0] == a || x[0] == b));

    /// <summary>The sixteen keys as a table that answers whether a class is among those of some characters.</summary>
    public static Vector128<byte> Table(IEnumerable<int> codes)
    {
        Span<byte> table = stackalloc byte[16];
        table.Clear();
        foreach (var code in codes) table[Key(code)] = 0xFF;
        return Vector128.Create<byte>(table);
    }
}

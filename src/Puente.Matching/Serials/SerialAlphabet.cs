using System.Runtime.Intrinsics;

namespace Puente.Matching.Serials;

/// <summary>
/// The 36 characters of serial numbers as bytes: the upper five bits are the class of characters that are taken for each other, the lower
/// three the member. Zero is an empty place. So one mask compares by class, another exactly.
/// </summary>
internal static class SerialAlphabet
{
    /// <summary>Places of a slot.</summary>
    public const int Places = 16;

    /// <summary>Keeps the class of a byte.</summary>
    public const byte ClassMask = 0xF8;

    private static readonly string[] Classes = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6GC", "4A", "UVY", "MN", "EF", "H", "K", "P", "R", "T", "W", "X", "9"];
    private static readonly string[] Confused = ["0OQD", "1IL7J", "5S", "8B3", "2Z", "6G", "4A", "UV", "MN", "CG", "EF", "YV"];
    private static readonly byte[] Codes = new byte[128];
    private static readonly char[] Characters = new char[256];

    static SerialAlphabet()
    {
        for (var group = 0; group < Classes.Length; group++)
        {
            for (var member = 0; member < Classes[group].Length; member++)
            {
                var (c, code) = (Classes[group][member], (byte)(((group + 1) << 3) | member));
                (Codes[c], Characters[code]) = (code, c);
            }
        }
    }

    /// <summary>The byte of a capital letter or figure; 0 for anything else.</summary>
    public static byte Code(char c) => c < 128 ? Codes[c] : (byte)0;

    /// <summary>Whether one is taken for the other: symmetric, not transitive.</summary>
    public static bool Confusable(char a, char b) => Array.Exists(Confused, g => g.Contains(a, StringComparison.Ordinal) && g.Contains(b, StringComparison.Ordinal));

    /// <summary>A normal serial of at most 16 characters in its slot.</summary>
    public static Vector128<byte> Pack(ReadOnlySpan<char> serial)
    {
        Span<byte> bytes = stackalloc byte[Places];
        bytes.Clear();
        for (var i = 0; i < serial.Length; i++) bytes[i] = Code(serial[i]);
        return Vector128.Create<byte>(bytes);
    }

    /// <summary>The serial of a slot.</summary>
    public static string Unpack(Vector128<byte> slot)
    {
        Span<char> text = stackalloc char[Places];
        var length = 0;
        while (length < Places && slot[length] != 0) text[length] = Characters[slot[length++]];
        return text[..length].ToString();
    }
}

namespace Puente.Matching.Names;

/// <summary>Hashes that do not change from one process to the next (FNV-1a, 64 bits, finished by a multiply and a shift).</summary>
internal static class Hashing
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<char> text) => Finish(More(Start, text));

    /// <summary>The hash of two texts written together.</summary>
    public static ulong Of(ReadOnlySpan<char> first, ReadOnlySpan<char> second) => Finish(More(More(Start, first), second));

    /// <summary>The hash of three texts written together.</summary>
    public static ulong Of(ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> third) => Finish(More(More(More(Start, first), second), third));

    private static ulong More(ulong hash, ReadOnlySpan<char> text)
    {
        unchecked
        {
            foreach (var letter in text) hash = (hash ^ letter) * Prime;
            return hash;
        }
    }

    private static ulong Finish(ulong hash)
    {
        unchecked
        {
            hash ^= hash >> 32;
            hash *= 0x9E3779B97F4A7C15;
            return hash ^ (hash >> 29);
        }
    }
}

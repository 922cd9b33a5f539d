namespace Puente.Graph.Images;

/// <summary>How a file is cut: after the lead the head, then the pieces of all blocks, one after the other, then the list of the blocks' lengths.</summary>
internal static class ImagePieces
{
    /// <summary>The most that a piece holds: small enough to stay in a core's cache between reading and opening.</summary>
    public const int Most = 1 << 18;

    /// <summary>The piece that is the head.</summary>
    public const long Head = 0;

    /// <summary>The piece that lists the blocks.</summary>
    public const long List = 1;

    /// <summary>The first piece of a block.</summary>
    public const long First = 2;

    /// <summary>How many pieces so many bytes take.</summary>
    public static long Count(long bytes) => (bytes + Most - 1) / Most;
}

namespace Puente.Graph.Images;

/// <summary>
/// Closes the pieces of an image so that one that was changed, moved or cut short does not open. Without one of the caller's own, pieces carry checksums; one that encrypts keeps
/// an image unreadable for whoever lacks its key. Called from several threads at once.
/// </summary>
public abstract class ImageSeal
{
    /// <summary>Written before everything else as it is, for the caller to find out how to open the rest; bound to it only if the seal does so.</summary>
    public virtual ReadOnlyMemory<byte> Lead => default;

    /// <summary>Bytes that closing adds to a piece.</summary>
    public abstract int Tail { get; }

    /// <summary>Closes a piece.</summary>
    /// <param name="number">Its number, another one for each piece of a file.</param>
    /// <param name="plain">What it holds.</param>
    /// <param name="into">As long as <paramref name="plain"/> and <see cref="Tail"/>.</param>
    public abstract void Close(long number, ReadOnlySpan<byte> plain, Span<byte> into);

    /// <summary>Opens a piece; false when it is not what was closed under this number.</summary>
    public abstract bool Open(long number, ReadOnlySpan<byte> closed, Span<byte> into);
}

/// <summary>A piece as it is, with a sum of its number and content.</summary>
internal sealed class Summed : ImageSeal
{
    public override int Tail => sizeof(ulong);

    public override void Close(long number, ReadOnlySpan<byte> plain, Span<byte> into)
    {
        plain.CopyTo(into);
        BitConverter.TryWriteBytes(into[plain.Length..], Sum(number, plain));
    }

    public override bool Open(long number, ReadOnlySpan<byte> closed, Span<byte> into)
    {
        closed[..into.Length].CopyTo(into);
        return BitConverter.ToUInt64(closed[into.Length..]) == Sum(number, into);
    }

    private static ulong Sum(long number, ReadOnlySpan<byte> plain) => unchecked((ulong)number << 32) | Checksum.Of(plain);
}

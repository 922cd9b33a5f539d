using Puente.Graph.Images;

namespace Puente.Graph;

/// <content>Writing what a snapshot shows to a file.</content>
public sealed partial class Snapshot
{
    internal SlotMap Repoints => _repoints;

    /// <summary>
    /// Writes the graph as the snapshot shows it: a memory image in closed pieces, for the same kind of machine, not for exchange. Removed edges are not written, and since marks are
    /// not frozen, what is removed or marked anew meanwhile may be written or not. Readers and writers of the graph go on.
    /// </summary>
    /// <param name="to">A file that is written from where it stands, which must be its beginning.</param>
    /// <param name="stamp">What the graph was made from, as the caller tells it apart: up to 32 bytes.</param>
    /// <param name="seal">Closes the pieces; without one they carry checksums.</param>
    /// <param name="besides">What the caller keeps with the graph, given back as it is.</param>
    /// <param name="stop">Breaks it off; what was written then is no image.</param>
    public void Write(Stream to, ReadOnlySpan<byte> stamp, ImageSeal? seal = null, IReadOnlyList<ReadOnlyMemory<byte>>? besides = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        RequireOpen();
        new ImageWriter(to, seal ?? new Summed()).Write(this, stamp, besides ?? [], stop);
    }
}

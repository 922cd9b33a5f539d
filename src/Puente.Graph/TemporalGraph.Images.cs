using Puente.Graph.Images;

namespace Puente.Graph;

/// <content>Keeping the graph in a file, so that a restart need not build it anew.</content>
public sealed partial class TemporalGraph
{
    /// <summary>Writes the graph as it stands to a file that <see cref="TryRead(string, ReadOnlySpan{byte}, out ImageState, GraphOptions?)"/> reads back; see <see cref="Snapshot.Write"/>. The file appears under its name once it is whole.</summary>
    /// <param name="path">The file, replaced if it is there.</param>
    /// <param name="stamp">What the graph was made from, as the caller tells it apart: up to 32 bytes.</param>
    public void Write(string path, ReadOnlySpan<byte> stamp)
    {
        using var snapshot = Open();
        var unfinished = path + ".new";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            snapshot.Write(file, stamp);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Reads a graph back. Anything but <see cref="ImageState.Read"/> gives no graph: build it anew.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stamp">What the graph should have been made from.</param>
    /// <param name="state">How it went.</param>
    /// <param name="options">How the graph keeps itself.</param>
    /// <exception cref="IOException">The file is there and cannot be opened.</exception>
    public static TemporalGraph? TryRead(string path, ReadOnlySpan<byte> stamp, out ImageState state, GraphOptions? options = null) => TryRead(path, stamp, new Summed(), out state, out _, options);

    /// <summary>Reads a graph back that was written under a seal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stamp">What the graph should have been made from.</param>
    /// <param name="seal">Opens it; its lead must be that of the file.</param>
    /// <param name="state">How it went; what the seal does not open is <see cref="ImageState.Damaged"/>.</param>
    /// <param name="besides">What the caller kept with the graph; empty without one.</param>
    /// <param name="options">How the graph keeps itself.</param>
    /// <exception cref="IOException">The file is there and cannot be opened.</exception>
    public static TemporalGraph? TryRead(string path, ReadOnlySpan<byte> stamp, ImageSeal seal, out ImageState state, out IReadOnlyList<byte[]> besides, GraphOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(seal);
        (state, besides) = (ImageState.Missing, []);
        if (!File.Exists(path)) return null;
        using var file = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
        var reader = new ImageReader(file, seal);
        state = reader.Read(stamp);
        if (state != ImageState.Read)
        {
            reader.Free();
            return null;
        }

        besides = reader.Besides;
        var graph = new TemporalGraph(reader.Segments, reader.Head.Shift, reader.Cold, reader.Head.Edges, reader.Head.Vertices, options ?? new GraphOptions());
        graph._links.AddRange(reader.Links);
        graph._linkTable = null;
        foreach (var (mark, to) in reader.Repoints) graph._repoints = graph._repoints.With(mark, to);
        return graph;
    }
}

using Microsoft.Extensions.Logging;
using Puente.Evidence.Datasets;
using Puente.Graph;

namespace Puente.Evidence.Walks;

/// <summary>
/// The file that holds what the rows of datasets say, packed as the graph has it, so that a start need not pack them again. It is derived: where it is missing, damaged, of another
/// program or not to be opened any more, the rows are packed anew, and where the disk does not take it, a start takes longer.
/// </summary>
internal sealed class RowImages(DatasetFiles files, ILogger? log)
{
    /// <summary>Which program packed it: what another one wrote is not read.</summary>
    private static readonly byte[] Program = [.. typeof(RowImages).Module.ModuleVersionId.ToByteArray(), .. typeof(TemporalGraph).Module.ModuleVersionId.ToByteArray()];

    /// <summary>The datasets of the image that is there; null without one.</summary>
    public RowImageLead? Lead() => RowImageLead.Read(files.Image);

    /// <summary>Reads the image whose lead was read; null when it does not open.</summary>
    public TemporalGraph? Read(RowImageLead lead, Func<DatasetId, byte[]> secretOf, out IReadOnlyList<byte[]> books)
    {
        using var seal = new RowImageSeal(lead, lead.Key(secretOf));
        try
        {
            return TemporalGraph.TryRead(files.Image, Program, seal, out _, out books);
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            books = [];
            return null;
        }
    }

    /// <summary>Writes an image in place of the one that is there.</summary>
    /// <param name="lead">The datasets.</param>
    /// <param name="secretOf">Their keys.</param>
    /// <param name="snapshot">The graph with their rows and nothing else.</param>
    /// <param name="books">What its numbers stand for.</param>
    /// <param name="holds">Asked at the end: whether nothing was changed of what the snapshot showed.</param>
    /// <param name="stop">Breaks it off.</param>
    public void Write(RowImageLead lead, Func<DatasetId, byte[]> secretOf, Snapshot snapshot, IReadOnlyList<ReadOnlyMemory<byte>> books, Func<bool> holds, CancellationToken stop)
    {
        string? part = null;
        try
        {
            part = files.Temporary();
            using var seal = new RowImageSeal(lead, lead.Key(secretOf));
            using (var to = files.Create(part))
            {
                snapshot.Write(to, Program, seal, books, stop);
                (to as FileStream)?.Flush(flushToDisk: true);
            }

            if (holds()) File.Move(part, files.Image, overwrite: true);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Nobody waits for an image: what went wrong is told here, by its name alone.
            log?.Log(IsOfTheDisk(fault) ? LogLevel.Warning : LogLevel.Error, "The image of what rows say could not be kept ({Fault}); the next start packs them anew", fault.GetType().Name);
        }
        finally
        {
            if (part is not null) Delete(part);
        }
    }

    /// <summary>Takes the image away.</summary>
    public void Drop() => Delete(files.Image);

    private void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // No dataset was ever sealed.
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            log?.LogWarning("A file that is not needed could not be taken away ({Fault})", fault.GetType().Name);
        }
    }

    /// <summary>Whether the disk does not give or take a file, and nothing else is wrong.</summary>
    public static bool IsOfTheDisk(Exception fault) => fault is IOException or UnauthorizedAccessException;
}

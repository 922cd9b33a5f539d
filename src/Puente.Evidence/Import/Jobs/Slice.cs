using Puente.Evidence.Records;

namespace Puente.Evidence.Import.Jobs;

/// <summary>What one slice of an import writes in one transaction.</summary>
internal sealed class Slice
{
    /// <summary>Entities and statements.</summary>
    public Batch Batch { get; } = new();

    /// <summary>Keys of new entities.</summary>
    public List<(UInt128 Digest, long Key)> EntityKeys { get; } = [];

    /// <summary>Keys of new facts, by their place in the batch.</summary>
    public Dictionary<UInt128, int> FactKeys { get; } = [];

    /// <summary>Keys that stood for something else before.</summary>
    public HashSet<UInt128> Moved { get; } = [];

    /// <summary>Entities of this import whose kind is now known better.</summary>
    public Dictionary<long, string> Kinds { get; } = [];

    /// <summary>Rejections and warnings.</summary>
    public List<(long Line, Remark Remark)> Remarks { get; } = [];

    /// <summary>Codes to be interned before the slice is written.</summary>
    public IEnumerable<string> Codes => Records.Rows.Codes(Batch).Concat(Kinds.Values);
}

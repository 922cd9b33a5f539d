using Puente.Evidence.Datasets;

namespace Puente.Evidence.Walks;

/// <summary>What a row of a dataset says as a fact: it joins two accounts at a time. An end that the row does not name joins nothing.</summary>
/// <param name="From">The account it leaves, as the row writes it; null when it names none.</param>
/// <param name="To">The account it reaches.</param>
/// <param name="Time">When, in milliseconds since 1970.</param>
/// <param name="Amount">In minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Kind">Code of the kind of fact.</param>
public readonly record struct RowFact(string? From, string? To, long Time, long Amount, string Currency, string Kind);

/// <summary>Reads the rows of one dataset as facts, in their order.</summary>
public interface IRowReading
{
    /// <summary>What decides, besides the rows, how they are read. As long as it is the same, <see cref="Read"/> says the same of a row, and need not be asked again.</summary>
    string Version { get; }

    /// <summary>The rows of which <see cref="Told"/> says something else than the row itself, each with a number that is another one when it says another thing.</summary>
    IReadOnlyDictionary<long, long> Known { get; }

    /// <summary>The fact that a row says, or null when it says none.</summary>
    RowFact? Read(DatasetRow row);

    /// <summary>The fact of a row with what is known besides the row, as the other end of a pair; null when another row tells it.</summary>
    RowFact? Told(long row, RowFact fact);
}

/// <summary>A room that knows what the rows of datasets say. It is shown rows one by one, to no viewer, and keeps nothing of them.</summary>
public interface IRowFacts
{
    /// <summary>How to read each dataset that the room knows.</summary>
    Task<IReadOnlyDictionary<DatasetId, IRowReading>> ReadingsAsync(CancellationToken stop);
}

/// <summary>Where an edge comes from: a fact, or a row of a dataset.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Row">Number of the row.</param>
public readonly record struct WalkSource(Records.StatementId? Fact, DatasetId? Dataset, long Row)
{
    private const int RowBits = 40;

    /// <summary>The reference that an edge carries for a row of the dataset with this ordinal, from 1.</summary>
    internal static long Reference(int ordinal, long row) => -(((long)ordinal << RowBits) | row);

    /// <summary>Ordinal of the dataset and number of the row that a reference names.</summary>
    internal static (int Ordinal, long Row) Read(long reference) => ((int)(-reference >> RowBits), -reference & ((1L << RowBits) - 1));
}

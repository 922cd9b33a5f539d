using System.Data.Common;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Datasets;

/// <summary>Which gate a table comes in through, and what the room noted for it when it was asked for.</summary>
/// <param name="Gate">Name of the gate.</param>
/// <param name="Note">Text of the room's own.</param>
public sealed record GateNote(string Gate, string Note);

/// <summary>
/// A room's say over tables that are kept whole for it: it opens the file in its own way, may refuse rows by giving them a flaw, and keeps
/// what belongs to the dataset in the very commit that makes it. An import runs again from the first row after a kill; so does its gate.
/// </summary>
public interface IDatasetGate
{
    /// <summary>Name of the gate, stable.</summary>
    string Name { get; }

    /// <summary>Opens the received file. Rows that are refused come with a flaw, and without cells where nothing of them may be kept.</summary>
    Task<Opened> OpenAsync(string path, string note, CancellationToken stop);

    /// <summary>Keeps what the room knows of the dataset, in the transaction that makes it.</summary>
    Task KeepAsync(DbConnection connection, DbTransaction transaction, Viewer by, DatasetId made, MarkingId marking, string note, ITable table);
}

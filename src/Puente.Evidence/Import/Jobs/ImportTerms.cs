using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Key of an import.</summary>
public readonly record struct ImportId(long Key);

/// <summary>Key of a received file.</summary>
public readonly record struct UploadId(long Key);

/// <summary>What is chosen once for all statements of an import.</summary>
/// <param name="Source">The source they come from; it is added when the import starts.</param>
/// <param name="Evaluation">How good it is.</param>
/// <param name="Marking">Who may see the statements.</param>
/// <param name="Language">Language of their texts.</param>
public sealed record ImportTerms(NewSource Source, Evaluation Evaluation, Marking Marking, string Language)
{
    /// <summary>In which role persons enter whom the file gives none. A bystander is never ranked, networked or screened.</summary>
    public Standing Persons { get; init; } = new("bystander", null, null, null);
}

/// <summary>An import that an officer asks for.</summary>
/// <param name="File">The received file.</param>
/// <param name="Mapping">The mapping; for a file of FollowTheMoney entities only its name, file shape and source are used.</param>
/// <param name="Terms">What the statements share.</param>
public sealed record ImportOrder(UploadId File, Mapping Mapping, ImportTerms Terms)
{
    /// <summary>The room's gate through which a table comes in that is kept whole; null when there is none.</summary>
    public GateNote? Gate { get; init; }
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Waits for its turn.</summary>
    Waiting = 0,

    /// <summary>Reads and writes; nothing of it is visible yet.</summary>
    Running = 1,

    /// <summary>Finished; all of it is visible.</summary>
    Done = 2,

    /// <summary>Cancelled; nothing of it is visible.</summary>
    Cancelled = 3,

    /// <summary>Failed; nothing of it is visible.</summary>
    Failed = 4,

    /// <summary>Undone; nothing of it is visible any more.</summary>
    Undone = 5,
}

/// <summary>What became of a file's rows. <c>Read = Blank + Rejected + Accepted</c>, and what accepted rows state is either new, known from
/// an earlier import of the same unit under the same mapping, or repeated within the file.</summary>
public sealed record Tally
{
    /// <summary>Rows read.</summary>
    public long Read { get; init; }

    /// <summary>Rows without any text.</summary>
    public long Blank { get; init; }

    /// <summary>Rows rejected whole, with their reason.</summary>
    public long Rejected { get; init; }

    /// <summary>Rows taken.</summary>
    public long Accepted { get; init; }

    /// <summary>Values left out of rows that were taken.</summary>
    public long Warnings { get; init; }

    /// <summary>Identifiers of rows that were taken as they stand and are doubtful.</summary>
    public long Doubts { get; init; }

    /// <summary>Statements recorded.</summary>
    public long New { get; init; }

    /// <summary>Among the new: facts that take the place of what an earlier import said under the same key.</summary>
    public long Replaced { get; init; }

    /// <summary>Statements that an earlier import had recorded.</summary>
    public long Known { get; init; }

    /// <summary>Statements that the file makes more than once.</summary>
    public long Repeated { get; init; }

    /// <summary>Entities made.</summary>
    public long EntitiesNew { get; init; }

    /// <summary>Entities that were there.</summary>
    public long EntitiesKnown { get; init; }
}

/// <summary>An import as its unit sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Mapping">Name of the mapping.</param>
/// <param name="Source">Its source.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Fault">Why it failed, or null.</param>
/// <param name="Asked">When it was asked for.</param>
/// <param name="Finished">When it ended, or null.</param>
/// <param name="Officer">Who asked.</param>
/// <param name="Tally">The counts so far.</param>
public sealed record ImportView(
    ImportId Id, string File, string Mapping, SourceId Source, ImportState State, Problem? Fault, DateTimeOffset Asked, DateTimeOffset? Finished, long Officer, Tally Tally)
{
    /// <summary>The dataset that comes of it, there once it is done; null when rows become statements.</summary>
    public DatasetId? Dataset { get; init; }

    /// <summary>How much of the file is read, 0 to 1; null when it is not running here.</summary>
    public double? Done { get; init; }

    /// <summary>Rows a second; null when it is not running here.</summary>
    public double? RowsPerSecond { get; init; }

    /// <summary>Time left at this rate; null when that cannot be told yet.</summary>
    public TimeSpan? Left { get; init; }
}

/// <summary>What was wrong with a row.</summary>
/// <param name="Rejected">True when the row was not taken at all; false when only a value was left out.</param>
/// <param name="Problem">Line, column, reason and value.</param>
/// <param name="Cells">The row as it was read; empty for a warning.</param>
public sealed record Remark(bool Rejected, Problem Problem, IReadOnlyList<string> Cells)
{
    /// <summary>The row was taken whole; an identifier in it is doubtful.</summary>
    public bool Doubtful { get; init; }
}

using Puente.Evidence.Datasets;
using Puente.Evidence.Sharing;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>Key of a return.</summary>
public readonly record struct ReturnId(long Key);

/// <summary>A file that a custodian returned under an order, to be taken in.</summary>
/// <param name="File">The received file.</param>
/// <param name="Layout">Text of the layout that says how its rows are lines.</param>
/// <param name="Given">Totals that the bank gives for it.</param>
public sealed record NewReturn(Evidence.Import.Jobs.UploadId File, string Layout, ControlTotals Given)
{
    /// <summary>A closer marking than the order's, or null to take the order's over.</summary>
    public Marking? Marking { get; init; }

    /// <summary>Title of its source; null takes custodian and file.</summary>
    public string? Title { get; init; }
}

/// <summary>A return as a viewer who may read it sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Order">The order it hangs on.</param>
/// <param name="Dataset">Its rows.</param>
/// <param name="Title">Title of its source.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Layout">Code of its layout.</param>
/// <param name="Came">When it was taken in.</param>
/// <param name="Marking">Its marking.</param>
/// <param name="Tally">What became of its rows.</param>
/// <param name="Given">Totals that the bank gave.</param>
public sealed record ReturnView(
    ReturnId Id, OrderId Order, DatasetId Dataset, string Title, string File, string Layout, DateTimeOffset Came, Marking Marking, ReturnTally Tally, ControlTotals Given)
{
    /// <summary>The bank's totals, in the file and beside it, against what was read; they count rows that were refused, as the bank did.</summary>
    public IReadOnlyList<Tie> Ties => Tally.Read.Count switch
    {
        0 => [.. Given.Against(new ControlTotals(0, 0, 0)), .. Tally.Stated.Against(new ControlTotals(0, 0, 0))],
        1 => [.. Given.Against(Tally.Read.Values.Single()), .. Tally.Stated.Against(Tally.Read.Values.Single())],
        _ => [.. Given.Against(new ControlTotals(Tally.Read.Values.Sum(t => t.Count)))],
    };

    /// <summary>The currency of the totals; null when there are several.</summary>
    public string? Currency => Tally.Read.Count == 1 ? Tally.Read.Keys.Single() : null;
}

/// <summary>A return with what was found in it.</summary>
/// <param name="Return">The return.</param>
/// <param name="Statements">A part of its statements: in the order of the file, those that do not add up first where there are more than the part.</param>
/// <param name="Months">Account by month, of these statements.</param>
/// <param name="Repeats">What came twice, the first of it; at and of are rows, pages or places of statements.</param>
public sealed record ReturnDetail(ReturnView Return, IReadOnlyList<Statement> Statements, IReadOnlyList<AccountMonth> Months, IReadOnlyList<RepeatView> Repeats)
{
    /// <summary>How many statements there are in all.</summary>
    public long Count { get; init; }

    /// <summary>How many of them do not add up.</summary>
    public long Wrong { get; init; }

    /// <summary>After which the next part begins; null when this is the last.</summary>
    public long? Next { get; init; }
}

/// <summary>Something that came twice.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">Where.</param>
/// <param name="Of">Of what.</param>
/// <param name="In">The earlier return when it is another one, and the viewer may read it.</param>
public sealed record RepeatView(RepeatKind Kind, long At, long Of, ReturnId? In);

using Puente.Evidence;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;
using Puente.Graph.Budgets;
using Puente.Graph.Paths;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Following;

/// <summary>
/// Follows money through what a viewer may see: payments that are statements, and rows of returns. Each currency is followed by itself: what is
/// exchanged ends a path. What several reports say of one transfer counts once.
/// </summary>
/// <param name="graph">The graph of facts.</param>
/// <param name="returns">The returns.</param>
/// <param name="pairs">Reports that are one transfer.</param>
/// <param name="datasets">The datasets, of which rows may be lifted.</param>
/// <param name="vocabulary">The kinds.</param>
public sealed class FollowDesk(FactGraph graph, ReturnDesk returns, PairDesk pairs, DatasetDesk datasets, Vocabulary vocabulary)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private readonly FollowStarts _starts = new(vocabulary);

    /// <summary>The kind of fact by which cash is seized: money ends there.</summary>
    internal const string Seizure = "CashSeizure";

    /// <summary>The kind of fact by which money goes from one to another.</summary>
    internal const string Payment = "Payment";

    /// <summary>The kinds of facts that move money.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Payment, Seizure];

    /// <summary>
    /// Follows from an account, or from a person or company by the accounts that it holds. Refuses <c>follow.no-such-start</c> when nothing
    /// that the viewer may see moves money there.
    /// </summary>
    /// <param name="reading">The record as the viewer sees it.</param>
    /// <param name="start">The entity; null when an account is named instead.</param>
    /// <param name="account">The account as rows write it.</param>
    /// <param name="question">How far and how.</param>
    /// <param name="withPartner">Whether what partners released is walked too.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Result<FollowAnswer>> AskAsync(Reading reading, EntityId? start, string? account, FollowQuestion question, bool withPartner = true, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(question);
        using var walk = await graph.OpenAsync(reading, withPartner ? null : m => Evidence.Sharing.Access.CountryOf(m.Owner) == reading.Viewer.Subject.Country, stop);
        var starts = await _starts.OfAsync(walk, reading, start, account, stop);
        if (starts.Count == 0) return new Refusal("follow.no-such-start");
        var budget = new Budget { Stop = stop, Time = Longest };
        var same = await SameTransfers.ReadAsync(reading, walk, returns, pairs, datasets, true, stop);
        var (found, cut) = (new FoundPaths(walk, same), Cut.None);
        var stops = new FollowStops(walk, reading, question.StopAt).AtVertex(walk.Of(s => Kinds.Contains(s.Kind)));
        foreach (var currency in walk.Currencies())
        {
            var filter = new Counted(walk.Of(s => s.Currency == currency && Kinds.Contains(s.Kind)), same.Dropped);
            var tree = question.Asked(starts, stops).Ask(walk.Snapshot, filter, budget);
            found.Add(tree, question.Direction);
            cut |= tree.Cut;
        }

        if (found.IsEmpty && !starts.Any(v => Moves(walk, v))) return new Refusal("follow.no-such-start");
        return await found.AnswerAsync(reading, starts, cut, question, stop);
    }

    /// <summary>
    /// Follows from a seizure or payment: backward from who had the money, over what came before it; forward from who received it, over what came after.
    /// Refuses <c>follow.no-such-start</c> also for a statement that the viewer does not see, that moves no money, or that does not name that end.
    /// </summary>
    public async Task<Result<FollowAnswer>> AskAsync(Reading reading, StatementId fact, FollowQuestion question, bool withPartner = true, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(question);
        if (await StartAsync(reading, fact, stop) is not { } start) return new Refusal("follow.no-such-start");
        var backward = question.Direction == Direction.Backward;
        if ((backward ? start.From : start.To) is not { } end) return new Refusal("follow.no-such-start");
        var (earliest, latest) = start.At is { } at ? (DateTimeOffset.FromUnixTimeMilliseconds(at.Earliest), DateTimeOffset.FromUnixTimeMilliseconds(at.Latest)) : ((DateTimeOffset?)null, (DateTimeOffset?)null);
        return await AskAsync(reading, end.Id, null, question with
        {
            Until = backward && latest is { } last && (question.Until is null || last < question.Until) ? last : question.Until,
            From = !backward && earliest is { } first && (question.From is null || first > question.From) ? first : question.From,
        }, withPartner, stop);
    }

    /// <summary>A seizure or payment from which money can be followed; null when the viewer does not see it or it moves none.</summary>
    public static async Task<FactView?> StartAsync(Reading reading, StatementId fact, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return await reading.FactAsync(fact, stop) is { Ended: false } view && Kinds.Contains(view.Kind) ? view : null;
    }

    /// <summary>Whether the viewer sees money come or go at a vertex.</summary>
    private static bool Moves(Walk walk, int vertex)
    {
        var filter = walk.Of(s => Kinds.Contains(s.Kind));
        foreach (var edge in walk.Snapshot.Out(vertex))
            if (filter.Admits(edge)) return true;
        foreach (var edge in walk.Snapshot.In(vertex))
            if (filter.Admits(edge)) return true;
        return false;
    }
}

using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Walks;
using Puente.Money.Patterns;
using Puente.Money.Patterns.Ranking;

namespace Puente.Money.Searches;

/// <summary>An end of a transfer as its record names it: an entity, an account that rows name, or, with neither, an end that nothing names.</summary>
internal sealed record KeptEnd(long Entity, string? Account)
{
    public static KeptEnd Of(WalkEnd end) => new(end.Entity?.Key ?? 0, end.Account);

    /// <summary>Whether anything names it.</summary>
    public bool IsNamed => Entity > 0 || Account is not null;

    /// <summary>Its vertex in a walk; null when it has none.</summary>
    public int? Vertex(Walk walk) => Entity > 0 ? walk.Vertex(new EntityId(Entity)) : Account is { } account ? walk.Vertex(account) : null;
}

/// <summary>A transfer of a finding: where it comes from, the places of its accounts in the finding, and what its record says.</summary>
internal sealed record KeptTransfer(
    long Fact, long Dataset, long Row, long AlsoDataset, long AlsoRow, int From, int To, KeptEnd FromEnd, KeptEnd ToEnd, long At, long Amount, string Currency);

/// <summary>A text by its code with what it names.</summary>
internal sealed record KeptReason(string Code, IReadOnlyDictionary<string, string> Args)
{
    public static KeptReason Of(Reason reason) => new(reason.Code, reason.Args.ToDictionary(a => a.Name, a => a.Value));

    public Reason Reason() => new(Code, [.. Args.Select(a => (a.Key, a.Value))]);
}

/// <summary>A finding as it is kept. Reasons are codes: they are worded when they are read.</summary>
internal sealed record KeptFinding(
    Pattern Pattern, long From, long To, IReadOnlyList<KeptReason> Reasons, IReadOnlyList<KeptReason> Innocent, string Citation, int Accounts, IReadOnlyList<KeptTransfer> Transfers)
{
    /// <summary>What a candidate of a search is kept as, with its code and score.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="worth">What its place is worth.</param>
    /// <param name="findings">Words findings of the search.</param>
    /// <param name="table">The transfers that were searched.</param>
    public static (string Code, double Score, KeptFinding Kept) Of(Candidate candidate, double worth, Findings findings, OfficeTransfers table)
    {
        var (finding, places) = (findings.Of(candidate, worth), Findings.Accounts(candidate).Index().ToDictionary(a => a.Item, a => a.Index));
        return (finding.Key, finding.Score, new KeptFinding(
            finding.Pattern, finding.From.ToUnixTimeMilliseconds(), finding.To.ToUnixTimeMilliseconds(), [.. finding.Reasons.Select(KeptReason.Of)], [.. finding.Innocent.Select(KeptReason.Of)],
            finding.Citation, places.Count, [.. findings.Rows(candidate).Select(row => table.Kept(row, account => places[account]))]));
    }

    /// <summary>The id of a transfer of a search: what the code of a finding is made of, so it must not change.</summary>
    public static string Id(TransferSource source) =>
        source.Fact > 0 ? string.Create(CultureInfo.InvariantCulture, $"fact {source.Fact}") : string.Create(CultureInfo.InvariantCulture, $"row {source.Dataset}/{source.Row}");

    /// <summary>Whether it shows the same pattern of nearly the same transfers as another, and more of them.</summary>
    public bool Outgrows(KeptFinding other)
    {
        if (Pattern != other.Pattern || Transfers.Count <= other.Transfers.Count) return false;
        var (own, shared) = (Transfers.Select(t => (t.Fact, t.Dataset, t.Row)).ToHashSet(), 0);
        foreach (var transfer in other.Transfers)
            if (own.Contains((transfer.Fact, transfer.Dataset, transfer.Row))) shared++;
        return shared >= 0.8 * (Transfers.Count + other.Transfers.Count - shared);
    }

    /// <summary>The ends that each account of the finding goes by, each once.</summary>
    public IReadOnlyList<IReadOnlyCollection<KeptEnd>> Ends()
    {
        var ends = Enumerable.Range(0, Accounts).Select(_ => new HashSet<KeptEnd>()).ToArray();
        foreach (var transfer in Transfers)
        {
            if (transfer.FromEnd.IsNamed) ends[transfer.From].Add(transfer.FromEnd);
            if (transfer.ToEnd.IsNamed) ends[transfer.To].Add(transfer.ToEnd);
        }

        return ends;
    }
}

using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Money.Following;
using Puente.Money.Patterns;

namespace Puente.Money.Searches.Api;

/// <summary>A text by its code, with what it names.</summary>
internal sealed record ReasonShape(string Code, IReadOnlyDictionary<string, string> Args)
{
    public static IReadOnlyList<ReasonShape> Of(IEnumerable<Reason> reasons) => [.. reasons.Select(r => new ReasonShape(r.Code, ProblemShape.Named(r.Args)))];
}

/// <summary>A search.</summary>
internal sealed record SearchShape(
    string Id, string State, string? Step, double? Progress, DateTimeOffset Asked, DateTimeOffset? Finished, DateTimeOffset? Reached, bool Follows, long Transfers, long Untimed, long Met, IReadOnlyList<ReasonShape> Cuts)
{
    public static SearchShape Of(PatternSearchView view, Archive archive) => new(
        archive.Text(view.Id), Word(view.State), view.State == PatternSearchState.Running ? Word(view.Step) : null, view.Progress, view.Asked, view.Finished, view.Reached, view.Follows, view.Transfers, view.Untimed, view.Met, ReasonShape.Of(view.Cuts));

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>The search that is under way, and the one whose findings stand.</summary>
internal sealed record SearchesShape(SearchShape? Busy, SearchShape? Last);

/// <summary>An account of a finding.</summary>
internal sealed record AccountShape(string? Entity, string Name, string Kind)
{
    public static AccountShape Of(FollowedEnd end, Addresses ids) => new(end.Entity is { } id ? ids.Text(id) : null, end.Name, end.Kind);
}

/// <summary>A transfer of a finding; its id is that of its statement, or DATASET/ROW.</summary>
internal sealed record TransferShape(string Id, string? Statement, string? Dataset, long? Row, string? Also, AccountShape From, AccountShape To, DateTimeOffset? At, long Amount, string Currency)
{
    public static TransferShape Of(FoundTransfer found, Archive archive, Addresses ids)
    {
        var t = found.Transfer;
        string RowOf(DatasetId dataset, long row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{archive.Ids.Text(IdKind.Dataset, dataset.Key)}/{row}");
        var statement = t.Fact is { } fact ? ids.Text(fact) : null;
        return new TransferShape(
            statement ?? RowOf(t.Dataset!.Value, t.Row), statement, t.Dataset is { } dataset ? archive.Ids.Text(IdKind.Dataset, dataset.Key) : null, t.Dataset is null ? null : t.Row,
            found.Also is { } also ? RowOf(also, found.AlsoRow) : null, AccountShape.Of(t.From, ids), AccountShape.Of(t.To, ids), t.At, t.Amount, t.Currency);
    }
}

/// <summary>A review.</summary>
internal sealed record ReviewShape(string Decision, DateTimeOffset At, string Reason);

/// <summary>A finding. The key is what a review hangs on.</summary>
internal sealed record FindingShape(
    string Id, string Key, string Pattern, double Score, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ReasonShape> Reasons, IReadOnlyList<ReasonShape> Innocent, string Citation,
    IReadOnlyList<AccountShape> Accounts, IReadOnlyList<TransferShape> Transfers, string State, bool Current, ReviewShape? Review)
{
    public static FindingShape Of(FindingView f, Archive archive, Addresses ids) => new(
        archive.Text(f.Id), f.Code, f.Pattern.Code(), f.Score, f.From, f.To, ReasonShape.Of(f.Reasons), ReasonShape.Of(f.Innocent), f.Citation,
        [.. f.Accounts.Select(a => AccountShape.Of(a, ids))], [.. f.Transfers.Select(t => TransferShape.Of(t, archive, ids))], FindingAsk.States[(int)f.Decision], f.IsCurrent,
        f.Review is { } review ? new ReviewShape(FindingAsk.States[(int)review.Decision], review.At, review.Reason) : null);
}

/// <summary>Part of the findings, how many there are of each state and pattern, and where the next part begins.</summary>
internal sealed record FindingsShape(IReadOnlyList<FindingShape> Rows, IReadOnlyDictionary<string, int> States, IReadOnlyDictionary<string, int> Patterns, string? Next)
{
    public static FindingsShape Of(FindingList list, Archive archive, Addresses ids) => new(
        [.. list.Rows.Select(r => FindingShape.Of(r, archive, ids))], list.Counts.OrderBy(c => c.Key).ToDictionary(c => FindingAsk.States[(int)c.Key], c => c.Value),
        list.Patterns.OrderBy(c => c.Key).ToDictionary(c => c.Key.Code(), c => c.Value), list.Next is { } next ? archive.Text(next) : null);
}

/// <summary>What a person says of a finding: <c>accept</c>, <c>dismiss</c> or <c>reopen</c>, and why.</summary>
internal sealed record ReviewBody(string? Decision, string? Reason);

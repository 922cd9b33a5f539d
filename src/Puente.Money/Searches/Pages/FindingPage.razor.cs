using System.Globalization;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Agencies;
using Puente.Money.Following;
using Puente.Money.Searches.Api;
using Puente.Ui.Components;

namespace Puente.Money.Searches.Pages;

/// <content>What the page asks and shows.</content>
public sealed partial class FindingPage
{
    private const int Most = 200;

    /// <summary>An account of the finding with what it paid and received in it.</summary>
    private sealed record Account(FollowedEnd End, IReadOnlyList<FollowedTransfer> Out, IReadOnlyList<FollowedTransfer> In);

    /// <summary>Public id of the finding.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private FindingDesk Findings { get; set; } = null!;

    [Inject] private RosterBook Roster { get; set; } = null!;

    private FindingView Found { get; set; } = null!;

    private string State => FindingAsk.States[(int)Found.Decision];

    private Tone Toned => Found.Decision switch { FindingDecision.Accepted => Tone.Good, FindingDecision.Dismissed => Tone.Quiet, _ => Tone.Accent };

    private bool MayReview => Viewer.Roles.HasFlag(Role.Recorder) || Viewer.Roles.HasFlag(Role.Importer);

    private IReadOnlyList<FoundTransfer> Transfers => [.. Found.Transfers.Take(Most)];

    private IReadOnlyList<Account> Accounts =>
    [
        .. Found.Accounts.Where(a => a.Name.Length > 0 || a.Entity is not null).Distinct()
            .Select(a => new Account(a, [.. Found.Transfers.Select(t => t.Transfer).Where(t => t.From == a)], [.. Found.Transfers.Select(t => t.Transfer).Where(t => t.To == a)])).Take(Most),
    ];

    private IReadOnlyList<Column<FoundTransfer>> TransferColumns =>
    [
        new(T["follow.col.at"], t => Moment(t.Transfer.At!.Value)) { Narrow = true },
        new(T["follow.col.from"]) { NamesRow = true, Cell = t => End(t.Transfer.From) },
        new(T["follow.col.to"]) { Cell = t => End(t.Transfer.To) },
        new(T["follow.col.amount"], t => Words.Money(t.Transfer.Amount, t.Transfer.Currency)) { Numeric = true },
        new(T["follow.col.source"]) { Cell = Source, Narrow = true },
    ];

    private IReadOnlyList<Column<Account>> AccountColumns =>
    [
        new(T["finding.account"]) { NamesRow = true, Cell = a => End(a.End) },
        new(T["finding.paid"], a => Sums(a.Out)) { Numeric = true },
        new(T["finding.received"], a => Sums(a.In)) { Numeric = true },
    ];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (Archive.Finding(Id) is not { } key || await Findings.ShowAsync(Viewer, key, Http.RequestAborted) is not { IsOk: true } found) return false;
        Found = found.Value;
        await Sightings.NoteAsync(Viewer, Id, Found.Markings);
        return true;
    }

    private async Task ReviewAsync()
    {
        if (FindingAsk.Decision(Typed.Pressed) is not { } decision) return;
        var reviewed = await Findings.ReviewAsync(Viewer, Found.Id, decision, Typed.Text("reason"));
        if (reviewed.Refusal is { } refusal) Typed.Wrong(refusal.Code == "finding.reason" ? "reason" : "form", Words.Of(refusal));
        else Address.NavigateTo(Archive.Path(Found.Id));
    }

    /// <summary>The day; with the time where the record has one besides midnight.</summary>
    private string Moment(DateTimeOffset at) => at.UtcDateTime.TimeOfDay == TimeSpan.Zero ? Day(at) : T.Instant(at);

    private string Day(DateTimeOffset at) => T.Date(DateOnly.FromDateTime(at.UtcDateTime));

    private string Named(FollowedEnd end) => end.Name.Length > 0 ? end.Name : T["follow.unnamed"];

    private string Sums(IReadOnlyList<FollowedTransfer> transfers) =>
        string.Join(", ", transfers.GroupBy(t => t.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Words.Money(g.Sum(t => t.Amount), g.Key)));

    private RenderFragment End(FollowedEnd end) => builder => Link(builder, end.Entity is { } id ? Go.To(id) : null, Named(end));

    private RenderFragment Source(FoundTransfer found) => builder =>
    {
        var transfer = found.Transfer;
        if (transfer.Fact is { } fact) Link(builder, Go.To(fact), T["follow.source.statement"]);
        else Link(builder, RowOf(transfer.Dataset!.Value, transfer.Row), T.Format("follow.source.row", ("row", transfer.Row)));
        if (found.Also is not { } also) return;
        builder.AddContent(10, " · ");
        Link(builder, RowOf(also, found.AlsoRow), T.Format("finding.also", ("row", found.AlsoRow)));
    };

    private string RowOf(Evidence.Datasets.DatasetId dataset, long row) => $"{Go.To(dataset)}/rows/{row.ToString(CultureInfo.InvariantCulture)}";

    private static void Link(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder, string? address, string text)
    {
        if (address is null)
        {
            builder.AddContent(0, text);
            return;
        }

        builder.OpenElement(1, "a");
        builder.AddAttribute(2, "href", address);
        builder.AddContent(3, text);
        builder.CloseElement();
    }
}

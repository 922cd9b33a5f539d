using Microsoft.AspNetCore.Components;
using Puente.Evidence;
using Puente.Money.Following;
using Puente.Money.Patterns;
using Puente.Money.Searches.Api;
using Puente.Ui.Components;
using Puente.Ui.Forms;

namespace Puente.Money.Searches.Pages;

/// <content>What the page asks and shows.</content>
public sealed partial class FindingsPage
{
    private const int Part = 20;
    private const int Named = 3;

    [Inject] private PatternSearchDesk Searches { get; set; } = null!;

    [Inject] private FindingDesk Findings { get; set; } = null!;

    private PatternSearchView? Busy { get; set; }

    private PatternSearchView? Last { get; set; }

    private FindingList Found { get; set; } = new([], null, new Dictionary<FindingDecision, int>(), new Dictionary<Pattern, int>());

    private FindingFilter Filter { get; set; } = new([]);

    private FindingDecision Decision => Filter.Decision ?? FindingDecision.Open;

    private string State => FindingAsk.States[(int)Decision];

    private IReadOnlyList<Tab> States => [.. FindingAsk.States.Index().Select(s => new Tab(T["findings.state." + s.Item], Here(("state", s.Item == "open" ? null : s.Item), ("after", null)), s.Item == State, T.Number(CountOf((FindingDecision)s.Index))))];

    private IReadOnlyList<Option> Patterns =>
        [.. PatternCodes.All.Where(p => Found.Patterns.ContainsKey(p) || Filter.Patterns.Contains(p)).Select(p => new Option(p.Code(), T.Format("findings.pattern-count", ("pattern", T["pattern.name." + p.Code()]), ("count", Found.Patterns.GetValueOrDefault(p)))))];

    private IReadOnlyList<Column<FindingView>> Columns =>
    [
        new(T["findings.col.pattern"]) { NamesRow = true, Cell = Pattern },
        new(T["findings.col.score"], f => T.Number((decimal)f.Score, 2)) { Numeric = true },
        new(T["findings.col.what"]) { Cell = What },
        new(T["findings.col.when"], f => T.Format("findings.span", ("from", Day(f.From)), ("to", Day(f.To)))) { Narrow = true },
        new(T["findings.col.transfers"], f => T.Number(f.Transfers.Count)) { Numeric = true },
    ];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (FindingAsk.Read(Query("pattern"), Query("state")) is not { IsOk: true } ask) return false;
        (Filter, Busy, Last) = (ask.Value with { Decision = ask.Value.Decision ?? FindingDecision.Open }, await Searches.BusyAsync(Viewer, Http.RequestAborted), await Searches.LastAsync(Viewer, Http.RequestAborted));
        Found = await Findings.ListAsync(Viewer, Filter, Archive.Finding(Query("after")), Part, Http.RequestAborted);
        await Sightings.NoteAsync(Viewer, "/money/findings", Found.Rows.SelectMany(r => r.Markings));
        return true;
    }

    private async Task SearchAsync() => Told((await Searches.StartAsync(Viewer)).Refusal);

    private async Task CancelAsync() => Told(Busy is { } busy ? (await Searches.CancelAsync(Viewer, busy.Id)).Refusal : null);

    private void Told(Refusal? refusal)
    {
        if (refusal is null) Address.NavigateTo("/money/findings");
        else Typed.Wrong("form", Words.Of(refusal));
    }

    private int CountOf(FindingDecision decision) => Found.Counts.GetValueOrDefault(decision);

    private string Day(DateTimeOffset at) => T.Date(DateOnly.FromDateTime(at.UtcDateTime));

    private RenderFragment Pattern(FindingView found) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "class", "value");
        builder.AddAttribute(2, "href", Archive.Path(found.Id));
        builder.AddContent(3, T["pattern.name." + found.Pattern.Code()]);
        builder.CloseElement();
    };

    /// <summary>What was found, and the accounts that it turns around.</summary>
    private RenderFragment What(FindingView found) => builder =>
    {
        builder.AddContent(0, T.Worded(found.Reasons[0]));
        builder.OpenElement(1, "br");
        builder.CloseElement();
        builder.OpenElement(2, "span");
        builder.AddAttribute(3, "class", "small muted");
        builder.AddContent(4, string.Join(", ", found.Accounts.Where(a => a.Name.Length > 0).Take(Named).Select(a => a.Name)));
        if (found.Accounts.Count > Named) builder.AddContent(5, " " + T.Format("findings.more-accounts", ("count", found.Accounts.Count - Math.Min(Named, found.Accounts.Count(a => a.Name.Length > 0)))));
        builder.CloseElement();
    };
}

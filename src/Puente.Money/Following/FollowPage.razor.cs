using System.Globalization;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Graph.Budgets;
using Puente.Graph.Paths;
using Puente.Ui.Components;
using Puente.Ui.Forms;

namespace Puente.Money.Following;

/// <content>What the page asks and shows.</content>
public sealed partial class FollowPage
{
    private const int Shown = 200;

    /// <summary>One transfer of one path.</summary>
    private sealed record Line(int Path, bool First, FollowedTransfer Transfer);

    private EntityView? Subject { get; set; }

    private FollowAnswer? Answer { get; set; }

    private IReadOnlyList<Line> Lines { get; set; } = [];

    private IReadOnlyList<Option> Directions => [new("forward", T["follow.forward"]), new("backward", T["follow.backward"])];

    private IReadOnlyList<Column<FollowedFlow>> FlowColumns =>
    [
        new(T["follow.col.from"]) { NamesRow = true, Cell = f => End(f.From) },
        new(T["follow.col.to"]) { Cell = f => End(f.To) },
        new(T["follow.col.amount"], f => Words.Money(f.Amount, f.Currency)) { Numeric = true },
        new(T["follow.col.transfers"], f => T.Number(f.Transfers)) { Numeric = true },
        new(T["follow.col.first"], f => Day(f.First)) { Narrow = true },
        new(T["follow.col.last"], f => Day(f.Last)) { Narrow = true },
    ];

    private IReadOnlyList<Column<Line>> PathColumns =>
    [
        new(T["follow.col.path"], l => l.First ? T.Number(l.Path) : "") { Numeric = true },
        new(T["follow.col.at"], l => Day(l.Transfer.At)) { Narrow = true },
        new(T["follow.col.from"]) { NamesRow = true, Cell = l => End(l.Transfer.From) },
        new(T["follow.col.to"]) { Cell = l => End(l.Transfer.To) },
        new(T["follow.col.amount"], l => Words.Money(l.Transfer.Amount, l.Transfer.Currency)) { Numeric = true },
        new(T["follow.col.source"]) { Cell = l => Source(l.Transfer), Narrow = true },
    ];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (Typed.Text("start") is { } start)
        {
            if (Go.Entity(start) is not { } id || await Reading.EntityAsync(id, Http.RequestAborted) is not { } subject) return false;
            Subject = subject;
        }

        Typed.Suggest("direction", "forward");
        Typed.Suggest("hops", "3");
        if (Subject is not null && HttpMethods.IsGet(Http.Request.Method)) await AskAsync();
        return true;
    }

    private async Task AskAsync()
    {
        if (Subject is null && Typed.Text("account") is null)
        {
            Typed.Wrong("account", T["follow.account.missing"]);
            return;
        }

        var question = new FollowQuestion
        {
            Direction = Typed["direction"] == "backward" ? Direction.Backward : Direction.Forward,
            Days = Number("days"),
            Hops = Math.Clamp(Number("hops") ?? 3, 1, FollowQuestion.MostHops),
            Minimum = (Number("min") ?? 0) * 100L,
            Kept = Number("kept") is { } kept ? Math.Clamp(kept, 1, 100) : null,
            SameTimes = Typed.Ticked("same"),
        };
        var answer = await Desk.AskAsync(Reading, Subject?.Id, Typed.Text("account"), question, !Typed.Ticked("without"), Http.RequestAborted);
        if (answer.Refusal is { } refusal)
        {
            if (Subject is null) Typed.Wrong("account", T[refusal.Code]);
            else Answer = new FollowAnswer([], [], [], 0, Cut.None, []);
            return;
        }

        Answer = answer.Value;
        Lines = [.. Answer.Paths.Take(Shown).SelectMany((p, i) => p.Transfers.Select((t, j) => new Line(i + 1, j == 0, t)))];
        await Sightings.NoteAsync(Viewer, "/money/follow", Answer.Markings);
    }

    private static string Reason(Cut cut) => cut.HasFlag(Cut.Answers) ? "answers" : cut.HasFlag(Cut.Expansion) ? "expansion" : "time";

    private int? Number(string field) => int.TryParse(Typed[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string Day(DateTimeOffset? at) => at is { } moment ? T.Date(DateOnly.FromDateTime(moment.UtcDateTime)) : "–";

    private string Named(FollowedEnd end) => end.Name.Length > 0 ? end.Name : T["follow.unnamed"];

    private RenderFragment End(FollowedEnd end) => builder =>
    {
        if (end.Entity is { } id)
        {
            builder.OpenElement(0, "a");
            builder.AddAttribute(1, "href", Go.To(id));
            builder.AddContent(2, Named(end));
            builder.CloseElement();
        }
        else builder.AddContent(3, Named(end));
    };

    private RenderFragment Source(FollowedTransfer transfer) => builder =>
    {
        var (address, text) = transfer.Fact is { } fact
            ? (Go.To(fact), T["follow.source.statement"])
            : ($"{Go.To(transfer.Dataset!.Value)}/rows/{transfer.Row.ToString(CultureInfo.InvariantCulture)}", T.Format("follow.source.row", ("row", transfer.Row)));
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", address);
        builder.AddContent(2, text);
        builder.CloseElement();
    };
}

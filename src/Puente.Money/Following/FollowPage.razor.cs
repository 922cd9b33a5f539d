using System.Globalization;
using Microsoft.AspNetCore.Components;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Graph.Budgets;
using Puente.Money.Returns.Pages;
using Puente.Money.Returns.Rates;
using Puente.Money.Tracing.Node;
using Puente.Ui.Components;
using Puente.Ui.Forms;

namespace Puente.Money.Following;

/// <content>What the page asks and shows.</content>
public sealed partial class FollowPage
{
    private const int Shown = 200;

    /// <summary>One transfer of one path, with its day.</summary>
    private sealed record Line(int Path, bool First, FollowedTransfer Transfer, DateOnly? Day);

    private EntityView? Subject { get; set; }

    /// <summary>The seizure or payment to start from.</summary>
    private FactView? Start { get; set; }

    private bool HasStops => Typed.Names.Any(n => n.StartsWith("stop-", StringComparison.Ordinal) && Typed[n].Length > 0);

    private bool HasStart => Subject is not null || Start is not null;

    /// <summary>The transfers that the paths begin with, in the order of time, as a trace takes them.</summary>
    private IReadOnlyList<string> Origins => Answer is null ? [] : [.. Answer.Paths.Select(p => p.Transfers[0].Source).Distinct().Take(TraceAsk.MostProceeds).Select(s => BookNames.Id(Archive, s))];

    private FollowAnswer? Answer { get; set; }

    private IReadOnlyList<Line> Lines { get; set; } = [];

    /// <summary>What other currencies are reported in.</summary>
    private Reporting In { get; set; } = Reporting.None;

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
        new(T["follow.col.proceeds"]) { Cell = Pick, Narrow = true },
        new(T["follow.col.path"], l => l.First ? T.Number(l.Path) : "") { Numeric = true },
        new(T["follow.col.at"], l => l.Day is { } day ? T.Date(day) : "–") { Narrow = true },
        new(T["follow.col.from"]) { NamesRow = true, Cell = l => End(l.Transfer.From) },
        new(T["follow.col.to"]) { Cell = l => End(l.Transfer.To) },
        new(T["follow.col.amount"], l => Words.Money(l.Transfer.Amount, l.Transfer.Currency)) { Numeric = true },
        .. Lines.Any(l => l.Transfer.Currency != In.Currency) ? new Column<Line>[] { new(T.Format("follow.col.reported", ("currency", In.Currency)), l => ReportedText.Of(In.Of(l.Transfer.Amount, l.Transfer.Currency, l.Day), In.Currency, T, Words)) { Numeric = true } } : [],
        new(T["follow.col.source"]) { Cell = l => Source(l.Transfer), Narrow = true },
    ];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (Typed.Text("start") is { } start)
        {
            if (Go.Entity(start) is { } id)
            {
                if (await Reading.EntityAsync(id, Http.RequestAborted) is not { } subject) return false;
                Subject = subject;
            }
            else
            {
                if (Go.Statement(start) is not { } fact || await FollowDesk.StartAsync(Reading, fact, Http.RequestAborted) is not { } seizure) return false;
                Start = seizure;
                if (seizure.Kind == FollowDesk.Seizure) Typed.Suggest("direction", "backward");
            }
        }

        Typed.Suggest("direction", "forward");
        Typed.Suggest("hops", "3");
        if (HasStart && HttpMethods.IsGet(Http.Request.Method)) await AskAsync();
        return true;
    }

    private async Task AskAsync()
    {
        if (!HasStart && Typed.Text("account") is null)
        {
            Typed.Wrong("account", T["follow.account.missing"]);
            return;
        }

        var answer = await FollowForm.Read(f => Typed[f], Go).AskAsync(Desk, Reading, Go, Http.RequestAborted);
        if (answer.Refusal is { } refusal)
        {
            if (!HasStart) Typed.Wrong("account", T[refusal.Code]);
            else Answer = new FollowAnswer([], [], [], 0, Cut.None, []);
            return;
        }

        Answer = answer.Value;
        In = await Reporting.ReadAsync(Rates, Viewer, null, Http.RequestAborted);
        var days = await TransferDays.ReadAsync(Reading, Archive, Answer.Paths.Take(Shown).SelectMany(p => p.Transfers).Select(t => t.Source), Http.RequestAborted);
        Lines = [.. Answer.Paths.Take(Shown).SelectMany((p, i) => p.Transfers.Select((t, j) => new Line(i + 1, j == 0, t, t.At is { } at ? days.Of(t.Source, at) : null)))];
        await Sightings.NoteAsync(Viewer, "/money/follow", Answer.Markings);
    }

    private static string Reason(Cut cut) => cut.HasFlag(Cut.Answers) ? "answers" : cut.HasFlag(Cut.Expansion) ? "expansion" : "time";

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

    private RenderFragment Pick(Line line) => builder =>
    {
        var id = BookNames.Id(Archive, line.Transfer.Source);
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", "checkbox");
        builder.AddAttribute(2, "name", "proceeds");
        builder.AddAttribute(3, "value", id);
        builder.AddAttribute(4, "form", "trace-these");
        builder.AddAttribute(5, "aria-label", T.Format("follow.pick", ("from", Named(line.Transfer.From)), ("to", Named(line.Transfer.To)), ("amount", Words.Money(line.Transfer.Amount, line.Transfer.Currency))));
        builder.CloseElement();
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

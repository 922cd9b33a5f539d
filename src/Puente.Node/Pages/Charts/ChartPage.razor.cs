using Microsoft.AspNetCore.Components;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Ui.Components;
using Puente.Ui.Forms;

namespace Puente.Node.Pages.Charts;

/// <summary>What the page of the link chart shows.</summary>
public partial class ChartPage
{
    private const int Rows = 200;

    [Inject] private ChartDesk Desk { get; set; } = null!;

    [Inject] private ChartWords Say { get; set; } = null!;

    [Inject] private PlaceWords Where { get; set; } = null!;

    private ChartAsk Ask { get; set; } = new();

    private LinkChart Chart { get; set; } = new();

    private PlaceMap Map { get; set; } = new();

    /// <summary>The picture in which something that was chosen is shown.</summary>
    private ChartView Drawn => Ask.View == ChartView.Map ? ChartView.Map : ChartView.Picture;

    private EntityBrief? Brief { get; set; }

    private Marking? Banner { get; set; }

    private Dictionary<string, ChartNode> ByKey { get; set; } = [];

    private IReadOnlyList<Tab> Views =>
    [
        new(T["chart.view.picture"], (Ask with { View = ChartView.Picture }).Href(Go), Ask.View == ChartView.Picture),
        new(T["entity.view.timeline"], (Ask with { View = ChartView.Timeline }).Href(Go), Ask.View == ChartView.Timeline, T.Number(Chart.Facts.Count)),
        new(T["map.view"], (Ask with { View = ChartView.Map }).Href(Go), Ask.View == ChartView.Map, T.Number(Chart.Nodes.SelectMany(n => n.Members).Count(e => PlaceMap.IsPlace(Archive.Vocabulary, e)))),
    ];

    private IReadOnlyList<TimeBar> Bars => [.. Chart.Bars.Select(b => new TimeBar(
        b.Start.ToString(), Words.When(b.Start), b.Facts,
        !(Ask.From is { } from && b.Start.Latest < from.Earliest) && !(Ask.Until is { } until && b.Start.Earliest > until.Latest)))];

    private IReadOnlyList<Option> UndatedOptions => [new("no", T["chart.undated.left"])];

    private IReadOnlyList<string> Kinds => [.. Chart.Kinds.Union(Ask.Kinds, StringComparer.Ordinal).OrderBy(Words.Kind, StringComparer.Create(T.Language.Culture, ignoreCase: true))];

    private string Window
    {
        get
        {
            var span = (Ask.From, Ask.Until) switch
            {
                (null, null) => T["chart.window.all"],
                ({ } from, null) => T.Format("chart.window.from", ("from", Words.When(from))),
                (null, { } until) => T.Format("chart.window.until", ("until", Words.When(until))),
                ({ } from, { } until) => T.Format("chart.window", ("from", Words.When(from)), ("until", Words.When(until))),
            };
            return $"{span} {T.Format("chart.counts", ("facts", Chart.Facts.Count), ("nodes", Chart.Nodes.Count), ("lines", Chart.Lines.Count))}";
        }
    }

    private IReadOnlyList<ChartNode> Nodes => Sorted(Chart.Nodes, "-drawn.facts", ("drawn.name", n => Say.Name(n)), ("drawn.kind", n => Say.Kind(n)), ("drawn.facts", n => n.Facts), ("drawn.more", n => n.More.Count));

    private IReadOnlyList<ChartLine> Lines => Sorted(Chart.Lines, "-line.facts", ("line.ends", Named), ("line.what", l => Say.Name(l)), ("line.facts", l => l.Facts.Count), ("line.last", l => l.Facts.Max(f => f.At?.Latest ?? long.MinValue)));

    private IReadOnlyList<Column<ChartNode>> NodeColumns =>
    [
        new(T["chart.col.pick"]) { Cell = n => Pick(n), Narrow = true },
        new(T["chart.col.node"]) { NamesRow = true, SortKey = "drawn.name", Cell = n => Link(n) },
        new(T["chart.col.kind"], n => Say.Kind(n)) { SortKey = "drawn.kind" },
        new(T["chart.col.facts"], n => T.Number(n.Facts)) { Numeric = true, SortKey = "drawn.facts" },
        new(T["chart.col.more"], n => n.Open && !n.IsGroup ? Say.Count(n.More) : "") { Numeric = true, SortKey = "drawn.more" },
    ];

    private IReadOnlyList<PlacedEntity> Places => Sorted(Map.Places, "-place.facts", ("place.name", p => Words.Caption(p.Entity)), ("place.facts", p => p.Facts), ("place.sure", p => (int)p.At.Sureness));

    private IReadOnlyList<Column<PlacedEntity>> PlaceColumns =>
    [
        new(T["map.col.place"]) { NamesRow = true, SortKey = "place.name", Cell = p => Anchor((Ask with { Node = Go.Text(p.Entity.Id), Line = null }).Href(Go), Words.Caption(p.Entity)) },
        new(T["chart.col.kind"], p => Words.Kind(p.Entity.Kind)),
        new(T["map.col.where"], p => Where.Sure(p.At)) { SortKey = "place.sure" },
        new(T["chart.col.facts"], p => T.Number(p.Facts)) { Numeric = true, SortKey = "place.facts" },
        new(T["entity.col.marking"]) { Narrow = true, Cell = p => Marked(p.At.Markings) },
    ];

    private IReadOnlyList<Column<ChartLine>> LineColumns =>
    [
        new(T["chart.col.line"]) { NamesRow = true, SortKey = "line.ends", Cell = l => Link(l) },
        new(T["chart.col.what"], Say.Name) { SortKey = "line.what" },
        new(T["chart.col.facts"], l => T.Number(l.Facts.Count)) { Numeric = true, SortKey = "line.facts" },
        new(T["chart.col.first"], l => Say.Times(l).First) { Narrow = true },
        new(T["chart.col.last"], l => Say.Times(l).Last) { Narrow = true, SortKey = "line.last" },
        new(T["entity.col.marking"]) { Narrow = true, Cell = l => Marked(l.Facts.Select(f => f.Origin.Marking)) },
    ];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        Ask = ChartAsk.Of(Http.Request.Query, Go);
        if (Ask.Done(Http.Request.Query, Go) is { } done)
        {
            Address.NavigateTo(done.Href(Go));
            return true;
        }

        if (Ask.Opened.Count == 0) return !Http.Request.Query.ContainsKey("e");
        Chart = await Desk.DrawAsync(Reading, Ask, Http.RequestAborted);
        if ((await Reading.EntitiesAsync(Ask.Opened.Select(o => o.Id), Http.RequestAborted)).Count == 0) return false;
        ByKey = Chart.Nodes.ToDictionary(n => n.Key, StringComparer.Ordinal);
        var briefs = await ChartDesk.BriefsAsync(Reading, Chart, Http.RequestAborted);
        if (Ask.Node is { } key && ByKey.TryGetValue(key, out var node) && !node.IsGroup) Brief = briefs.GetValueOrDefault(node.Members[0].Id);
        if (Ask.View == ChartView.Map) Map = await PlaceMap.OfAsync(Reading, Archive.Vocabulary, Chart, Http.RequestAborted);
        // Names and points have markings too: they count for what the page as a whole is marked, and for what was seen.
        var shown = Chart.Markings.Concat(briefs.Values.Select(b => b.Marking)).Concat(Map.Places.SelectMany(p => p.At.Markings)).ToList();
        Banner = shown.Count == 0 ? null : Combine.All(shown.Distinct());
        await Sightings.NoteAsync(Viewer, "/chart", shown);
        return true;
    }

    /// <summary>The parameters of this address but for some, as a form carries them on.</summary>
    private IEnumerable<(string Name, string? Value)> State(params string[] but) =>
        Ask.Parameters(Go).Where(p => !but.Contains(p.Key)).Select(p => (p.Key, (string?)p.Value));

    /// <summary>What is wrong with a time that could not be read.</summary>
    private string? Why(string? typed) => typed is not null && When.Parse(typed).Refusal is { } why ? Words.Of(why) : null;

    private string Named(ChartLine line) => Say.Ends(line, key => ByKey.GetValueOrDefault(key));

    private string Shown(int count) => count > Rows ? T.Format("chart.rows.first", ("shown", Rows), ("count", count)) : T.Format("parts.table.rows", ("count", count));

    private static IReadOnlyList<FactView> Listed(IReadOnlyList<FactView> facts) => [.. facts.Take(Rows)];

    private List<T2> Sorted<T2>(IReadOnlyList<T2> rows, string standing, params (string Key, Func<T2, IComparable?> Of)[] by)
    {
        var asked = Ask.Sort is { } sort && by.Any(b => b.Key == sort.TrimStart('-')) ? sort : standing;
        var of = by.First(b => b.Key == asked.TrimStart('-')).Of;
        var words = StringComparer.Create(T.Language.Culture, ignoreCase: true);
        var order = Comparer<IComparable?>.Create((a, b) => a is string one && b is string other ? words.Compare(one, other) : Comparer<IComparable>.Default.Compare(a, b));
        return [.. asked[0] == '-' ? rows.OrderByDescending(of, order) : rows.OrderBy(of, order)];
    }

    private RenderFragment Link(ChartNode node) => Anchor((Ask with { Node = node.Key, Line = null, View = Drawn }).Href(Go), Say.Name(node));

    private RenderFragment Link(ChartLine line) => Anchor((Ask with { Line = line.Key, Node = null, View = Drawn }).Href(Go), Named(line));

    private static RenderFragment Anchor(string address, string text) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "class", "value");
        builder.AddAttribute(2, "href", address);
        builder.AddContent(3, text);
        builder.CloseElement();
    };

    private static RenderFragment Marked(IEnumerable<Marking> markings) => builder =>
    {
        builder.OpenComponent<Marked>(0);
        builder.AddComponentParameter(1, "Of", Combine.All(markings.Distinct()));
        builder.CloseComponent();
    };

    private RenderFragment Pick(ChartNode node) => builder =>
    {
        if (node.IsGroup) return;
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", "checkbox");
        builder.AddAttribute(2, "name", "pick");
        builder.AddAttribute(3, "value", Go.Text(node.Members[0].Id));
        builder.AddAttribute(4, "form", "chart-pick");
        builder.AddAttribute(5, "aria-label", T.Format("chart.pick", ("name", Say.Name(node))));
        builder.CloseElement();
    };
}

using Microsoft.AspNetCore.Components;
using Puente.Evidence.Agencies;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Node.Pages.Charts;
using Puente.Ui.Components;

namespace Puente.Node.Pages.Entities;

/// <summary>What the page of an entity shows.</summary>
public partial class EntityPage
{
    private const int Part = 50;
    private const int Countable = 1000;
    private const int Suggested = 5;

    /// <summary>Public id of the entity.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private Vocabulary Vocabulary { get; set; } = null!;

    [Inject] private Judgement Judgement { get; set; } = null!;

    [Inject] private MatchDesk Matches { get; set; } = null!;

    [Inject] private ChartDesk Charts { get; set; } = null!;

    private EntityId EntityId { get; set; }

    private EntityView Entity { get; set; } = null!;

    private IReadOnlyList<PropertyGroup> Groups { get; set; } = [];

    private IReadOnlyList<SameAsView> Same { get; set; } = [];

    private IReadOnlyDictionary<EntityId, EntityView> SameNames { get; set; } = new Dictionary<EntityId, EntityView>();

    private IReadOnlyList<PairSheet> Sheets { get; set; } = [];

    private IReadOnlyList<Candidate> Others { get; set; } = [];

    private PlaceMap Map { get; set; } = new();

    private LinkChart Mapped { get; set; } = new();

    /// <summary>The markings of the facts, names and points that the map rests on.</summary>
    private IReadOnlyList<Marking> OnMap { get; set; } = [];

    private Page<FactView> Facts { get; set; } = new([], null);

    private int Count { get; set; }

    private Marking? Banner { get; set; }

    private string? RoleOfPerson { get; set; }

    private FactFilter Filter { get; set; } = new();

    private string View => Query("view") is "timeline" or "links" ? Query("view")! : Query("view") == "map" && MayBeDrawn ? "map" : "statements";

    private bool History => Query("history") is not null;

    /// <summary>Whether it may stand in a network.</summary>
    private bool MayBeDrawn { get; set; }

    /// <summary>Whether payments can name it: accounts, wallets, persons and bodies.</summary>
    private bool MayHoldMoney => Archive.Vocabulary.Kind(Entity.Kind) is { } kind && Archive.Vocabulary.Fact("Payment")!.From.Range.Any(kind.Is);

    private bool MayRecord => Viewer.Roles.HasFlag(Role.Recorder);

    private bool MayJudge => MayRecord && LookBack.IsNow;

    private string? Done => Query("done") is { } done && T.Has("entity.done." + done) ? T["entity.done." + done] : null;

    private string CountText => Count > Countable ? T.Format("words.more-than", ("count", Countable)) : T.Format("words.facts", ("count", Count));

    private string? NextHref => Facts.Next is { } next ? Here(("after", next)) : null;

    private string? FirstHref => Query("after") is null ? null : Here(("after", null));

    private string LinksHref => Go.To(EntityId) + "/links.json" + new Uri(Address.Uri).Query;

    private ChartAsk ChartAsk => new() { Opened = [new Opened(EntityId, ChartAsk.Step)], Past = (Query("known"), Query("as-of")) };

    private string ChartHref => (View == "map" ? MapAsk : ChartAsk).Href(Go);

    /// <summary>The map shows as many neighbours as a chart can.</summary>
    private ChartAsk MapAsk => ChartAsk with { Opened = [new Opened(EntityId, ChartAsk.MostNeighbours)], View = ChartView.Map };

    private string MapHref => MapAsk.Href(Go, "/chart/map.json");

    private IReadOnlyList<Tab> Views =>
    [
        new(T["entity.view.statements"], Here(("view", null), ("after", null)), View == "statements"),
        new(T["entity.view.timeline"], Here(("view", "timeline"), ("after", null)), View == "timeline", Count > Countable ? $"{T.Number(Countable)}+" : T.Number(Count)),
        new(T["entity.view.links"], Here(("view", "links"), ("after", null)), View == "links"),
        .. MayBeDrawn ? [new Tab(T["map.view"], Here(("view", "map"), ("after", null)), View == "map")] : Array.Empty<Tab>(),
    ];

    private IEnumerable<FactKind> FactKinds => Vocabulary.Kind(Entity.Kind) is { } kind ? Vocabulary.FactsOf(kind) : [];

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (Go.Entity(Id) is not { } id || await Reading.EntityAsync(id, Http.RequestAborted) is not { } entity) return false;
        (EntityId, Entity) = (id, entity);
        Filter = FactQuery.Of(Http.Request.Query);
        var attributes = await Reading.AttributesAsync(id, History, Http.RequestAborted);
        Groups = PropertyGroup.Of(Vocabulary.Kind(entity.Kind), attributes);
        RoleOfPerson = attributes.LastOrDefault(a => a is { Property: "role", Ended: false, Value: not null }) is { } role ? Words.Value(entity.Kind, "role", role.Value!) : null;
        MayBeDrawn = (await Drawable.AmongAsync(Reading, [entity], Http.RequestAborted)).Contains(id);
        if (View == "map") await LoadMapAsync();
        Facts = await Reading.FactsAsync(id, Filter, Query("after"), View == "statements" ? 10 : Part, Http.RequestAborted);
        Count = await Reading.CountFactsAsync(id, Filter, Countable, Http.RequestAborted);
        await LoadSameAsync();
        if (View == "statements") await LoadMatchesAsync();

        var shown = (View == "statements" ? attributes.Select(a => a.Origin.Marking) : []).Concat(Facts.Rows.Select(f => f.Origin.Marking)).Concat(Same.Select(s => s.Origin.Marking))
            .Concat(OnMap).Concat(Sheets.SelectMany(s => s.Lines).SelectMany(l => l.Right).Select(a => a.Origin.Marking)).ToList();
        Banner = shown.Count == 0 ? null : Combine.All(shown.Distinct());
        await Sightings.NoteAsync(Viewer, Go.Text(id), shown);
        return true;
    }

    private async Task LoadMatchesAsync()
    {
        var sheets = new List<PairSheet>();
        foreach (var candidate in await Matches.CandidatesAsync(Reading, EntityId, Suggested, Http.RequestAborted))
            if (await Matches.SheetAsync(Reading, EntityId, candidate.Right.Id, Http.RequestAborted) is { } sheet) sheets.Add(sheet);
        Sheets = sheets;
        Others = await Matches.OthersAsync(Reading, EntityId, 3, Http.RequestAborted);
    }

    private async Task LoadMapAsync()
    {
        Mapped = await Charts.DrawAsync(Reading, MapAsk, Http.RequestAborted);
        Map = await PlaceMap.OfAsync(Reading, Vocabulary, Mapped, Http.RequestAborted);
        var names = await ChartDesk.BriefsAsync(Reading, Mapped, Http.RequestAborted);
        OnMap = [.. Mapped.Markings.Concat(names.Values.Select(b => b.Marking)).Concat(Map.Places.SelectMany(p => p.At.Markings))];
    }

    private async Task LoadSameAsync()
    {
        Same = await Reading.SameAsAsync(EntityId, History, Http.RequestAborted);
        SameNames = await Reading.EntitiesAsync(Same.Select(s => new EntityId(s.Left == EntityId.Key ? s.Right : s.Left)), Http.RequestAborted);
    }

    /// <summary>Accepts a suggestion as the officer's own statement, or withdraws a same-as statement; then shows the page again.</summary>
    private async Task JudgeAsync()
    {
        if (Go.Statement(Typed["statement"]) is not { Kind: IdKind.SameAs } id || Same.FirstOrDefault(s => s.Id == id) is not { } same) return;
        var refusal = Typed.Pressed == "accept" ? await Judgement.AcceptAsync(Viewer, same) : await Judgement.WithdrawAsync(Viewer, same, Typed.Text("reason") ?? "");
        if (refusal is null) Address.NavigateTo(Here(("done", Typed.Pressed == "accept" ? "accepted" : "withdrawn")));
        else Typed.Wrong("same", Words.Of(refusal));
    }
}

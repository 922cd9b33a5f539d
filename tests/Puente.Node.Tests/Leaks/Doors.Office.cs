using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Identity;
using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Places;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;

namespace Puente.Node.Tests.Leaks;

internal sealed partial class Doors
{
    /// <summary>Methods that answer a reading or a viewer, each of which has a door here; <see cref="LeakTests"/> compares with what there is.</summary>
    public static IReadOnlyCollection<string> Methods { get; } =
    [
        nameof(Reading.EntityAsync), nameof(Reading.EntitiesAsync), nameof(Reading.AttributesAsync), nameof(Reading.AttributesAmongAsync), nameof(Reading.AttributeAsync), nameof(Reading.FactsAsync),
        nameof(Reading.CountFactsAsync), nameof(Reading.FactsAmongAsync), nameof(Reading.FactAsync), nameof(Reading.SameAsAsync), nameof(Reading.SameAsStatementAsync), nameof(Reading.SourceAsync),
        nameof(Reading.SourcesAsync), nameof(Reading.StatementsAsync), nameof(Reading.BriefsAsync), nameof(Reading.SuccessorAsync), nameof(Reading.HoldsAsync),
        nameof(Reading.SealedAsync), nameof(Reading.RecentAsync), nameof(Reading.SuggestionsAsync),
        nameof(SearchIndex.FindAsync), nameof(SearchIndex.FindManyAsync), nameof(SearchIndex.SuggestAsync), nameof(SearchIndex.DuplicatesAsync),
        nameof(SavedSearches.AskAsync), nameof(SavedSearches.OpenAsync),
        nameof(ActReading.PageAsync), nameof(ActReading.CountAsync), nameof(ActReading.SampleAsync),
        nameof(FactGraph.OpenAsync), nameof(FactGraph.WarmAsync), nameof(DatasetDesk.ListAsync), nameof(DatasetDesk.RowsAsync),
        nameof(DeskNotices) + "." + nameof(DeskNotices.ReadAsync),
        .. MoneyMethods,
        .. DocumentMethods,
        .. IdentityMethods,
        .. WatchMethods,
        .. RetentionMethods,
    ];

    /// <summary>The desk's first page, histories, exports, datasets and acts.</summary>
    private Door[] FrontOffice(EntityId entity, StatementId statement, SourceId source)
    {
        var history = random.Next(2) == 0;
        var take = random.Next(1, 4);
        var most = random.Next(2) == 0 ? 3 : 1000;
        var kind = Any<string?>([null, null, "statement", "source.add", "search"]);
        Door[] acts = plan.ActsTell ? [] :
        [
            new("acts", (w, v) => TextAsync(w.Acts.PageAsync(v, new ActQuery(Kind: kind), null, take))),
            new("act count", async (w, v) => (await w.Acts.CountAsync(v, new ActQuery(Kind: kind))) is { IsOk: true } counts ? Text<long>(counts.Value.Readable) : "refused"),
            new("act sample", async (w, v) => Text(await w.Acts.SampleAsync(v, new ActQuery(Kind: kind), take, 7))),
        ];
        return
        [
            .. acts,
            new("source statements", (w, v) => ReadAsync(w, v, r => PagesAsync(after => r.StatementsAsync(source, after, take)))),
            new("briefs", (w, v) => ReadAsync(w, v, async r => (await r.BriefsAsync(_entities)).OrderBy(b => b.Key.Key).Select(b => b.Value))),
            new("successor", (w, v) => ReadAsync(w, v, r => r.SuccessorAsync(statement))),
            new("same-as statement", (w, v) => ReadAsync(w, v, r => r.SameAsStatementAsync(statement))),
            new("same-as of a fact", (w, v) => ReadAsync(w, v, r => r.SameAsAsync(statement, history))),
            new("holds", (w, v) => ReadAsync(w, v, r => r.HoldsAsync(statement))),
            new("sealed", async (w, v) => Text(await (await w.Archive.ReadAsync(v)).SealedAsync())),
            new("recent", (w, v) => ReadAsync(w, v, r => r.RecentAsync(take))),
            .. Keeping(statement),
            new("suggested pairs", (w, v) => ReadAsync(w, v, r => r.SuggestionsAsync(take))),
            new("export", (w, v) => ReadAsync(w, v, r => ExportAsync(w, r, [entity, .. _entities.Take(3)]))),
            new("walk", (w, v) => ReadAsync(w, v, r => Walked.OfAsync(w.Graph, r))),
            .. Money(),
            .. Identity(entity),
            .. Watching(),
            new("facts among", (w, v) => ReadAsync(w, v, r => r.FactsAmongAsync([entity, .. _entities], most))),
            new("attributes among", (w, v) => ReadAsync(w, v, r => r.AttributesAmongAsync(_entities, ["state", "name"]))),
            new("whereabouts", (w, v) => ReadAsync(w, v, async r => (await Whereabouts.OfAsync(r, _entities)).OrderBy(l => l.Key.Key))),
            new("drawable", (w, v) => ReadAsync(w, v, async r => (await Drawable.AmongAsync(r, (await r.EntitiesAsync(_entities)).Values)).Select(e => e.Key).Order())),
            .. Follow(entity, statement),
            .. Findings(statement),
            new("datasets", (w, v) => TextAsync(w.Datasets.ListAsync(v))),
            new("notices", (w, v) => ReadAsync(w, v, r => w.Notices.ReadAsync(r))),
        ];
    }

    /// <summary>Searches that are kept, with what pointers answer and what opens again; and the rows of a dataset that only one world has.</summary>
    private Door[] Asking(bool identifiers)
    {
        var text = Any([.. identifiers ? Asked : Asked.Where(a => !a.Any(char.IsDigit))]);
        return
        [
            new("rows of a dataset", async (w, v) => Text(await w.Datasets.RowsAsync(v, World.HiddenDataset))),
            new("kept search", (w, v) => ReadAsync(w, v, async r =>
            {
                var asked = await w.Searches.AskAsync(r, new Query(text));
                return new { Refusal = asked.Refusal?.Code, Opened = asked.IsOk ? await w.Searches.OpenAsync(v, asked.Value) : null };
            })),
        ];
    }

    private static async Task<string> ExportAsync(World world, Reading reading, IEnumerable<EntityId> entities)
    {
        await using var to = new StringWriter();
        List<long> left = [];
        await new EntityWriter(world.Archive, Vocabulary.Standard).WriteAsync(reading, entities, to, markings => left.Add(markings.Count()));
        return $"{string.Join(' ', left)}\n{to}";
    }

    private static async Task<string> TextAsync<T>(Task<T> answer) => System.Text.Json.JsonSerializer.Serialize(await answer, Plain);
}

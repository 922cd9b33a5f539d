using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Documents;
using Puente.Evidence.Duty;
using Puente.Evidence.Identity;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Retention;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;
using Puente.Evidence.Watches;
using Puente.Matching.Names;
using Puente.Matching.Screening;
using Puente.Money.Following;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;
using Puente.Money.Returns.Reconciling;
using Puente.Money.Searches;
using Puente.Money.Tracing.Node;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Leaks;

/// <summary>One store of a pair. Clock, keys and id key are given, so that equal records give equal bytes.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Database _database;

    private World(Place place, Database database, Archive archive, RosterBook roster, FakeTimeProvider clock, ReservedKeys keys)
    {
        (Place, _database, Archive, Clock, Keys) = (place, database, archive, clock, keys);
        Log = new ActLog(clock, keys.Keys);
        Recorder = new Recorder(archive, Log);
        Viewers = new Viewers(() => People.Roster, clock);
        Search = new SearchIndex(archive, Vocabulary.Standard);
        Searches = new SavedSearches(archive, Log);
        Notices = new DeskNotices(archive);
        Acts = new ActReading(archive, roster, Log);
        Datasets = new DatasetDesk(archive, Recorder, Log, new DatasetFiles(FolderOfDatasets(place)));
        DocumentFiles = DocumentFiles.Under(Path.Combine(place.Folder, "node", "files"));
        Pages = new PageIndex(archive, DocumentFiles);
        Documents = new DocumentDesk(archive, Recorder, Log, DocumentFiles, Pages);
        Orders = new OrderDesk(archive, Log, Regimes.Standard);
        Returns = new ReturnDesk(archive, Orders, null!, null!);
        ReturnLines = new ReturnLines(archive, Returns, Datasets);
        Graph = new FactGraph(archive, Datasets, [new MeetingRows(archive)]);
        Pairs = new PairDesk(archive, Log, Returns, ReturnLines, Graph, Vocabulary.Standard, Datasets);
        Rates = new RateDesk(archive, Log);
        Follow = new FollowDesk(Graph, Returns, Pairs, Datasets, Vocabulary.Standard);
        Identities = new IdentityIndex(archive);
        Matches = new MatchDesk(archive, Recorder, Log, Identities);
        Retention = new RetentionDesk(archive, Recorder, Log);
        WatchFollower = new WatchFollower(archive, Viewers, Search, Identities);
        Watches = new WatchDesk(archive, Log, Viewers, Search, Identities, new DutyDesk(archive, Log, () => People.Roster));
        Screenings = new ScreeningDesk(archive, Log, Identities, new Uploads(archive, Log, place.Folder), null!);
        Transfers = new OfficeTransferReader(archive, Graph, Returns, new ReturnTransfers(archive, Returns, ReturnLines, Pairs), Pairs, Datasets);
        PatternSearches = new PatternSearchDesk(archive, Log, new PatternSearchQueue(archive, Log, Viewers, Transfers, NullLogger<PatternSearchQueue>.Instance));
        Findings = new FindingDesk(archive, Log, Regimes.Standard, Graph, Returns, PatternSearches);
        Trace = new TraceDesk(archive, Graph, Returns, Pairs, Datasets, Vocabulary.Standard);
    }

    /// <summary>The dataset that comes with a hidden source.</summary>
    public static DatasetId HiddenDataset { get; } = new(ReservedKeys.Reserved);

    private static IReadOnlyList<string> Returned { get; } = ["Ana Ruiz", "Luis Soto", "José Ortega"];

    private static IReadOnlyList<DatasetColumn> DatasetColumns { get; } = [new("Name", DatasetType.Text), new("Met", DatasetType.Date)];

    public DeskNotices Notices { get; }

    public ActReading Acts { get; }

    public DatasetDesk Datasets { get; }

    public DocumentDesk Documents { get; }

    private DocumentFiles DocumentFiles { get; }

    private PageIndex Pages { get; }

    /// <summary>Follows payments.</summary>
    public FollowDesk Follow { get; }

    /// <summary>Reads what a search would.</summary>
    public OfficeTransferReader Transfers { get; }

    public PatternSearchDesk PatternSearches { get; }

    public FindingDesk Findings { get; }
    /// <summary>Traces them.</summary>
    public TraceDesk Trace { get; }

    public OrderDesk Orders { get; }

    /// <summary>Reads only: nothing comes in through it here.</summary>
    public ReturnDesk Returns { get; }

    public ReturnLines ReturnLines { get; }

    public PairDesk Pairs { get; }

    public RateDesk Rates { get; }

    /// <summary>Follows the record from before its first statement.</summary>
    public FactGraph Graph { get; }

    /// <summary>Follows the record from before its first statement.</summary>
    public IdentityIndex Identities { get; }

    public MatchDesk Matches { get; }

    public RetentionDesk Retention { get; }

    /// <summary>Recordings whose review is due, one of each seat that may record.</summary>
    public List<RecordingId> Due { get; } = [];

    public WatchDesk Watches { get; }

    /// <summary>Looks once everything was played.</summary>
    public WatchFollower WatchFollower { get; }

    /// <summary>Reads only: nothing is screened here.</summary>
    public ScreeningDesk Screenings { get; }

    /// <summary>Where the store is.</summary>
    public Place Place { get; }

    public ActLog Log { get; }

    public SavedSearches Searches { get; }

    public Archive Archive { get; }

    public Recorder Recorder { get; }

    public FakeTimeProvider Clock { get; }

    public ReservedKeys Keys { get; }

    public Viewers Viewers { get; }

    public SearchIndex Search { get; }

    /// <summary>Whether the hidden steps are taken in this world.</summary>
    public bool HasHidden { get; private init; }

    /// <summary>Entities, sources and statements by their place in the plan.</summary>
    public Dictionary<int, EntityId> Entities { get; } = [];

    public Dictionary<int, SourceId> Sources { get; } = [];

    public Dictionary<int, StatementId> Statements { get; } = [];

    /// <summary>True when a hidden step was refused: there is nothing to find in this pair.</summary>
    public bool IsVoid { get; private set; }

    public static async Task<World> MakeAsync(Engine engine, bool hasHidden)
    {
        var place = await Databases.NewAsync(engine, inMemory: true);
        var database = await place.OpenAsync();
        await database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync("insert into node (name, value) values ('id-key', '000102030405060708090a0b0c0d0e0f')", transaction: transaction);
            await People.WriteAsync(connection, transaction);
        });
        var clock = new FakeTimeProvider(Start);
        var keys = new ReservedKeys();
        var archive = await Archive.OpenAsync(database, clock, Regimes.Standard.Rule, keys.Keys);
        var roster = await RosterBook.LoadAsync(database, new ActLog(clock, keys.Keys), clock);
        var world = new World(place, database, archive, roster, clock, keys) { HasHidden = hasHidden };
        await FoundThings.SearchedAsync(world);
        return world;
    }

    public Viewer Viewer((OfficerId Officer, string Unit) seat, string purpose = "investigation") => Viewers.Open(seat.Officer, seat.Unit, purpose).Value;

    /// <summary>Takes the plan's steps; those refused in a world without the hidden ones are left out of both.</summary>
    public async Task<World> PlayAsync(Plan plan, ISet<int> refused)
    {
        foreach (var (index, step) in plan.Steps.Index())
        {
            Clock.Advance(TimeSpan.FromMinutes(7));
            if (!step.Hidden && refused.Contains(index)) continue;
            var apart = step.Hidden && !step.Varies;
            if (apart && !HasHidden) continue;
            Keys.Turn(index, apart);
            var refusal = await step.Take(this);
            if (refusal is null) continue;
            if (step.Hidden) IsVoid = true;
            else if (HasHidden) throw new InvalidOperationException($"seed {plan.Seed}: step {index} ({step.Name}) is refused only beside what is hidden: {refusal}");
            else refused.Add(index);
        }

        Keys.Turn(plan.Steps.Count, false);
        await AddMatchingAsync(plan);
        await AddQuotesAsync();
        await AddWatchesAsync();
        await AddDueAsync();
        return this;
    }

    /// <summary>Something of each seat whose review is due.</summary>
    private async Task AddDueAsync()
    {
        foreach (var seat in People.Seats)
        {
            var viewer = Viewer(seat);
            var marking = new Marking { Owner = viewer.Unit.Agency, Unit = viewer.Unit.Code, ReviewBy = new DateOnly(2026, 4, 1) };
            var source = await Recorder.AddSourceAsync(viewer, new NewSource("report", "Due", null, "agency-record", null, marking));
            if (!source.IsOk) continue;
            var (thing, batch) = (Archive.NewEntity(), new Batch());
            batch.Entities.Add(new NewEntity(thing, "Vehicle"));
            batch.Attributes.Add(new NewAttribute(thing, "name", "Due"));
            Due.Add((await Recorder.RecordAsync(viewer, new Provenance(source.Value, Evaluation.Unknown, marking, "en"), batch)).Value.Recording);
        }
    }

    /// <summary>Two watches of each seat to which everything is new: a search for the unit, and an entity or a list.</summary>
    private async Task AddWatchesAsync()
    {
        var entities = Entities.Values.Where(e => e.Key < ReservedKeys.Reserved).OrderBy(e => e.Key).ToList();
        await _database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            foreach (var (i, (officer, unit)) in People.Seats.Index())
            {
                await AddAsync((2 * i) + 1L, 1, new Watched(new Query(i % 2 == 0 ? "ruiz" : "luis")));
                await AddAsync((2 * i) + 2L, 0, i % 2 == 0 ? new Watched(Entity: entities[i % entities.Count].Key) : new Watched(Lines: ["Ana Ruiz", "Luis Soto", "662 123 4567", "+1 (602) 555-0143"]));

                Task<int> AddAsync(long key, long shared, Watched what) => connection.ExecuteAsync(
                    "insert into watch (key, officer, unit, purpose, shared, content, reason, begun, until_day, state, begun_key) values (@key, @officer, @unit, 'investigation', @shared, @content, 'leaks', 0, '2027-01-01', 1, 0)",
                    new { key, officer = officer.Key, unit, shared, content = System.Text.Json.JsonSerializer.Serialize(what) }, transaction);
            }
        });
        await WatchFollower.CatchUpAsync();
    }

    /// <summary>What was recorded first of each source that has a document comes from a passage of it.</summary>
    private Task AddQuotesAsync() => _database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
    {
        foreach (var (document, unit, recording) in (await connection.QueryAsync<(long, string, long?)>(
            "select d.key, d.unit, (select min(r.key) from recording r where r.source = d.source and r.state = 1) from document d order by d.key", transaction: transaction)).ToList())
        {
            if (recording is null) continue;
            await connection.ExecuteAsync("insert into quote (key, document, page, passage, unit, officer, made) values (@document, @document, 1, 'Ana Ruiz', @unit, 1, 0)", new { document, unit }, transaction);
            await connection.ExecuteAsync("insert into quote_use (recording, quote) values (@recording, @document)", new { recording, document }, transaction);
        }
    });

    /// <summary>A rejection under each hidden marking, and a screening of each seat whose hits name every entity that there is.</summary>
    private async Task AddMatchingAsync(Plan plan)
    {
        var hidden = HasHidden && plan.HiddenMarkings is [{ Differs: Field.None } first, ..] && Entities.Count > 1 ? await Archive.Markings.InternAsync(first.Marking) : default;
        ListEntry[] entries = [Entry("P", NameKind.Person, "Ana Ruiz"), Entry("O", NameKind.Organisation, "Transportes del Norte")];
        await _database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            foreach (var (i, (officer, unit)) in People.Seats.Index())
            {
                await connection.ExecuteAsync(
                    "insert into screening (key, unit, officer, purpose, upload, list, entries, problems, state, asked, finished, done, total) values (@key, @unit, @officer, 'trace', 1, 'sdn.csv', 2, 0, 2, 0, 0, 9, 9)",
                    new { key = i + 1L, unit, officer = officer.Key }, transaction);
                foreach (var entity in Entities.Values)
                    foreach (var entry in entries)
                        await connection.ExecuteAsync("insert into screening_hit (screening, entity, entry_id, entry) values (@key, @entity, @Id, @json)", new { key = i + 1L, entity = entity.Key, entry.Id, json = System.Text.Json.JsonSerializer.Serialize(entry) }, transaction);
                if (hidden.Key > 0) await RejectAsync(i + 1L, unit, hidden.Key);
            }

            // Both worlds give the next decision the same key.
            await RejectAsync(People.Seats.Count + 1L, "MX/FGR/NONE", 1);

            Task<int> RejectAsync(long key, string unit, long marking) => connection.ExecuteAsync(
                "insert into match_rejection (key, left_key, right_key, unit, officer, at, reason, score, marking) values (@key, @left, @right, @unit, 1, 0, 'two', 500, @marking)",
                new { key, left = Entities.Values.Min(e => e.Key), right = Entities.Values.Where(e => e.Key > Entities.Values.Min(x => x.Key)).Select(e => e.Key).DefaultIfEmpty(0).Min(), unit, marking }, transaction);
        });
    }

    private static ListEntry Entry(string id, NameKind kind, string name) => new() { Id = id, Kind = kind, Names = [new ListedName(name, ListedNameKind.Primary)] };

    /// <summary>A dataset over a source: three rows and one that was rejected, under a key that both worlds have.</summary>
    public async Task AddDatasetAsync(DatasetId id, SourceId source, Marking marking, (OfficerId Officer, string Unit) seat)
    {
        var secret = new byte[32];
        await SealAsync(id, "dataset", BlockContent.Rows, Returned.Select((name, i) => new DatasetRow(i + 1, i + 2, [name, "2026-02-03"])));
        await SealAsync(id, "rejected", BlockContent.Rejected, [new RejectedRow(new Problem(5, "Met", "dataset.type", ("value", "soon"), ("type", "Date")), ["Rosa Peña", "soon"])]);
        var interned = await Archive.Markings.InternAsync(marking);
        await _database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteAsync(
            """
            insert into dataset (key, unit, officer, title, source, marking, columns, rows, rejected, secret, made)
            values (@id, @Unit, @officer, 'Returns', @source, @marking, @columns, @rows, 1, @secret, 0)
            """,
            new { id = id.Key, seat.Unit, officer = seat.Officer.Key, source = source.Key, marking = interned.Key, columns = ImportJson.Write<IReadOnlyList<DatasetColumn>>(DatasetColumns), rows = Returned.Count, secret }, transaction));

        await AddReturnAsync(id, interned, marking, seat.Unit, seat.Officer.Key);

        async Task SealAsync<TRow>(DatasetId of, string ending, BlockContent content, IEnumerable<TRow> rows)
        {
            Directory.CreateDirectory(FolderOfDatasets(Place));
            await using var to = RowBlockWriter<TRow>.Create(Path.Combine(FolderOfDatasets(Place), $"{of.Key}.{ending}"), secret, content);
            foreach (var row in rows) await to.AddAsync(row, default);
            await to.FinishAsync(default);
        }
    }

    /// <summary>A document of a source that was read: two pages, under a key that both worlds have.</summary>
    public async Task AddDocumentAsync(DocumentId id, SourceId source, Marking marking, (OfficerId Officer, string Unit) seat)
    {
        var (secret, bytes) = (new byte[32], "Ana Ruiz"u8.ToArray());
        TextPage[] pages = [new(1, "", ["Ana Ruiz, tel. 662 123 4567", "Transportes del Norte"], 100, ""), new(2, "Anexo", ["Luis Soto y José Ortega"], 80, "")];
        Directory.CreateDirectory(Path.GetDirectoryName(DocumentFiles.PathOf(id.Key, DocumentFiles.Bytes))!);
        await using (var sealer = await DocumentSealer.BeginAsync(DocumentFiles.PathOf(id.Key, DocumentFiles.Bytes), secret, new DocumentHeader(bytes.Length, new string('a', 64)), default))
        {
            await sealer.AddAsync(bytes, default);
            await sealer.FinishAsync(default);
        }

        await using (var to = File.Create(DocumentFiles.PathOf(id.Key, DocumentFiles.Pages)))
        using (var blocks = new SealedBlockWriter(to, secret, BlockContent.Pages))
        {
            foreach (var page in pages) await blocks.AddAsync(SealedPages.Pack(page), default);
            await blocks.FinishAsync(default);
        }

        var interned = await Archive.Markings.InternAsync(marking);
        await _database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var row = new { id = id.Key, mark = BitConverter.GetBytes(id.Key), marking = interned.Key, bytes = (long)bytes.Length, secret, pages = (long)pages.Length, source = source.Key, seat.Unit, officer = seat.Officer.Key };
            await connection.ExecuteAsync("insert into document_file (key, mark, marking, bytes, secret, text_state, pages, made) values (@id, @mark, @marking, @bytes, @secret, 1, @pages, 0)", row, transaction);
            await connection.ExecuteAsync("insert into document (key, file, source, name, unit, officer, added) values (@id, @id, @source, 'ruiz.pdf', @Unit, @officer, 0)", row, transaction);
        });
        await Pages.WriteAsync(id.Key, interned.Key, pages.ToAsyncEnumerable(), default);
    }

    /// <summary>An order under the same marking, the return that the dataset is, and a pair of its rows.</summary>
    private Task AddReturnAsync(DatasetId id, MarkingId interned, Marking marking, string unit, long officer) => _database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
    {
        var scope = MoneyJson.Write(new OrderScope(["Ana Ruiz"], [], new DateOnly(2026, 2, 1), new DateOnly(2026, 3, 31), []));
        var row = new { id = id.Key, unit, officer, marking = interned.Key, marking.Regime, scope, layout = ReadyLayouts.Find("remittances")!.Source, statement = MoneyJson.Write(new Statement("Ana Ruiz", "USD") { Lines = 3, Months = [new MonthSum(new DateOnly(2026, 2, 1), 3, 0, 5)] }) };
        foreach (var sql in new[]
        {
            "insert into money_order (key, unit, officer, marking, opened, instrument, reference, authority, custodian, scope, issued, due) values (@id, @unit, @officer, @marking, 0, 'consent', 'Ruiz order', 'Court', 'Ruiz bank', @scope, '2026-01-05', '2026-02-01')",
            "insert into money_return (key, order_key, dataset, unit, officer, marking, layout_code, layout, scope, file, came, tally, given) values (@id, @id, @id, @unit, @officer, @marking, 'remittances', @layout, @scope, 'ruiz.csv', 0, '{}', '{}')",
            "insert into money_statement (return_key, number, account, currency, first_row, digest, body) values (@id, 1, 'Ana Ruiz', 'USD', 1, 7, @statement)",
            "insert into money_pair (key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision) values (@id, @unit, @id, 1, @id, 2, 'A', 'B', 5, 'USD', '2026-02-03', '2026-02-03', 500, 'same-day', 1, 0)",
        })
            await connection.ExecuteAsync(sql, row, transaction);
    });

    /// <summary>Leaves the store to a node; disposing still removes it.</summary>
    public async Task HandOverAsync() => await _database.DisposeAsync();

    /// <summary>Where a node that opens the store later looks for datasets.</summary>
    private static string FolderOfDatasets(Place place) => Path.Combine(place.Folder, "node", "files", "datasets");

    public async ValueTask DisposeAsync()
    {
        Graph.Dispose();
        WatchFollower.Dispose();
        Identities.Dispose();
        await _database.DisposeAsync();
        await Place.DisposeAsync();
    }
}

using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Alerts;
using Puente.Evidence.Documents;
using Puente.Evidence.Duty;
using Puente.Evidence.Identity;
using Puente.Evidence.Keeping;
using Puente.Evidence.Records;
using Puente.Evidence.Retention;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Evidence.Watches;

namespace Puente.Evidence;

/// <summary>Everything of this project that a node needs, opened over one store and ready. Dispose it last.</summary>
public sealed class EvidenceStore : IAsyncDisposable
{
    private EvidenceStore(Database database, TimeProvider clock, NodeRules rules, Archive archive, ActLog acts, RosterBook roster, string? files)
    {
        (Database, Clock, Rules, Archive, Acts, Roster) = (database, clock, rules, archive, acts, roster);
        Viewers = new Viewers(() => roster.Current, clock);
        Recorder = new Recorder(archive, acts);
        Backup = new Backup(archive, acts);
        Backups = new BackupBook(archive, acts, Backup);
        Doctor = new Doctor(archive, rules, files);
        Search = new SearchIndex(archive, rules.Vocabulary);
        Searches = new SavedSearches(archive, acts);
        DeskNotices = new DeskNotices(archive);
        Identities = new IdentityIndex(archive);
        DocumentFiles = DocumentFiles.Under(files);
        Pages = new PageIndex(archive, DocumentFiles);
        Documents = new DocumentDesk(archive, Recorder, acts, DocumentFiles, Pages);
        Matches = new MatchDesk(archive, Recorder, acts, Identities);
        WatchFollower = new WatchFollower(archive, Viewers, Search, Identities);
        Retention = new RetentionDesk(archive, Recorder, acts);
        Duty = new DutyDesk(archive, acts, () => roster.Current);
        Watches = new WatchDesk(archive, acts, Viewers, Search, Identities, Duty);
        Alerts = new AlertBook(archive, acts, Viewers, () => roster.Current, Watches);
    }

    /// <summary>The migrations of this project, and those of rooms that add theirs.</summary>
    public static IReadOnlyList<MigrationSet> MigrationsWith(params IEnumerable<MigrationSet> rooms) => [MigrationSet.Evidence, .. rooms];

    /// <summary>The store.</summary>
    public Database Database { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The kinds, legal regimes and presets of this node.</summary>
    public NodeRules Rules { get; }

    /// <summary>The kinds of entities and facts.</summary>
    public Vocabulary Vocabulary => Rules.Vocabulary;

    /// <summary>The record.</summary>
    public Archive Archive { get; }

    /// <summary>What officers did.</summary>
    public ActLog Acts { get; }

    /// <summary>Countries, agencies, units and officers.</summary>
    public RosterBook Roster { get; }

    /// <summary>Makes viewers of officers.</summary>
    public Viewers Viewers { get; }

    /// <summary>Copies the node while it runs.</summary>
    public Backup Backup { get; }

    /// <summary>The plan of copies, and how each came out.</summary>
    public BackupBook Backups { get; }

    /// <summary>Examines the store.</summary>
    public Doctor Doctor { get; }

    /// <summary>Finds entities.</summary>
    public SearchIndex Search { get; }

    /// <summary>What officers searched, and what pointers answered.</summary>
    public SavedSearches Searches { get; }

    /// <summary>What owners are told of searches.</summary>
    public DeskNotices DeskNotices { get; }

    /// <summary>Documents of sources.</summary>
    public DocumentDesk Documents { get; }

    /// <summary>Where their sealed files lie.</summary>
    public DocumentFiles DocumentFiles { get; }

    /// <summary>Words of their pages.</summary>
    public PageIndex Pages { get; }

    /// <summary>Persons and organisations by what can tell who they are.</summary>
    public IdentityIndex Identities { get; }

    /// <summary>Who may be one with whom.</summary>
    public MatchDesk Matches { get; }

    /// <summary>Who is on duty.</summary>
    public DutyDesk Duty { get; }

    /// <summary>What must be looked at again before it may be kept.</summary>
    public RetentionDesk Retention { get; }

    /// <summary>What officers watch.</summary>
    public WatchDesk Watches { get; }

    /// <summary>Finds what is watched.</summary>
    public WatchFollower WatchFollower { get; }

    /// <summary>Who is alerted when.</summary>
    public AlertBook Alerts { get; }

    /// <summary>Writes statements.</summary>
    public Recorder Recorder { get; }

    /// <summary>
    /// Opens the store of a node, which must be of this version or empty; with <paramref name="upgrade"/> an older one is brought to it. <paramref name="connection"/> is a PostgreSQL connection string;
    /// null keeps the record in the folder's SQLite file.
    /// </summary>
    /// <param name="folder">The node's folder.</param>
    /// <param name="connection">Where the record is.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="rooms">Migrations of rooms that keep tables of their own.</param>
    /// <param name="keys">For tests.</param>
    /// <param name="upgrade">Brings an older store to this version; copy it first (<see cref="Upgrade"/>).</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="UnfitRulesException">A file of kinds, regimes or presets in the folder has problems: a node must not start with half its rules.</exception>
    /// <exception cref="UnfitStoreException">The store is newer than this version, or older and not to be upgraded.</exception>
    public static async Task<EvidenceStore> OpenAsync(
        DataFolder folder, string? connection, TimeProvider clock, IReadOnlyList<MigrationSet>? rooms = null, Keys? keys = null, bool upgrade = false, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        await StoreVersion.DemandAsync(connection ?? folder.Record, folder.Root, MigrationsWith(rooms ?? []), upgrade, stop);
        return await OpenAsync(connection ?? folder.Record, clock, NodeRules.Read(folder.Root).OrThrow(), folder.Files, rooms ?? [], keys, stop);
    }

    /// <summary>
    /// The same on a store alone, with the given rules or the standard ones. <paramref name="keys"/> is for tests: where keys of rows and
    /// acts come from; null takes the next above the highest in the store.
    /// </summary>
    public static Task<EvidenceStore> OpenAsync(string connection, TimeProvider clock, NodeRules? rules = null, Keys? keys = null, CancellationToken stop = default) =>
        OpenAsync(connection, clock, rules, null, [], keys, stop);

    private static async Task<EvidenceStore> OpenAsync(string connection, TimeProvider clock, NodeRules? rules, string? files, IReadOnlyList<MigrationSet> rooms, Keys? keys, CancellationToken stop)
    {
        var going = rules ?? NodeRules.Standard;
        var database = await Database.OpenAsync(connection, MigrationsWith(rooms), stop);
        try
        {
            var archive = await Archive.OpenAsync(database, clock, going.Regimes.Rule, keys, vocabulary: going.Vocabulary, stop: stop);
            var acts = new ActLog(clock, keys);
            return new EvidenceStore(database, clock, going, archive, acts, await RosterBook.LoadAsync(database, acts, clock, stop), files);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Notes an act of whoever works on the stopped node.</summary>
    public Task NoteAsync(string kind, string subject) => Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
        Acts.WriteAsync(connection, transaction, 0, "", "administration", kind, subject, null));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Backups.Dispose();
        WatchFollower.Dispose();
        Identities.Dispose();
        Roster.Dispose();
    }
}

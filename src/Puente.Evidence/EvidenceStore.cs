using System.Globalization;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence;

/// <summary>Everything of this project that a node needs, opened over one store and ready. Dispose it last.</summary>
public sealed class EvidenceStore : IAsyncDisposable
{
    private EvidenceStore(Database database, TimeProvider clock, Vocabulary vocabulary, Archive archive, ActLog acts, RosterBook roster, string? files)
    {
        (Database, Clock, Vocabulary, Archive, Acts, Roster) = (database, clock, vocabulary, archive, acts, roster);
        Viewers = new Viewers(() => roster.Current, clock);
        Recorder = new Recorder(archive, acts);
        Backup = new Backup(archive, acts);
        Doctor = new Doctor(archive, vocabulary, files);
        Search = new SearchIndex(archive, vocabulary);
        Searches = new SavedSearches(archive, acts);
        DeskNotices = new DeskNotices(archive);
    }

    /// <summary>The migrations of this project, and of those that add theirs.</summary>
    public static IReadOnlyList<MigrationSet> Migrations { get; } = [MigrationSet.Evidence];

    /// <summary>The store.</summary>
    public Database Database { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The kinds of entities and facts.</summary>
    public Vocabulary Vocabulary { get; }

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

    /// <summary>Examines the store.</summary>
    public Doctor Doctor { get; }

    /// <summary>Finds entities.</summary>
    public SearchIndex Search { get; }

    /// <summary>What officers searched, and what pointers answered.</summary>
    public SavedSearches Searches { get; }

    /// <summary>What owners are told of searches.</summary>
    public DeskNotices DeskNotices { get; }

    /// <summary>Writes statements.</summary>
    public Recorder Recorder { get; }

    /// <summary>
    /// Opens the store of a node and brings it to the newest version. <paramref name="connection"/> is a PostgreSQL connection string;
    /// null keeps the record in the folder's SQLite file. Problems of the node's own vocabulary files throw: a node must not start with
    /// half a vocabulary.
    /// </summary>
    public static async Task<EvidenceStore> OpenAsync(DataFolder folder, string? connection, TimeProvider clock, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return await OpenAsync(connection ?? folder.Record, clock, ReadVocabulary(folder.Vocabulary), folder.Files, stop);
    }

    /// <summary>The same on a store alone, with the given kinds or the standard ones.</summary>
    public static Task<EvidenceStore> OpenAsync(string connection, TimeProvider clock, Vocabulary? vocabulary = null, CancellationToken stop = default) =>
        OpenAsync(connection, clock, vocabulary, null, stop);

    private static async Task<EvidenceStore> OpenAsync(string connection, TimeProvider clock, Vocabulary? vocabulary, string? files, CancellationToken stop)
    {
        var database = await Database.OpenAsync(connection, Migrations, stop);
        try
        {
            var archive = await Archive.OpenAsync(database, clock, Regimes.Standard.Rule, stop: stop);
            var acts = new ActLog(clock);
            return new EvidenceStore(database, clock, vocabulary ?? Vocabulary.Standard, archive, acts, await RosterBook.LoadAsync(database, acts, clock, stop), files);
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
        Roster.Dispose();
    }

    private static Vocabulary ReadVocabulary(string folder)
    {
        if (!Directory.Exists(folder)) return Vocabulary.Standard;
        var files = Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(f => new VocabularyFile(Path.GetFileName(f), File.OpenText(f))).ToList();
        try
        {
            var reading = Vocabulary.Load(files);
            return reading.Vocabulary ?? throw new InvalidDataException(string.Join('\n', reading.Problems.Select(p =>
                string.Create(CultureInfo.InvariantCulture, $"line {p.Line}: {p.Code} {string.Join(", ", p.Args.Select(a => $"{a.Name}={a.Value}"))}"))));
        }
        finally
        {
            foreach (var file in files) file.Text.Dispose();
        }
    }
}

using Microsoft.Extensions.Time.Testing;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Records;

/// <summary>A small record with officers of three agencies, on one database, with a clock that stands still until told.</summary>
internal sealed class Town : IAsyncDisposable
{
    public const string Phoenix = "US/ATF/PHX", ElPaso = "US/ATF/ELP", Houston = "US/DEA/HOU", Mexico = "MX/FGR/CDMX";

    private readonly Place _place;
    private readonly Roster _roster;

    private Town(Place place, Database database, Archive archive, FakeTimeProvider clock, Roster roster)
    {
        (_place, Database, Archive, Clock, _roster) = (place, database, archive, clock, roster);
        Acts = new ActLog(clock);
        Recorder = new Recorder(archive, Acts);
    }

    public Database Database { get; }

    public Archive Archive { get; }

    public FakeTimeProvider Clock { get; }

    public ActLog Acts { get; }

    public Recorder Recorder { get; }

    public static async Task<Town> NewAsync(Engine engine, Vocabulary? vocabulary = null, NodaTime.Period? reviewAfter = null)
    {
        var place = await Databases.NewAsync(engine);
        var database = await place.OpenAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var archive = await Archive.OpenAsync(database, clock, (regime, _) => regime == "agency-record"
            ? new RegimeRule(regime, null, null, Circle.Anyone, [], false, false, reviewAfter, null, "test") : null, vocabulary: vocabulary);
        return new Town(place, database, archive, clock, MakeRoster());
    }

    private static Roster MakeRoster(Tlp ceiling = Tlp.Red)
    {
        Officer Make(long key, string login, Role roles, params string[] units) => new(new OfficerId(key), login, login, [.. units], roles, true, "en");
        const Role Works = Role.Reader | Role.Recorder | Role.Importer;
        Officer[] officers =
        [
            Make(1, "ana", Works, Phoenix, ElPaso), Make(2, "bob", Works, ElPaso), Make(3, "cam", Works | Role.ReleaseAuthority, Phoenix),
            Make(4, "dan", Works, Houston), Make(5, "eva", Works, Mexico), Make(6, "adm", Works | Role.Administrator, Phoenix), Make(7, "nil", Works, Phoenix),
        ];
        var rights = officers.Where(o => o.Login != "nil")
            .Select(o => new ReadingRight(o.Id, o.Units[0][..o.Units[0].LastIndexOf('/')], ceiling, new DateOnly(2020, 1, 1), null, new OfficerId(90), new OfficerId(91)));
        return new Roster(1,
            [new Agency("US/ATF", "US", "ATF", "ATF", ["police"]), new Agency("US/DEA", "US", "DEA", "DEA", ["police"]), new Agency("MX/FGR", "MX", "FGR", "FGR", ["prosecutor"])],
            [new Unit(Phoenix, "US/ATF", "", ""), new Unit(ElPaso, "US/ATF", "", ""), new Unit(Houston, "US/DEA", "", ""), new Unit(Mexico, "MX/FGR", "", "")],
            officers, rights);
    }

    public Roster Roster => _roster;

    public Viewers Viewers => new(() => _roster, Clock);

    /// <summary>An officer at work; in a lower right than his own where a ceiling is given.</summary>
    public Viewer Viewer(string login, string? unit = null, Tlp ceiling = Tlp.Red)
    {
        var roster = ceiling == Tlp.Red ? _roster : MakeRoster(ceiling);
        var officer = roster.Officers.Values.Single(o => o.Login == login);
        return new Viewers(() => roster, Clock).Open(officer.Id, unit ?? officer.Units[0], "trace").Value;
    }

    public Task<Reading> ReadAsync(string login) => Archive.ReadAsync(Viewer(login));

    public static Marking Marking(string unit = Phoenix, Tlp tlp = Tlp.Amber, params Grant[] audience) =>
        new() { Owner = unit[..unit.LastIndexOf('/')], Unit = unit, Tlp = tlp, Audience = [.. audience] };

    public static Grant To(string country, Mode mode = Mode.Full, Field redacted = Field.None) => new(new Principal(PrincipalKind.Country, country), mode, redacted);

    public async Task<SourceId> SourceAsync(string login = "ana", Marking? marking = null) =>
        (await Recorder.AddSourceAsync(Viewer(login), new NewSource("report", "Report 1", null, "agency-record", null, marking ?? Marking()))).Value;

    public Task<Result<Recorded>> TryRecordAsync(string login, SourceId source, Marking marking, Batch batch) =>
        Recorder.RecordAsync(Viewer(login), new Provenance(source, new Evaluation('B', 2), marking, "en"), batch);

    public async Task<Recorded> RecordAsync(SourceId source, Marking marking, Action<Batch> fill, string login = "ana")
    {
        var batch = new Batch();
        fill(batch);
        return (await TryRecordAsync(login, source, marking, batch)).Value;
    }

    /// <summary>Writes a batch as an import does before it ends: under a recording that is not in force yet.</summary>
    public async Task<RecordingId> PendingAsync(SourceId source, Action<Batch> fill)
    {
        var batch = new Batch();
        fill(batch);
        var marking = await Archive.Markings.InternAsync(Marking());
        await Archive.Codes.InternAsync(Rows.Codes(batch));
        return await Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
        {
            var provenance = new Provenance(source, new Evaluation('B', 2), Marking(), "en");
            var recording = await Recorder.OpenRecordingAsync(connection, transaction, Viewer("ana"), provenance, marking, null, RecordingState.Pending);
            await Recorder.WriteAsync(connection, transaction, "US/ATF", recording, marking, batch);
            return recording;
        });
    }

    /// <summary>Writes another slice under a recording that is not in force yet.</summary>
    public async Task MoreAsync(RecordingId recording, Action<Batch> fill)
    {
        var batch = new Batch();
        fill(batch);
        var marking = await Archive.Markings.InternAsync(Marking());
        await Archive.Codes.InternAsync(Rows.Codes(batch));
        await Database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) => Recorder.WriteAsync(connection, transaction, "US/ATF", recording, marking, batch));
    }

    public async Task<EntityId> PersonAsync(SourceId source, string name, Marking? marking = null)
    {
        var id = Archive.NewEntity();
        await RecordAsync(source, marking ?? Marking(), b =>
        {
            b.Entities.Add(new NewEntity(id, "Person"));
            b.Attributes.Add(new NewAttribute(id, "name", name));
            b.Attributes.Add(new Standing("bystander", null, null, null).Of(id));
        });
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _place.DisposeAsync();
    }
}

using Puente.Evidence;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Identity;

/// <summary>A town whose people may be one another.</summary>
internal sealed class MatchTown : IAsyncDisposable
{
    private MatchTown(Town town, int crowd)
    {
        Town = town;
        Index = new IdentityIndex(town.Archive) { Crowd = crowd };
        Desk = new MatchDesk(town.Archive, town.Recorder, town.Acts, Index);
    }

    public Town Town { get; }

    public IdentityIndex Index { get; }

    public MatchDesk Desk { get; }

    public SourceId Source { get; private set; }

    public static async Task<MatchTown> NewAsync(Engine engine, int crowd = 400)
    {
        var town = new MatchTown(await Town.NewAsync(engine), crowd);
        town.Source = await town.Town.SourceAsync();
        return town;
    }

    public async Task<EntityId> PersonAsync(string role, Marking? marking = null, params (string Property, string Value)[] attributes)
    {
        var id = Town.Archive.NewEntity();
        await Town.RecordAsync(Source, marking ?? Records.Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(id, "Person"));
            foreach (var (property, value) in attributes) b.Attributes.Add(new NewAttribute(id, property, value));
            b.Attributes.Add(new Standing(role, "Named in a report", null, new DateOnly(2027, 1, 1)).Of(id));
        });
        return id;
    }

    public Task<EntityId> SuspectAsync(string name, params (string Property, string Value)[] more) => PersonAsync("suspect", null, [("name", name), .. more]);

    public async Task<Recorded> SayAsync(EntityId of, string property, string value, Marking? marking = null) =>
        await Town.RecordAsync(Source, marking ?? Records.Town.Marking(), b => b.Attributes.Add(new NewAttribute(of, property, value)));

    public Task<EntityId> ThingAsync(string kind, params (string Property, string Value)[] attributes) => ThingAsync(kind, attributes, null);

    public async Task<EntityId> ThingAsync(string kind, (string Property, string Value)[] attributes, Marking? marking)
    {
        var id = Town.Archive.NewEntity();
        await Town.RecordAsync(Source, marking ?? Records.Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(id, kind));
            foreach (var (property, value) in attributes) b.Attributes.Add(new NewAttribute(id, property, value));
        });
        return id;
    }

    /// <summary>Says that somebody uses, owns or lives at a thing.</summary>
    public async Task<StatementId> HoldAsync(string fact, EntityId holder, EntityId thing, bool starts = true, Marking? marking = null) =>
        (await Town.RecordAsync(Source, marking ?? Records.Town.Marking(), b => b.Facts.Add(starts ? new NewFact(fact, holder, thing) : new NewFact(fact, thing, holder)))).Facts[0];

    public async Task<IReadOnlyList<Candidate>> CandidatesAsync(string login, EntityId id) => await Desk.CandidatesAsync(await Town.ReadAsync(login), id);

    public async Task<IReadOnlyList<Candidate>> QueueAsync(string login) => (await Desk.QueueAsync(await Town.ReadAsync(login))).Rows;

    public Provenance Provenance => new(Source, Evaluation.Unknown, Records.Town.Marking(), "en");

    public async ValueTask DisposeAsync()
    {
        await Town.DisposeAsync();
        Index.Dispose();
    }
}

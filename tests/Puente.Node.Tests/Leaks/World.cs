using Dapper;
using Microsoft.Extensions.Time.Testing;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Leaks;

/// <summary>One store of a pair. Clock, keys and id key are given, so that equal records give equal bytes.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Place _place;
    private readonly Database _database;

    private World(Place place, Database database, Archive archive, FakeTimeProvider clock, ReservedKeys keys)
    {
        (_place, _database, Archive, Clock, Keys) = (place, database, archive, clock, keys);
        Recorder = new Recorder(archive, new ActLog(clock));
        Viewers = new Viewers(() => People.Roster, clock);
        Search = new SearchIndex(archive, Vocabulary.Standard);
    }

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
        await database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
            connection.ExecuteAsync("insert into node (name, value) values ('id-key', '000102030405060708090a0b0c0d0e0f')", transaction: transaction));
        var clock = new FakeTimeProvider(Start);
        var keys = new ReservedKeys();
        var archive = await Archive.OpenAsync(database, clock, Regimes.Standard.Rule, keys.Keys);
        return new World(place, database, archive, clock, keys) { HasHidden = hasHidden };
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

        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _place.DisposeAsync();
    }
}

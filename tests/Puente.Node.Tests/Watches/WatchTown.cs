using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Duty;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Watches;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Identity;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Watches;

/// <summary>A town in which things are watched. Rights can be taken away from its officers.</summary>
internal sealed class WatchTown : IAsyncDisposable
{
    private WatchTown(MatchTown town)
    {
        Matching = town;
        Search = new SearchIndex(town.Town.Archive, Vocabulary.Standard);
        Roster = town.Town.Roster;
        Viewers = new Viewers(() => Roster, town.Town.Clock);
        Follower = NewFollower();
        Duty = new DutyDesk(town.Town.Archive, town.Town.Acts, () => Roster);
        Desk = new WatchDesk(town.Town.Archive, town.Town.Acts, Viewers, Search, town.Index, Duty);
    }

    public MatchTown Matching { get; }

    public Town Town => Matching.Town;

    public Roster Roster { get; set; }

    public Viewers Viewers { get; }

    public SearchIndex Search { get; }

    public DutyDesk Duty { get; }

    public WatchDesk Desk { get; }

    public WatchFollower Follower { get; private set; }

    /// <summary>What followers made from now on take as too much.</summary>
    public int Most { get; set; } = WatchFollower.Most;

    public DateOnly Today => DateOnly.FromDateTime(Town.Clock.GetUtcNow().UtcDateTime);

    public static async Task<WatchTown> NewAsync(Engine engine) => new(await MatchTown.NewAsync(engine));

    public Task<Reading> ReadAsync(string login, string? unit = null)
    {
        var officer = Roster.ByLogin(login)!;
        return Town.Archive.ReadAsync(Viewers.Open(officer.Id, unit ?? officer.Units[0], "trace").Value);
    }

    /// <summary>Begins a watch and lets it see what is there already.</summary>
    public async Task<WatchId> WatchAsync(Watched what, string login = "ana", bool shared = false)
    {
        var id = (await Desk.AddAsync(await ReadAsync(login), new NewWatch(what, "Case 12", Today.AddDays(30), shared))).Value;
        await Follower.CatchUpAsync();
        return id;
    }

    public Task<WatchId> WatchAsync(string text) => WatchAsync(new Watched(new Query(text)));

    /// <summary>What needs an officer now, each as whom and what it is about.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync(string login = "ana", string? unit = null)
    {
        await Follower.CatchUpAsync();
        return [.. (await Desk.WaitingAsync(await ReadAsync(login, unit), 100)).Select(Written).Order(StringComparer.Ordinal)];
    }

    /// <summary>The node is killed before it looked, and started again.</summary>
    public void Restart()
    {
        Town.Archive.Derived.Remove(Follower);
        Follower.Dispose();
        Follower = NewFollower();
    }

    /// <summary>Takes an officer's reading right away.</summary>
    public void Lapse(string login)
    {
        var officer = Roster.ByLogin(login)!.Id;
        Roster = new Roster(Roster.Version + 1, Roster.Agencies.Values, Roster.Units.Values, Roster.Officers.Values, Roster.Rights.SelectMany(r => r).Where(r => r.Officer != officer));
    }

    /// <summary>An officer leaves.</summary>
    public void Leave(string login) => Roster = new Roster(Roster.Version + 1, Roster.Agencies.Values, Roster.Units.Values, Roster.Officers.Values.Select(o => o.Login == login ? o with { Active = false } : o), Roster.Rights.SelectMany(r => r));

    public async ValueTask DisposeAsync()
    {
        Follower.Dispose();
        await Matching.DisposeAsync();
    }

    private WatchFollower NewFollower() => new(Town.Archive, Viewers, Search, Matching.Index, Most);

    private static string Written(WatchHit hit) =>
        $"{hit.Entity.Caption}: {(hit.Attribute is { } a ? a.Property : hit.Fact is { } f ? f.Kind : $"line {hit.Line}")}";
}

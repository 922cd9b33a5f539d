using Dapper;
using Microsoft.Extensions.Time.Testing;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Agencies;

/// <summary>A store with two agencies and their people, made through the roster, on one database, with a clock that stands still until told.</summary>
internal sealed class FrontOffice : IAsyncDisposable
{
    public const string Sonora = "MX/FGR/SON", Phoenix = "US/ATF/PHX";

    private readonly Place _place;

    private FrontOffice(Place place, EvidenceStore store, FakeTimeProvider clock) => (_place, Store, Clock) = (place, store, clock);

    public EvidenceStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public RosterBook Book => Store.Roster;

    public Sessions Sessions => field ??= new Sessions(Store.Database, Store.Acts, Clock, Book);

    public AccessTokens Tokens => field ??= new AccessTokens(Store.Database, Store.Acts, Clock, Book);

    public OneTimeCodes Codes => field ??= new OneTimeCodes(Store.Database, Store.Acts, Clock, Book);

    public ActReading Acts => field ??= new ActReading(Store.Archive, Book, Store.Acts);

    public static async Task<FrontOffice> NewAsync(Engine engine)
    {
        var place = await Databases.NewAsync(engine);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        var office = new FrontOffice(place, await EvidenceStore.OpenAsync(place.Connection, clock), clock);
        await office.FillAsync();
        return office;
    }

    public Officer Officer(string login) => Book.Current.ByLogin(login)!;

    public Result<Viewer> Open(string login, string purpose = "investigation") => Store.Viewers.Open(Officer(login).Id, Officer(login).Units[0], purpose);

    public Viewer As(string login, string purpose = "investigation") => Open(login, purpose).Value;

    /// <summary>The same roster, read anew from the store.</summary>
    public Task<RosterBook> ReloadAsync() => RosterBook.LoadAsync(Store.Database, Store.Acts, Clock);

    public async Task<IReadOnlyList<string>> KindsAsync()
    {
        await using var connection = await Store.Database.OpenAsync();
        return [.. await connection.QueryAsync<string>("select kind from act order by key")];
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _place.DisposeAsync();
    }

    private async Task FillAsync()
    {
        await Must(Book.AddAgencyAsync(Author.Machine, new Agency("MX/FGR", "MX", "Prosecutor General", "Fiscalía General", ["prosecutor", "police"], new DateOnly(2019, 1, 20))));
        await Must(Book.AddAgencyAsync(Author.Machine, new Agency("MX/PGR", "MX", "Attorney General", "Procuraduría General", ["prosecutor"], null, new DateOnly(2019, 1, 19), "MX/FGR")));
        await Must(Book.AddAgencyAsync(Author.Machine, new Agency("US/ATF", "US", "ATF", "ATF", ["firearms", "police"])));
        await Must(Book.AddUnitAsync(Author.Machine, new Unit(Sonora, "MX/FGR", "Sonora", "Sonora")));
        await Must(Book.AddUnitAsync(Author.Machine, new Unit(Phoenix, "US/ATF", "Phoenix", "Phoenix")));
        foreach (var (login, unit, roles) in new[]
        {
            ("keeper", Sonora, Role.Administrator), ("rivas", Sonora, Role.Reader | Role.Recorder), ("campos", Sonora, Role.Reader),
            ("doyle", Phoenix, Role.Reader), ("auditora", Sonora, Role.Auditor),
        })
            await Must(Book.AddOfficerAsync(Author.Machine, new OfficerEntry(login, login, [unit], roles, "es")));
    }

    public static async Task<T> Must<T>(Task<Result<T>> result) => (await result).Value;
}

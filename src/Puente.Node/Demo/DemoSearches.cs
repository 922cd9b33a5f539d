using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Money.Searches;
using Puente.Node.SignIn;

namespace Puente.Node.Demo;

/// <summary>Asks for a search for patterns in the demo, once, for the units that look at money: whoever comes finds something to review.</summary>
internal sealed class DemoSearches(PatternSearchDesk searches, Viewers viewers, RosterBook roster) : IHostedService
{
    private static readonly string[] Logins = ["mercer", "becerra", "nunez"];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var login in Logins)
            if (roster.Current.ByLogin(login) is { } officer && viewers.Open(officer.Id, officer.Units[0], LoginApi.DemoPurpose(officer)) is { IsOk: true } by && await searches.LastAsync(by.Value, cancellationToken) is null)
                await searches.StartAsync(by.Value);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Watches;
using Puente.Node.Hosting;
using Puente.Node.Pages.Record;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Leaks;

/// <summary>Two whole nodes that listen on loopback, over a pair of worlds: the same but for what is hidden. Their clocks stand still.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    private const long KeysOfNodes = 1L << 30;
    private readonly NodeHost _left;
    private readonly NodeHost _right;
    private readonly World _without;

    private NodePair(World without, World with, NodeHost left, NodeHost right) => (_without, With, _left, _right) = (without, with, left, right);

    /// <summary>The world with the hidden statement, for its ids.</summary>
    public World With { get; }

    /// <summary>Paths of two entities side by side that some page has led to.</summary>
    public List<string> Beside { get; } = [];

    /// <summary>Every endpoint of the node that is no file of the look.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. _right.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)];

    /// <summary>Plays the plan and starts both nodes; null when nothing could be hidden under this seed.</summary>
    public static async Task<NodePair?> StartAsync(Engine engine, Plan plan)
    {
        var refused = new HashSet<int>();
        var without = await World.MakeAsync(engine, false);
        var with = await World.MakeAsync(engine, true);
        await without.PlayAsync(plan, refused);
        await with.PlayAsync(plan, refused);
        await without.HandOverAsync();
        await with.HandOverAsync();
        if (without.IsVoid || with.IsVoid)
        {
            await without.DisposeAsync();
            await with.DisposeAsync();
            return null;
        }

        return new NodePair(without, with, await OpenAsync(without), await OpenAsync(with));
    }

    /// <summary>Signs a seat in at both nodes by a token.</summary>
    public async Task<PairOfDesks> SignInAsync((OfficerId Officer, string Unit) seat, string purpose) =>
        new(await SignInAsync(_left, seat, purpose), await SignInAsync(_right, seat, purpose), SettleAsync)
        {
            Preset = _right.Services.GetRequiredService<FormPresets>().For(_right.Services.GetRequiredService<Viewers>().Open(seat.Officer, seat.Unit, purpose).Value) is [var first, ..] ? first.Preset.Code : null,
        };

    /// <summary>Lets the watches of both nodes see everything: when they do of themselves is a matter of the machine.</summary>
    private async Task SettleAsync()
    {
        foreach (var node in (NodeHost[])[_left, _right]) await node.Services.GetRequiredService<WatchFollower>().CatchUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _left.DisposeAsync();
        await _right.DisposeAsync();
        await _without.DisposeAsync();
        await With.DisposeAsync();
    }

    private static async Task<NodeHost> OpenAsync(World world) => (await NodeHost.StartAsync(new NodeOptions(Path.Combine(world.Place.Folder, "node"))
    {
        Connection = world.Place.Connection,
        Urls = "http://127.0.0.1:0",
        Clock = new FakeTimeProvider(world.Clock.GetUtcNow()),
        Keys = new Keys(KeysOfNodes),
    })).Value;

    private static async Task<LeakDesk> SignInAsync(NodeHost node, (OfficerId Officer, string Unit) seat, string purpose)
    {
        var viewer = node.Services.GetRequiredService<Viewers>().Open(seat.Officer, seat.Unit, purpose).Value;
        var (secret, _) = await node.Services.GetRequiredService<AccessTokens>().CreateAsync(viewer, "leaks", TimeSpan.FromHours(12));
        return new LeakDesk(node.Address, secret, seat.Officer.Key % 2 == 0 ? "es" : "en");
    }
}

/// <summary>One officer at both nodes.</summary>
/// <param name="Left">At the node without what is hidden.</param>
/// <param name="Right">At the node with it.</param>
/// <param name="SettleAsync">Lets both nodes follow what was written.</param>
internal sealed record PairOfDesks(LeakDesk Left, LeakDesk Right, Func<Task> SettleAsync) : IDisposable
{
    /// <summary>What forms of this officer are marked with; null when the officer cannot record.</summary>
    public string? Preset { get; init; }

    /// <summary>Sends one request to both.</summary>
    public async Task<(Answered Left, Answered Right)> AskAsync(Ask ask)
    {
        await SettleAsync();
        var (left, right) = (Left.SendAsync(ask), Right.SendAsync(ask));
        return (await left, await right);
    }

    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Puente.Evidence;
using Puente.Evidence.Keeping;

namespace Puente.Node.Hosting;

/// <summary>A node that runs: its folder, its store and its web host, started together and stopped in the other order.</summary>
public sealed class NodeHost : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly EvidenceStore _store;

    private NodeHost(DataFolder folder, EvidenceStore store, WebApplication app) => (_folder, _store, App) = (folder, store, app);

    /// <summary>The web host.</summary>
    public WebApplication App { get; }

    /// <summary>The services of the node.</summary>
    public IServiceProvider Services => App.Services;

    /// <summary>The first address it listens on, with the real port.</summary>
    public Uri Address => new(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>
    /// Starts a node and returns once it listens. Refuses <c>keeping.in-use</c> while another process works on the folder,
    /// <c>keeping.older</c> and <c>keeping.newer</c> when it is of another version, and <c>demo.loopback-only</c> when a demo would be open to others.
    /// </summary>
    public static async Task<Result<NodeHost>> StartAsync(NodeOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is { Demo: true, LoopbackOnly: false }) return new Refusal("demo.loopback-only");
        var folder = DataFolder.Open(options.Folder);
        if (folder.Refusal is { } inUse) return inUse;
        if (options.Check?.Invoke(folder.Value) is { } unfit)
        {
            folder.Value.Dispose();
            return unfit;
        }

        EvidenceStore? store = null;
        try
        {
            // What is invented needs no copy before it is brought to this version.
            store = await EvidenceStore.OpenAsync(folder.Value, options.Connection, options.Clock, Rooms.Migrations, options.Keys, upgrade: options.Demo, stop: stop);
            if (options.Prepare is { } prepare) await prepare(store);
            var app = NodeApp.Build(options, folder.Value, store);
            await app.StartAsync(stop);
            return new NodeHost(folder.Value, store, app);
        }
        catch (UnfitStoreException other)
        {
            folder.Value.Dispose();
            return other.Refusal;
        }
        catch
        {
            if (store is not null) await store.DisposeAsync();
            folder.Value.Dispose();
            throw;
        }
    }

    /// <summary>Ends requests under way within ten seconds, then writes what was queued, then lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}

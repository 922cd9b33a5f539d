using System.CommandLine;
using Puente.Evidence;
using Puente.Evidence.Keeping;
using Puente.Node.Hosting;
using Puente.Node.Setup;

namespace Puente.Node.Commands;

/// <summary>A stopped node that a command works on: its folder held, its store open, its settings read.</summary>
internal sealed class StoppedNode : IAsyncDisposable
{
    private StoppedNode(DataFolder folder, EvidenceStore store, NodeSettings? settings) => (Folder, Store, Settings) = (folder, store, settings);

    public DataFolder Folder { get; }

    public EvidenceStore Store { get; }

    public NodeSettings? Settings { get; }

    /// <summary>
    /// Opens it; a mistyped name makes none. Without <paramref name="db"/> the record is where set-up said. Ends the command with
    /// <c>folder.owner</c>, <c>keeping.no-node</c>, <c>keeping.in-use</c>, <c>keeping.older</c>, <c>keeping.newer</c>.
    /// </summary>
    /// <param name="data">Its folder.</param>
    /// <param name="db">PostgreSQL connection string, if one was typed.</param>
    /// <param name="made">Makes a node where there is none.</param>
    /// <param name="upgrade">Brings an older store to this version.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<StoppedNode> OpenAsync(string data, string? db, bool made = false, bool upgrade = false, CancellationToken stop = default)
    {
        FolderOwner.Check(data).Need();
        var settings = NodeSettings.Read(data).Need(ExitCode.Input);
        var connection = db ?? settings?.Database;
        if (!made && connection is null && !File.Exists(Path.Combine(data, "puente.db"))) throw new CommandEndsException(new Refusal("keeping.no-node", ("folder", data)));
        var folder = DataFolder.Open(data).Need();
        try
        {
            return new StoppedNode(folder, await EvidenceStore.OpenAsync(folder, connection, TimeProvider.System, Rooms.Migrations, upgrade: upgrade, stop: stop), settings);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Folder.Dispose();
    }
}

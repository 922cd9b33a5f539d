using Puente.Evidence;
using Puente.Evidence.Keeping;
using Puente.Node.Hosting;

namespace Puente.Node.Demo;

/// <summary>
/// Runs a folder as a demo. A file <c>demo</c> in it says that it is one, so that nobody opens a real node for one-click sign-in, and
/// whether its world is whole: one whose making was cut short is made again.
/// </summary>
internal static class DemoNode
{
    private const string Whole = "whole", Begun = "begun";

    /// <summary>Options that make the world when it is not there and then serve it.</summary>
    /// <param name="options">Folder, addresses, database.</param>
    /// <param name="facts">More facts than the story needs.</param>
    /// <param name="progress">Facts written so far.</param>
    public static NodeOptions Of(NodeOptions options, int facts = 0, IProgress<long>? progress = null)
    {
        var sign = Path.Combine(Path.GetFullPath(options.Folder), "demo");
        return options with
        {
            Demo = true,
            Check = folder => Check(folder, sign),
            Prepare = store => MakeAsync(store, sign, Path.Combine(Path.GetFullPath(options.Folder), "files"), facts, progress),
        };
    }

    /// <summary>Refuses <c>demo.real-node</c> for a folder that holds a node that is not a demo.</summary>
    private static Refusal? Check(DataFolder folder, string sign)
    {
        if (!File.Exists(folder.Record)) return null;
        if (!File.Exists(sign)) return new Refusal("demo.real-node", ("folder", folder.Root));
        if (File.ReadAllText(sign) == Begun)
            foreach (var part in new[] { "", "-wal", "-shm" }) File.Delete(folder.Record + part);
        return null;
    }

    private static async Task MakeAsync(EvidenceStore store, string sign, string files, int facts, IProgress<long>? progress)
    {
        if (!DemoWorld.IsWanted(store))
        {
            if (!File.Exists(sign)) throw new InvalidOperationException("The database holds a node that is not this demo.");
            return;
        }

        await File.WriteAllTextAsync(sign, Begun);
        await DemoWorld.MakeAsync(store, files, facts, progress);
        await File.WriteAllTextAsync(sign, Whole);
    }
}

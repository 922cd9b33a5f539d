using System.Globalization;

namespace Puente.Evidence.Keeping;

/// <summary>
/// The folder of a node, held exclusively while it is open: a running node and the commands that work on a stopped one never meet.
/// <list type="table">
/// <item><term>puente.db</term><description>the record, when it is kept in SQLite (with -wal and -shm beside it while in use)</description></item>
/// <item><term>puente.lock</term><description>held by the process that works on the folder; says which</description></item>
/// <item><term>backups/</term><description>archives that a running node was asked for</description></item>
/// <item><term>files/</term><description>files received for import, and what came of them</description></item>
/// <item><term>vocabulary.yaml, vocabulary/</term><description>kinds that this node adds, YAML files of the form of the product's own</description></item>
/// <item><term>regimes.yaml</term><description>legal regimes that this node adds, or tightens</description></item>
/// <item><term>presets.yaml</term><description>presets that this node adds</description></item>
/// </list>
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "puente.lock";
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Root, _lock) = (path, held);

    /// <summary>The folder, as a full path.</summary>
    public string Root { get; }

    /// <summary>The SQLite file of the record.</summary>
    public string Record => Path.Combine(Root, "puente.db");

    /// <summary>Where a running node puts its backups.</summary>
    public string Backups => Made("backups");

    /// <summary>Where files received for import are kept.</summary>
    public string Files => Made("files");

    /// <summary>True when a node was made here before.</summary>
    public static bool HasNode(string path) => File.Exists(Path.Combine(path, "puente.db")) || File.Exists(Path.Combine(path, LockName));

    /// <summary>Opens the folder, making it when it is not there. Refuses <c>keeping.in-use</c> while another process holds it.</summary>
    public static Result<DataFolder> Open(string path)
    {
        var root = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(root);
        else Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            var held = new FileStream(Path.Combine(root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            held.Flush();
            return new DataFolder(root, held);
        }
        catch (IOException)
        {
            return new Refusal("keeping.in-use", ("folder", root));
        }
    }

    /// <summary>Lets the next process have the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private string Made(string name)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(path);
        return path;
    }
}

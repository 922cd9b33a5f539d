namespace Puente.Mutants;

/// <summary>The copies of one assembly under artifacts/bin: set aside, overwritten, put back.</summary>
internal sealed class Kept : IDisposable
{
    private readonly string _own;
    private readonly List<(string Path, byte[] Bytes)> _copies = [];

    /// <summary>Sets aside every copy of the assembly that the project makes; of none if there is no project.</summary>
    public Kept(string bin, string? project, string? assembly)
    {
        _own = Path.Combine(bin, project ?? "", "debug", assembly + ".dll");
        if (assembly is null) return;
        foreach (var path in Directory.GetFiles(bin, assembly + ".dll", SearchOption.AllDirectories))
            _copies.Add((path, File.ReadAllBytes(path)));
    }

    /// <summary>Copies the newly built assembly to every place that uses it.</summary>
    public void Spread()
    {
        foreach (var (path, _) in _copies)
            if (path != _own)
                File.Copy(_own, path, overwrite: true);
    }

    public void Dispose()
    {
        foreach (var (path, bytes) in _copies) File.WriteAllBytes(path, bytes);
    }
}

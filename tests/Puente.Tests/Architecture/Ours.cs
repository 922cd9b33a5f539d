using System.Reflection;
using System.Runtime.CompilerServices;

namespace Puente.Tests.Architecture;

/// <summary>The assemblies of the product, as the tests were linked with them.</summary>
internal static class Ours
{
    public static IReadOnlyList<Assembly> Assemblies { get; } = Load();

    /// <summary>Types that a person wrote.</summary>
    public static IEnumerable<Type> Types =>
        Assemblies.SelectMany(a => a.GetTypes()).Where(t =>
            !t.FullName!.Contains('<', StringComparison.Ordinal) && t.Name != "_Imports"
            && !t.FullName.StartsWith("Microsoft.", StringComparison.Ordinal) && !t.FullName.StartsWith("__Blazor.", StringComparison.Ordinal) && !t.FullName.StartsWith("__Blazor.", StringComparison.Ordinal) && !t.IsDefined(typeof(CompilerGeneratedAttribute), false));

    public static string NameOf(Assembly assembly) =>
        assembly.GetName().Name is "puente" ? "Node" : assembly.GetName().Name!["Puente.".Length..];

    private static List<Assembly> Load()
    {
        var found = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        var waiting = new Queue<Assembly>([Assembly.Load("puente"), Assembly.Load("Puente.Evidence"), Assembly.Load("Puente.Ui")]);
        while (waiting.TryDequeue(out var assembly))
        {
            if (!found.TryAdd(assembly.GetName().Name!, assembly)) continue;
            foreach (var name in assembly.GetReferencedAssemblies())
                if (name.Name!.StartsWith("Puente.", StringComparison.Ordinal))
                    waiting.Enqueue(Assembly.Load(name));
        }

        return [.. found.Values];
    }
}

using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Puente.Tests.Ui;

/// <summary>The compiled pages, read as instructions: exact where a search through source would guess.</summary>
internal static class Pages
{
    /// <summary>Our assemblies as they were built.</summary>
    public static IReadOnlyList<AssemblyDefinition> Assemblies { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(f => Path.GetFileName(f) is var name && name.StartsWith("puente", StringComparison.OrdinalIgnoreCase)
                && !name.Contains("Tests", StringComparison.Ordinal) && !name.Contains("Mutants", StringComparison.Ordinal))
            .Select(AssemblyDefinition.ReadAssembly)];

    /// <summary>Every method with a body.</summary>
    public static IEnumerable<MethodDefinition> Methods =>
        from assembly in Assemblies
        from type in assembly.MainModule.GetTypes()
        from method in type.Methods
        where method.HasBody
        select method;

    /// <summary>Every literal text.</summary>
    public static IEnumerable<(MethodDefinition In, string Text)> Literals =>
        from method in Methods
        from i in method.Body.Instructions
        where i.OpCode == OpCodes.Ldstr
        select (method, (string)i.Operand);

    /// <summary>Every call of a method, with the literal texts that were put down for it just before.</summary>
    public static IEnumerable<(MethodDefinition In, MethodReference Called, IReadOnlyList<string> Texts)> Calls(string type)
    {
        foreach (var method in Methods)
        {
            foreach (var i in method.Body.Instructions)
            {
                if (i.Operand is MethodReference called && called.DeclaringType.Name == type)
                    yield return (method, called, TextsBefore(i));
            }
        }
    }

    private static List<string> TextsBefore(Instruction call)
    {
        var texts = new List<string>();
        for (var i = call.Previous; i is not null; i = i.Previous)
        {
            if (i.OpCode == OpCodes.Ldstr)
                texts.Insert(0, (string)i.Operand);
            else if (i.Operand is not MethodReference { Name: "TypeCheck" } && i.OpCode.Code is not (Code.Nop or Code.Box))
                break;
        }
        return texts;
    }

    /// <summary>A readable name of where a method was written.</summary>
    public static string Place(MethodDefinition method) => Outermost(method).FullName;

    /// <summary>Whether the method belongs to a page or component.</summary>
    public static bool IsPage(MethodDefinition method) => Outermost(method).Methods.Any(m => m.Name == "BuildRenderTree");

    private static TypeDefinition Outermost(MethodDefinition method)
    {
        var type = method.DeclaringType;
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type;
    }
}

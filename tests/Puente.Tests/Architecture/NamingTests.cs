namespace Puente.Tests.Architecture;

/// <summary>Names are the field's nouns.</summary>
public sealed class NamingTests
{
    private static readonly string[] CatchAlls = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Impl", "Dto", "Base", "Service", "Processor"];

    [Fact]
    public void No_type_is_named_after_nothing_in_particular() =>
        Ours.Types.Where(t => CatchAlls.Any(c => Plain(t.Name).EndsWith(c, StringComparison.Ordinal)))
            .Select(t => t.FullName).ShouldBeEmpty();

    [Fact]
    public void Namespaces_follow_the_projects() =>
        (from type in Ours.Types
         let project = "Puente." + Ours.NameOf(type.Assembly)
         where type.Namespace is not null && type.Namespace != project && !type.Namespace.StartsWith(project + ".", StringComparison.Ordinal)
         select type.FullName).ShouldBeEmpty();

    [Fact]
    public void Folders_are_namespaces() =>
        (from file in Repository.Under("src/", ".cs")
         let text = Repository.Read(file)
         let at = text.IndexOf("\nnamespace ", StringComparison.Ordinal)
         let start = text.StartsWith("namespace ", StringComparison.Ordinal) ? 10 : at < 0 ? -1 : at + 11
         where start >= 0
         let declared = text[start..text.IndexOf(';', start)]
         let expected = Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.')
         where declared != expected
         select $"{file} declares {declared}").ShouldBeEmpty();

    [Fact]
    public void A_class_that_can_be_sealed_is_sealed() =>
        (from type in Ours.Types
         where type is { IsClass: true, IsAbstract: false, IsSealed: false, IsNested: false } && type.Name != "Program"
         where !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type)
         where !Ours.Types.Any(other => other.BaseType == type)
         select type.FullName).ShouldBeEmpty();

    private static string Plain(string name) => name.Split('`')[0];
}

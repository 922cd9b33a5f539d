using System.Reflection;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Tests.Architecture;

/// <summary>There is no way to read without a viewer: the types make it so.</summary>
public sealed class ReadingTests
{
    private const BindingFlags Outside = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What carries the content of statements out of the record.</summary>
    private static readonly HashSet<Type> Carriers = [typeof(EntityView), typeof(AttributeView), typeof(FactView), typeof(SameAsView), typeof(SourceView), typeof(Origin)];

    [Fact]
    public void Only_the_archive_opens_a_reading_and_only_the_roster_makes_a_viewer()
    {
        typeof(Reading).GetConstructors().ShouldBeEmpty();
        typeof(Viewer).GetConstructors().ShouldBeEmpty();
        Makers(typeof(Reading)).ShouldBe(["Archive.ReadAsync"]);
        Makers(typeof(Viewer)).ShouldBe(["Viewer.LookingBack", "Viewers.Open"]);
        typeof(Archive).GetMethod(nameof(Archive.ReadAsync))!.GetParameters()[0].ParameterType.ShouldBe(typeof(Viewer));
    }

    [Fact]
    public void Every_member_that_gives_statements_belongs_to_a_reading_or_asks_for_a_viewer() =>
        (from type in typeof(Reading).Assembly.GetExportedTypes()
         where type != typeof(Reading) && !Carriers.Contains(type)
         from member in type.GetMethods(Outside)
         where Named(member.ReturnType).Any(Carriers.Contains) && !AsksForViewer(type, member) && !IsPartOfAnAnswer(type, member)
         select $"{type.Name}.{member.Name}").ShouldBeEmpty();

    [Fact]
    public void What_is_derived_is_closed_to_other_projects() =>
        typeof(Reading).Assembly.GetExportedTypes().Where(t => t.Name.Contains("Derive", StringComparison.Ordinal)).ShouldBeEmpty();

    private static bool AsksForViewer(Type type, MethodInfo member) =>
        member.GetParameters().Concat(type.GetConstructors().SelectMany(c => c.GetParameters()))
            .Any(p => p.ParameterType == typeof(Viewer) || p.ParameterType == typeof(Reading));

    /// <summary>A record whose own content is an answer, made inside the assembly from a reading.</summary>
    private static bool IsPartOfAnAnswer(Type type, MethodInfo member) =>
        member.IsSpecialName || member.Name is "Deconstruct" or "<Clone>$" || type.IsValueType;

    private static IEnumerable<string> Makers(Type made) =>
        (from type in made.Assembly.GetExportedTypes()
         from method in type.GetMethods(Outside)
         where !method.IsSpecialName && Named(method.ReturnType).Contains(made)
         select $"{type.Name}.{method.Name}").Order(StringComparer.Ordinal);

    private static IEnumerable<Type> Named(Type type)
    {
        yield return type;
        if (type.HasElementType)
            foreach (var inner in Named(type.GetElementType()!)) yield return inner;
        foreach (var argument in type.GetGenericArguments())
            foreach (var inner in Named(argument)) yield return inner;
    }
}

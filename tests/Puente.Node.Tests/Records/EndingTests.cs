using Puente.Evidence.Records;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Records;

/// <summary>Who learns that a statement was corrected, and what may not be retracted.</summary>
public sealed class EndingTests
{
    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_corrected_a_statement_is_told_to_who_sees_that_statement(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var wide = Town.Marking(audience: Town.To("US"));
        var luis = await town.PersonAsync(source, "Luis", wide);
        var old = (await town.RecordAsync(source, Town.Marking(), b => b.Attributes.Add(new NewAttribute(luis, "alias", "El Bombero")))).Attributes[0];
        var corrected = (await town.RecordAsync(source, wide, b => b.Attributes.Add(new NewAttribute(luis, "alias", "El Bombo", Supersedes: old)))).Attributes[0];
        (await (await town.ReadAsync("ana")).SuccessorAsync(old)).ShouldBe(corrected);
        var other = await town.ReadAsync("dan");
        (await other.AttributeAsync(corrected)).ShouldNotBeNull();
        (await other.SuccessorAsync(old)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_person_about_whom_more_is_recorded_keeps_a_role(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var attributes = await (await town.ReadAsync("ana")).AttributesAsync(luis);
        var (role, name) = (attributes.Single(a => a.Property == Standing.Property).Id, attributes.Single(a => a.Property == "name").Id);
        (await town.Recorder.RetractAsync(town.Viewer("ana"), role, "a mistake")).Refusal!.Code.ShouldBe("standing.last-role");
        (await town.Recorder.RetractAsync(town.Viewer("ana"), name, "nobody")).IsOk.ShouldBeTrue();
        (await town.Recorder.RetractAsync(town.Viewer("ana"), role, "nobody")).IsOk.ShouldBeTrue();
    }
}

using Dapper;
using Puente.Evidence.Keeping;
using Puente.Evidence.Storage;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Keeping;

/// <summary>The doctor finds what is wrong and says nothing else.</summary>
public sealed class DoctorTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_demo_world_is_healthy(Engine engine)
    {
        await using var vault = await Vault.NewAsync(engine);
        var checkups = await vault.Store.Doctor.ExamineAsync().ToListAsync();
        checkups.Where(c => !c.Healthy).ShouldBeEmpty();
        checkups.Single(c => c.Code == "count.attribute").Count.ShouldBeGreaterThan(700);
    }

    [Theory]
    [InlineData("update attribute set entity = 999999 where key = (select min(key) from attribute)", "owner.attribute-entity")]
    [InlineData("update fact set to_key = 999999 where key = (select min(key) from fact)", "owner.fact-to")]
    [InlineData("update fact set marking = 999999 where key = (select min(key) from fact)", "owner.fact-marking")]
    [InlineData("update same_as set recording = 999999 where key = (select min(key) from same_as)", "owner.same_as-recording")]
    [InlineData("update recording set source = 999999 where key = (select min(key) from recording)", "owner.recording-source")]
    [InlineData("update marking set canon = '{}' where key = 2", "marking.readable")]
    [InlineData("update source set regime = 'whim' where key = (select min(key) from source)", "regime.known")]
    [InlineData("insert into dataset (key, unit, officer, title, source, marking, columns, rows, rejected, secret, made) select 9001, 'US/ATF/PHX', 1, 'x', min(key), 2, '[]', 0, 0, x'00', 0 from source where state = 1", "files.missing", 2)]
    [InlineData("insert into hold (key, statement, reason, owner, officer, since) values (1, 999999, 'x', 'US/ATF', 1, 0)", "owner.hold-statement")]
    public async Task What_is_broken_is_named(string sql, string code, long count = 1)
    {
        await using var vault = await Vault.NewAsync(Engine.Sqlite);
        await vault.Store.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction));
        var sick = await vault.Store.Doctor.ExamineAsync().Where(c => !c.Healthy).ToListAsync();
        sick.ShouldContain(c => c.Code == code && c.Count == count);
    }

    [Fact]
    public async Task Two_processes_never_have_one_folder()
    {
        await using var place = await Databases.NewAsync(Engine.Sqlite);
        using (var first = DataFolder.Open(place.Folder).Value)
            DataFolder.Open(place.Folder).Refusal!.Code.ShouldBe("keeping.in-use");
        DataFolder.Open(place.Folder).Value.Dispose();
    }
}

using Dapper;

namespace Puente.Node.Tests.Fixtures;

/// <summary>Every store of a test is new, and gone afterwards.</summary>
public sealed class DatabasesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_new_place_is_empty_and_apart_from_others(Engine engine)
    {
        await using var one = await Databases.NewAsync(engine);
        await using var two = await Databases.NewAsync(engine);
        await using (var store = await one.OpenAsync())
        await using (var connection = await store.OpenAsync())
            await connection.ExecuteAsync("insert into node (name, value) values ('a', 'b')");
        await using var other = await two.OpenAsync();
        await using var reader = await other.OpenAsync();
        (await reader.ExecuteScalarAsync<long>("select count(*) from node")).ShouldBe(0);
    }

    [Fact]
    public async Task A_place_leaves_no_folder()
    {
        var place = await Databases.NewAsync(Engine.Sqlite);
        await (await place.OpenAsync()).DisposeAsync();
        await place.DisposeAsync();
        Directory.Exists(place.Folder).ShouldBeFalse();
    }
}

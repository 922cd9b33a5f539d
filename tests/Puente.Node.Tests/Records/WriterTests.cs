using System.Globalization;
using Dapper;
using Puente.Evidence.Storage;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Records;

/// <summary>The one queue of writes.</summary>
public sealed class WriterTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Memory_follows_each_commit_before_the_next_write_and_before_anybody_is_told(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var writer = town.Database.Writer;
        var (events, told) = (new List<string>(), new List<bool>());
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            var settled = false;
            await writer.WriteAsync(i % 3 == 0 ? Lane.Bulk : Lane.Prompt, async (connection, transaction) =>
            {
                events.Add(string.Create(CultureInfo.InvariantCulture, $"write {i}"));
                return await connection.ExecuteScalarAsync<int>("select 1", transaction: transaction);
            }, one =>
            {
                events.Add(string.Create(CultureInfo.InvariantCulture, $"settle {i}"));
                settled = one == 1;
            });
            lock (told) told.Add(settled);
        }));
        events.Count.ShouldBe(120);
        foreach (var pair in events.Chunk(2)) pair[1].ShouldBe(pair[0].Replace("write", "settle", StringComparison.Ordinal));
        told.ShouldAllBe(t => t);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_rolled_back_does_not_change_memory(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var settled = false;
        await Should.ThrowAsync<InvalidOperationException>(() => town.Database.Writer.WriteAsync<int>(Lane.Prompt, (_, _) => throw new InvalidOperationException("no"), _ => settled = true));
        settled.ShouldBeFalse();
        (await town.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteScalarAsync<int>("select 2", transaction: transaction))).ShouldBe(2);
    }
}

using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Node.Tests.Fixtures;

/// <summary>A database that fails for a while: what is said of entities cannot be read.</summary>
internal static class Outage
{
    /// <summary>Does something while it fails.</summary>
    public static async Task DuringAsync(Archive archive, Func<Task> work)
    {
        await NameAsync(archive, "attribute", "attribute_away");
        await work();
        await NameAsync(archive, "attribute_away", "attribute");
    }

    private static Task<int> NameAsync(Archive archive, string from, string to) =>
        archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteAsync($"alter table {from} rename to {to}", null, transaction));
}

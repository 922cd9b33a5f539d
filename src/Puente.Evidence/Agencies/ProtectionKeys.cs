using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Agencies;

/// <summary>Keys that protect forms, kept in the store so that every process of a node shares them.</summary>
public sealed class ProtectionKeys(Database database) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        return Task.Run(ReadAsync).GetAwaiter().GetResult();

        async Task<IReadOnlyCollection<XElement>> ReadAsync()
        {
            await using var connection = await database.OpenAsync();
            return [.. (await connection.QueryAsync<string>("select xml from protection_key order by name")).Select(XElement.Parse)];
        }
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        Task.Run(() => database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
            connection.ExecuteAsync("insert into protection_key (name, xml) values (@friendlyName, @xml) on conflict (name) do update set xml = excluded.xml",
                new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }, transaction))).GetAwaiter().GetResult();
    }
}

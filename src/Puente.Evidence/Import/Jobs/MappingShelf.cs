using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Jobs;

/// <summary>A mapping that a unit keeps.</summary>
/// <param name="Key">Key of this version.</param>
/// <param name="Name">Name, unique within the unit.</param>
/// <param name="Title">Title.</param>
/// <param name="Text">The mapping as YAML.</param>
/// <param name="Saved">When it was saved.</param>
public sealed record KeptMapping(long Key, string Name, string Title, string Text, DateTimeOffset Saved);

/// <summary>Mappings that units keep for reuse. Saving under a name keeps the versions before.</summary>
public sealed class MappingShelf(Archive archive, ActLog acts)
{
    /// <summary>Mappings of the viewer's unit by title.</summary>
    public async Task<IReadOnlyList<KeptMapping>> ListAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Roles.HasFlag(Role.Importer))
            return [];
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<(long Key, string Name, string Title, string Text, long Saved)>(
            "select key, name, title, text, saved from mapping where unit = @unit and current = 1 order by title, key", new { unit = by.Unit.Code });
        return [.. rows.Select(r => new KeptMapping(r.Key, r.Name, r.Title, r.Text, DateTimeOffset.FromUnixTimeMilliseconds(r.Saved)))];
    }

    /// <summary>A mapping of the viewer's unit by name, or null.</summary>
    public async Task<KeptMapping?> FindAsync(Viewer by, string name, CancellationToken stop = default) =>
        (await ListAsync(by, stop)).FirstOrDefault(m => m.Name == name);

    /// <summary>Keeps a mapping under its name. Refuses <c>import.not-allowed</c>.</summary>
    public async Task<Result<KeptMapping>> SaveAsync(Viewer by, Mapping mapping)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(mapping);
        if (!by.Roles.HasFlag(Role.Importer))
            return new Refusal("import.not-allowed");
        var text = MappingWriter.Write(mapping);
        return await archive.Database.Writer.WriteAsync<Result<KeptMapping>>(Lane.Prompt, async (connection, transaction) =>
        {
            var (unit, now) = (by.Unit.Code, archive.Clock.GetUtcNow());
            var key = await ImportRow.NextKeyAsync(connection, transaction, "mapping");
            await connection.ExecuteAsync("update mapping set current = 0 where unit = @unit and name = @Name and current = 1", new { unit, mapping.Name }, transaction);
            await connection.ExecuteAsync(
                "insert into mapping (key, unit, name, title, text, officer, saved, current) values (@key, @unit, @Name, @Title, @text, @officer, @saved, 1)",
                new { key, unit, mapping.Name, mapping.Title, text, officer = by.Officer.Id.Key, saved = now.ToUnixTimeMilliseconds() }, transaction);
            await acts.WriteAsync(connection, transaction, by, "mapping.save", archive.Ids.Text(IdKind.Mapping, key), null, new { mapping.Name });
            return new KeptMapping(key, mapping.Name, mapping.Title, text, now);
        });
    }
}

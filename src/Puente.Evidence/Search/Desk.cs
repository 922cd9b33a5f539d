using System.Data.Common;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Search;

/// <summary>
/// Shows complete identifiers to the markings that point or stay silent, inside the transaction that saves the search, so that an asker
/// waits the same whether anything was there or not.
/// </summary>
internal sealed class Desk(Archive archive, ActLog acts, Reading reading, DbConnection connection, DbTransaction transaction, DateTimeOffset now)
{
    private const int Chunk = 400;
    private readonly long _day = now.ToUnixTimeMilliseconds() / (24 * 3600 * 1000L);

    /// <summary>The units that pointers name, by line, and whether the quota was used up beforehand.</summary>
    public async Task<(IReadOnlyCollection<Pointer> Pointers, bool Paused)> AskAsync(long search, ILookup<string, int> asked)
    {
        var officer = reading.Viewer.Officer.Id.Key;
        var given = await connection.ExecuteScalarAsync<long>(
            "select count(*) from desk_notice where officer = @officer and day = @day and kind = 'pointer'", new { officer, day = _day }, transaction);
        var paused = given >= SavedSearches.PointersADay;
        var pointers = new HashSet<Pointer>();
        foreach (var (term, statement, marking, mode) in await CoveredAsync(asked))
        {
            var owner = archive.Markings[new MarkingId(marking)];
            if (mode == Mode.Silent)
            {
                await TellAsync(search, "silent", owner.Unit, statement, marking);
                continue;
            }

            if (paused || given >= SavedSearches.PointersADay) continue;
            if (await TellAsync(search, "pointer", owner.Unit, statement, marking)) given++;
            foreach (var line in asked[term]) pointers.Add(new Pointer(line, owner.Unit));
        }

        return (pointers, paused);
    }

    private async Task<IReadOnlyList<(string Term, long Statement, long Marking, Mode Mode)>> CoveredAsync(ILookup<string, int> asked)
    {
        var covered = new List<(string, long, long, Mode)>();
        foreach (var chunk in asked.Select(a => a.Key).Chunk(Chunk))
        {
            var names = new DynamicParameters();
            for (var i = 0; i < chunk.Length; i++) names.Add($"t{i}", chunk[i]);
            var rows = await connection.QueryAsync<(string Term, long Attribute, long Recording, long Marking, long? Ended)>(
                $"select term, attribute, recording, marking, ended from term where term in ({string.Join(", ", chunk.Select((_, i) => $"@t{i}"))}) order by attribute", names, transaction);
            covered.AddRange(rows.Where(r => reading.InForce(r.Recording) && !(r.Ended is { } end && reading.InForce(end)))
                .Select(r => (r.Term, r.Attribute, r.Marking, reading.Sight[r.Marking].Mode))
                .Where(r => r.Mode is Mode.Pointer or Mode.Silent));
        }

        return covered;
    }

    /// <summary>Leaves word at the owner's desk, once a day for each officer and statement; a pointer is also an act. True when it is new.</summary>
    private async Task<bool> TellAsync(long search, string kind, string unit, long statement, long marking)
    {
        var by = reading.Viewer;
        var told = await connection.ExecuteScalarAsync<long>(
            "select count(*) from desk_notice where officer = @officer and day = @day and statement = @statement", new { officer = by.Officer.Id.Key, day = _day, statement }, transaction);
        if (told > 0) return false;
        await connection.ExecuteAsync(
            """
            insert into desk_notice (key, unit, at, day, kind, officer, asking_unit, purpose, statement, marking)
            values (@key, @unit, @at, @day, @kind, @officer, @asking, @Purpose, @statement, @marking)
            """,
            new
            {
                key = await SavedSearches.NextAsync(connection, transaction, "desk_notice"),
                unit,
                at = now.ToUnixTimeMilliseconds(),
                day = _day,
                kind,
                officer = by.Officer.Id.Key,
                asking = by.Unit.Code,
                by.Purpose,
                statement,
                marking,
            }, transaction);
        if (kind == "pointer")
            await acts.WriteAsync(connection, transaction, by, "search.pointer", archive.Ids.Text(IdKind.Search, search), new MarkingId(marking), new { unit });
        return true;
    }
}

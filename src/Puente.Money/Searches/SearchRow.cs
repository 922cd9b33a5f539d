using System.Data.Common;
using Dapper;
using Puente.Evidence.Sharing;
using Puente.Money.Patterns;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Searches;

/// <summary>A search as it is stored. Names follow the columns.</summary>
internal sealed record SearchRow
{
    public const string Select = "select key, unit, purpose, ceiling, officer, asked, state, finished, reached, transfers, untimed, met, cuts from money_search";

    /// <summary>The condition of an office's rows.</summary>
    public const string OfOffice = "unit = @Unit and purpose = @Purpose and ceiling = @Ceiling";

    public long Key { get; init; }

    public string Unit { get; init; } = "";

    public string Purpose { get; init; } = "";

    public long Ceiling { get; init; }

    public long Officer { get; init; }

    public long Asked { get; init; }

    public long State { get; init; }

    public long? Finished { get; init; }

    public long? Reached { get; init; }

    public long Transfers { get; init; }

    public long Untimed { get; init; }

    public long Met { get; init; }

    public string Cuts { get; init; } = "[]";

    public Office Office => new(Unit, Purpose, (Tlp)Ceiling);

    public bool IsBusy => State <= (long)PatternSearchState.Running;

    public PatternSearchView View() => new(
        new PatternSearchId(Key), (PatternSearchState)State, DateTimeOffset.FromUnixTimeMilliseconds(Asked), Moment(Finished), Moment(Reached), Transfers, Untimed, Met, [.. MoneyJson.Read<List<KeptReason>>(Cuts).Select(c => c.Reason())]);

    public static Task<SearchRow?> FindAsync(DbConnection connection, long key) => connection.QuerySingleOrDefaultAsync<SearchRow>($"{Select} where key = @key", new { key });

    /// <summary>Enters a search that waits.</summary>
    public static async Task<long> EnterAsync(DbConnection connection, DbTransaction transaction, Office office, long officer, long now)
    {
        var key = await RoomKeys.NextAsync(connection, transaction, "money_search");
        await connection.ExecuteAsync(
            "insert into money_search (key, unit, purpose, ceiling, officer, asked, state, transfers, untimed, met, cuts) values (@key, @Unit, @Purpose, @ceiling, @officer, @now, 0, 0, 0, 0, '[]')",
            new { key, office.Unit, office.Purpose, ceiling = (long)office.Ceiling, officer, now }, transaction);
        return key;
    }

    /// <summary>Parameters that name an office.</summary>
    public static object Named(Office office) => new { office.Unit, office.Purpose, Ceiling = (long)office.Ceiling };

    private static DateTimeOffset? Moment(long? at) => at is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}

/// <summary>A finding as it is stored.</summary>
internal sealed record FindingRow
{
    public const string Select = "select key, unit, purpose, ceiling, code, search, score, found, body from money_finding";

    public long Key { get; init; }

    public string Unit { get; init; } = "";

    public string Purpose { get; init; } = "";

    public long Ceiling { get; init; }

    public string Code { get; init; } = "";

    public long Search { get; init; }

    public long Score { get; init; }

    public long Found { get; init; }

    public string Body { get; init; } = "{}";

    /// <summary>Keeps findings of an office under a search: one that was found before keeps its key.</summary>
    public static async Task KeepAsync(DbConnection connection, DbTransaction transaction, SearchRow search, IReadOnlyList<(string Code, double Score, KeptFinding Kept)> findings, long now)
    {
        var known = (await connection.QueryAsync<(string Code, long Key)>($"select code, key from money_finding where {SearchRow.OfOffice}", SearchRow.Named(search.Office), transaction)).ToDictionary(f => f.Code, f => f.Key);
        var next = await RoomKeys.NextAsync(connection, transaction, "money_finding");
        foreach (var (code, score, kept) in findings.DistinctBy(f => f.Code))
        {
            var row = new { search.Unit, search.Purpose, search.Ceiling, code, search = search.Key, score = (long)Math.Round(score * 10_000), now, body = MoneyJson.Write(kept), key = known.GetValueOrDefault(code, next) };
            if (row.key == next) next++;
            await connection.ExecuteAsync(known.ContainsKey(code)
                ? "update money_finding set search = @search, score = @score, body = @body where key = @key"
                : "insert into money_finding (key, unit, purpose, ceiling, code, search, score, found, body) values (@key, @Unit, @Purpose, @Ceiling, @code, @search, @score, @now, @body)", row, transaction);
        }
    }
}

using System.Data.Common;
using Dapper;

namespace Puente.Evidence.Records;

/// <summary>
/// The runs of 65,536 keys that hold facts. The indexes of facts by end begin with the run of the key, so that an import touches few
/// pages however many facts there are; a question by end is asked of each run. Thread-safe; only grows.
/// </summary>
internal sealed class FactRuns
{
    private const int Bits = 16;
    private readonly SortedSet<long> _runs = [];
    private string _condition = "";

    /// <summary>Condition on a fact's key that names every run, and leaves nothing out.</summary>
    public string Condition => Volatile.Read(ref _condition);

    /// <summary>Finds the runs of a store by one seek each.</summary>
    public static async Task<FactRuns> LoadAsync(DbConnection connection)
    {
        var runs = new FactRuns();
        for (long? key = 0; (key = await connection.ExecuteScalarAsync<long?>("select min(key) from fact where key >= @key", new { key })) is { } found; key = ((found >> Bits) + 1) << Bits)
            runs._runs.Add(found >> Bits);
        runs.Say();
        return runs;
    }

    /// <summary>Facts with these keys are about to be written.</summary>
    public void Add(long first, int count)
    {
        if (count == 0) return;
        lock (_runs)
        {
            var before = _runs.Count;
            for (var run = first >> Bits; run <= (first + count - 1) >> Bits; run++) _runs.Add(run);
            if (_runs.Count > before) Say();
        }
    }

    private void Say() => Volatile.Write(ref _condition, $"(key >> {Bits}) in ({string.Join(',', _runs.DefaultIfEmpty(0))})");
}

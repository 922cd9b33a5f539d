using System.Security.Cryptography;
using System.Text;
using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>
/// What the rows of returns say as facts: money from one account to another. Of two lines that are one transfer, and stand under one marking, only the
/// outgoing one is a fact, with both ends; under two markings both stay, since a viewer may see only one of them.
/// </summary>
internal sealed class ReturnRows(Archive archive) : IRowFacts
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<DatasetId, IRowReading>> ReadingsAsync(CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var returns = (await connection.QueryAsync<(long Key, long Dataset, long Marking, string Layout, string Columns)>(new CommandDefinition(
            "select r.key, r.dataset, d.marking, r.layout, d.columns from money_return r join dataset d on d.key = r.dataset join source s on s.key = d.source where s.state = 1", cancellationToken: stop))).ToList();
        var markings = returns.ToDictionary(r => r.Key, r => r.Marking);
        var (told, dropped, known) = (new Dictionary<(long, long), string>(), new HashSet<(long, long)>(), returns.ToDictionary(r => r.Key, _ => new Dictionary<long, long>()));
        foreach (var p in await connection.QueryAsync<(long OutReturn, long OutRow, long InReturn, long InRow, string InAccount)>(new CommandDefinition(
            "select p.out_return, p.out_row, p.in_return, p.in_row, p.in_account from money_pair p join money_return r on r.key = p.out_return and r.unit = p.unit where p.decision = 1 or (p.decision = 0 and p.standing = 0) order by p.decision desc, p.score desc, p.key", cancellationToken: stop)))
        {
            if (!markings.TryGetValue(p.OutReturn, out var left) || !markings.TryGetValue(p.InReturn, out var right) || left != right) continue;
            // A line is one with one other only; the pairs that fit best come first.
            if (told.ContainsKey((p.OutReturn, p.OutRow)) || dropped.Contains((p.InReturn, p.InRow))) continue;
            told[(p.OutReturn, p.OutRow)] = p.InAccount;
            dropped.Add((p.InReturn, p.InRow));
            known[p.OutReturn][p.OutRow] = unchecked((long)Alike.With(Alike.Start, p.InAccount));
            known[p.InReturn].TryAdd(p.InRow, 0);
        }

        var readings = new Dictionary<DatasetId, IRowReading>();
        foreach (var r in returns)
            if (ReturnLines.Reading(r.Layout, r.Columns) is { } reading) readings[new DatasetId(r.Dataset)] = new Rows(reading, r.Layout, known[r.Key], row => dropped.Contains((r.Key, row)), row => told.GetValueOrDefault((r.Key, row)));
        return readings;
    }

    private sealed class Rows(LayoutReading reading, string layout, IReadOnlyDictionary<long, long> known, Func<long, bool> dropped, Func<long, string?> told) : IRowReading
    {
        public string Version { get; } = $"{typeof(Rows).Assembly.ManifestModule.ModuleVersionId} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(layout)))}";

        public IReadOnlyDictionary<long, long> Known => known;

        public RowFact? Read(DatasetRow row)
        {
            if (reading.Read(row.Number, row.Line, row.Cells).Line is not { } line) return null;
            var (from, to) = line.Amount < 0 ? (line.Account, line.Counterparty) : (line.Counterparty, line.Account);
            return new RowFact(from, to, line.At.StartMs, Math.Abs(line.Amount), line.Currency, Following.FollowDesk.Payment);
        }

        public RowFact? Told(long row, RowFact fact) =>
            dropped(row) ? null : told(row) is not { } other ? fact : fact with { From = fact.From ?? other, To = fact.To ?? other };
    }
}

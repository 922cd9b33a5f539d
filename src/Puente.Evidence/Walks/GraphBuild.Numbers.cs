using System.Data.Common;
using Dapper;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Walks;

/// <content>
/// An account that rows name by its number and an account of the record with that number are one to a viewer who reads the number. Numbers of
/// fewer than eight characters join nothing: two banks may have given them to two accounts.
/// </content>
internal sealed partial class GraphBuild
{
    private const int ShortestNumber = 8;
    private readonly Dictionary<long, List<int>> _numbers = [];
    private IReadOnlyList<string>? _numbering;

    /// <summary>Joins all accounts of the record to those that rows name.</summary>
    public Task LinkNumbersAsync(DbConnection connection, CancellationToken stop) => LinkNumbersAsync(connection, null, stop);

    private async Task LinkNumbersAsync(DbConnection connection, IReadOnlyCollection<long>? entities, CancellationToken stop)
    {
        if (_datasets.Count == 0) return;
        foreach (var entity in (IEnumerable<long>?)entities ?? [.. _numbers.Keys])
            if (_numbers.Remove(entity, out var links))
                foreach (var link in links) Graph.RemoveLink(link);
        var which = entities is null ? "" : $" and entity in {Database.In(entities)}";
        foreach (var (entity, value, recording, marking, ended) in await connection.QueryAsync<(long, string, long, long, long?)>(new CommandDefinition(
            $"select entity, value, recording, marking, ended from attribute where property in {Database.In(Properties())}{which}", cancellationToken: stop)))
        {
            if (value.Length < ShortestNumber || !Stands(recording, ended) || Vertices.Find(value) is not { } account) continue;
            if (!_numbers.TryGetValue(entity, out var links)) _numbers[entity] = links = [];
            links.Add(Graph.AddLink(Vertices.Of(entity), account, Slots.Of(new Slot(marking, -1, -1, IsNumber: true))));
        }
    }

    /// <summary>The properties that number an account, as far as any statement has used them by now.</summary>
    private List<long> Properties() => [.. Numbering().Select(code => _archive.Codes.TryFind(code, out var key) ? key : 0).Where(key => key != 0)];

    private IReadOnlyList<string> Numbering() => _numbering ??=
        [.. _archive.Vocabulary.Kinds.SelectMany(k => k.Properties).Where(p => p.Rule is IdentifierRule.Account or IdentifierRule.Exact).Select(p => p.Code).Distinct(StringComparer.Ordinal)];
}

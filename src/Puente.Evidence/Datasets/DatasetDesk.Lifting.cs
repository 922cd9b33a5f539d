using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Datasets;

public sealed partial class DatasetDesk
{
    /// <summary>
    /// Lifts a row: records statements that come from the dataset's source and point to the row, under a marking of their own. Only the unit
    /// whose dataset it is may. Refuses <c>dataset.no-such-dataset</c>, <c>dataset.no-such-row</c>, <c>dataset.not-yours</c> and whatever
    /// recording refuses.
    /// </summary>
    public async Task<Result<Recorded>> LiftAsync(Viewer by, DatasetId id, long number, Evaluation evaluation, Marking marking, string language, Batch batch, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (await FindAsync(by, id, stop) is not { } found)
            return new Refusal("dataset.no-such-dataset");
        if (found.Unit != by.Unit.Code)
            return new Refusal("dataset.not-yours");
        if (await RowAsync(by, id, number, stop) is null)
            return new Refusal("dataset.no-such-row", ("row", number.ToString(CultureInfo.InvariantCulture)));
        var pointing = new Batch();
        foreach (var entity in batch.Entities)
            pointing.Entities.Add(entity);
        foreach (var attribute in batch.Attributes)
            pointing.Attributes.Add(attribute with { Detail = Pointer(attribute.Detail, id, number) });
        foreach (var fact in batch.Facts)
            pointing.Facts.Add(fact with { Detail = Pointer(fact.Detail, id, number) });
        return await recorder.RecordAsync(by, new Provenance(new SourceId(found.Source), evaluation, marking, language), pointing, (connection, transaction, recorded) =>
            connection.ExecuteAsync("insert into dataset_lift (dataset, number, recording) values (@Key, @number, @recording)", new { id.Key, number, recording = recorded.Recording.Key }, transaction));
    }

    /// <summary>For rows that were lifted, a statement of each that the viewer sees.</summary>
    public async Task<IReadOnlyDictionary<long, StatementId>> LiftedAsync(Reading reading, DatasetId id, long first, long last, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        await using var connection = await archive.Database.OpenAsync(stop);
        var lifts = (await connection.QueryAsync<(long Number, string What, long Statement)>(
            """
            select l.number, 'attribute', a.key from dataset_lift l join attribute a on a.recording = l.recording where l.dataset = @Key and l.number between @first and @last
            union all
            select l.number, 'fact', f.key from dataset_lift l join fact f on f.recording = l.recording where l.dataset = @Key and l.number between @first and @last
            """, new { id.Key, first, last })).ToList();
        var seen = new Dictionary<long, StatementId>();
        foreach (var (number, what, statement) in lifts)
        {
            if (seen.ContainsKey(number))
                continue;
            var key = new StatementId(what == "fact" ? IdKind.Fact : IdKind.Attribute, statement);
            if (what == "fact" ? await reading.FactAsync(key, stop) is { Ended: false } : await reading.AttributeAsync(key, stop) is { Ended: false })
                seen[number] = key;
        }
        return seen;
    }

    /// <summary>Every row of a dataset that stands in a fact that the viewer sees, with the fact.</summary>
    public async Task<IReadOnlyList<(DatasetId Dataset, long Row, StatementId Fact)>> LiftedAsync(Reading reading, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        await using var connection = await archive.Database.OpenAsync(stop);
        var lifts = (await connection.QueryAsync<(long Dataset, long Row, long Fact)>(new CommandDefinition(
            "select l.dataset, l.number, f.key from dataset_lift l join fact f on f.recording = l.recording order by f.key", cancellationToken: stop)))
            .Select(l => (new DatasetId(l.Dataset), l.Row, Fact: new StatementId(IdKind.Fact, l.Fact))).ToList();
        if (lifts.Count == 0) return [];
        var seen = await reading.FactsAsync([.. lifts.Select(l => l.Fact)], stop);
        return [.. lifts.Where(l => seen.TryGetValue(l.Fact, out var fact) && !fact.Ended)];
    }

    private string Pointer(string? detail, DatasetId id, long number)
    {
        var pointer = detail is null ? [] : JsonNode.Parse(detail)!.AsObject();
        pointer["dataset"] = archive.Ids.Text(IdKind.Dataset, id.Key);
        pointer["row"] = number;
        return pointer.ToJsonString();
    }
}

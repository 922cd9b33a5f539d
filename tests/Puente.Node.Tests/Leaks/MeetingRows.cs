using System.Globalization;
using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Walks;

namespace Puente.Node.Tests.Leaks;

/// <summary>A room that reads the rows of every dataset of a leak world as meetings.</summary>
internal sealed class MeetingRows(Archive archive) : IRowFacts
{
    public async Task<IReadOnlyDictionary<DatasetId, IRowReading>> ReadingsAsync(CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return (await connection.QueryAsync<long>("select key from dataset")).ToDictionary(key => new DatasetId(key), _ => (IRowReading)new Meetings());
    }

    private sealed class Meetings : IRowReading
    {
        public string Version => "";

        public IReadOnlyDictionary<long, long> Known { get; } = new Dictionary<long, long>();

        public RowFact? Told(long row, RowFact fact) => fact;

        public RowFact? Read(DatasetRow row) => new(row.Cells[0], row.Number == 2 ? null : "the house", Day(row.Cells[1]), row.Number, "USD", "contact");

        private static long Day(string text) => new DateTimeOffset(DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeMilliseconds();
    }
}

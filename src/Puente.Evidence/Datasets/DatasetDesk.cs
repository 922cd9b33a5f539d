using Dapper;
using Microsoft.Extensions.Logging;
using Puente.Evidence.Acts;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Datasets;

/// <summary>
/// Bulk tables with one source and one marking. Rows never change; only viewers whom the marking gives everything see a dataset at all, others
/// get the same answer as for one that is not there.
/// </summary>
public sealed partial class DatasetDesk(Archive archive, Recorder recorder, ActLog acts, DatasetFiles files, ILogger<DatasetDesk>? log = null)
{
    private async Task<DatasetRecord?> FindAsync(Viewer by, DatasetId id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var found = await connection.QuerySingleOrDefaultAsync<DatasetRecord>($"{DatasetRecord.Select} where d.key = @Key", new { id.Key });
        return found is not null && Reads(by, found) ? found : null;
    }

    private bool Reads(Viewer by, DatasetRecord row) =>
        row.State == 1 && VerdictOf(by, row).Mode == Mode.Full;

    private Verdict VerdictOf(Viewer by, DatasetRecord row) => archive.VerdictOf(by.Subject, archive.Markings[new MarkingId(row.Marking)]);

    private sealed record DatasetRecord
    {
        public const string Select = "select d.key, d.title, d.source, d.marking, d.columns, d.rows, d.rejected, d.secret, d.made, d.unit, s.state from dataset d join source s on s.key = d.source";

        public long Key { get; init; }

        public string Title { get; init; } = "";

        public long Source { get; init; }

        public long Marking { get; init; }

        public string Columns { get; init; } = "";

        public long Rows { get; init; }

        public long Rejected { get; init; }

        public byte[] Secret { get; init; } = [];

        public long Made { get; init; }

        public string Unit { get; init; } = "";

        public long State { get; init; }

        public DatasetView View(Marking marking) => new(new DatasetId(Key), Title, new SourceId(Source), marking, ImportJson.Read<List<DatasetColumn>>(Columns), Rows, Rejected, DateTimeOffset.FromUnixTimeMilliseconds(Made));
    }
}

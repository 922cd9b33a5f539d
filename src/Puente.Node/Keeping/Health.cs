using Dapper;
using Puente.Evidence.Keeping;
using Puente.Evidence.Storage;
using Puente.Node.Certificates;

namespace Puente.Node.Keeping;

/// <summary>Whether the node can work, for whoever watches machines: nothing of people or of the record.</summary>
internal sealed class Health(Database database, DataFolder folder, ClockWatch watch, ServerCertificates certificates, TimeProvider clock)
{
    /// <summary>Less space than this on the disk of the data folder is too little to go on recording.</summary>
    public const long LeastSpace = 200L << 20;

    /// <summary>Each thing that was looked at, and whether it is well.</summary>
    public async Task<IReadOnlyList<(string Name, bool Well)>> LookAsync(CancellationToken stop)
    {
        using var certificate = certificates.Server();
        return
        [
            ("store", await AnswersAsync(stop)),
            ("space", Space() >= LeastSpace),
            ("clock", watch.Now.Code != "clock.unfit"),
            ("certificate", certificate is null ? !certificates.IsReady : certificate.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime),
        ];
    }

    /// <summary>Bytes left on the disk of the data folder.</summary>
    public long Space() => new DriveInfo(folder.Root).AvailableFreeSpace;

    private async Task<bool> AnswersAsync(CancellationToken stop)
    {
        try
        {
            await using var connection = await database.OpenAsync(stop);
            return await connection.ExecuteScalarAsync<long>(new CommandDefinition("select 1", commandTimeout: 5, cancellationToken: stop)) == 1;
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }
}

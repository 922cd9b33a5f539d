using System.Diagnostics;
using System.Globalization;
using System.Text;
using Puente.Money.Records.Plain;
using Puente.Money.Tracing;

namespace Puente.Bench;

/// <summary>How long it takes from a plain file of transfers to a table that answers.</summary>
internal static class TransferFileBench
{
    private const int Rounds = 5;
    private const double TargetSeconds = 4;

    public static async Task<int> RunAsync(int rows, string? results, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("transfers-");
        try
        {
            var path = Path.Combine(folder.FullName, "transfers.csv");
            Write(path, rows);
            var report = new Report("A plain file of transfers", string.Create(CultureInfo.InvariantCulture, $"transfers --transfers {rows}"));
            report.Line(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} invented transfers (seed 7) between {Math.Max(10, rows / 10):N0} accounts over three years, {new FileInfo(path).Length / 1e6:N0} MB of CSV, read {Rounds} times in one process, the file in the"));
            report.Line(string.Create(CultureInfo.InvariantCulture, $"system's cache after the first. To be met at ten million: file to first answer <= {TargetSeconds} s; the index that answers comes on top of the reading."));
            report.Line("");
            report.Table("round", "reading s", "index of accounts s", "MB/s", "managed memory after, MB");
            for (var round = 1; round <= Rounds; round++)
            {
                stop.ThrowIfCancellationRequested();
                var watch = Stopwatch.StartNew();
                var reading = TransferFile.Read(path, TransferMappingReader.Named("amlsim"), stop);
                var read = watch.Elapsed.TotalSeconds;
                if (reading.Tally.Read != rows) throw new InvalidOperationException($"{reading.Tally} of {rows}");
                var index = new TransferIndex(reading.Transfers);
                var indexed = watch.Elapsed.TotalSeconds - read;
                report.Row($"{round}", $"{read:F2}", $"{indexed:F2}", new FileInfo(path).Length / 1e6 / read, GC.GetTotalMemory(true) / 1e6);
                GC.KeepAlive(index);
            }

            await report.SaveAsync(results, "transfer-file.md");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A file in the columns of AMLSim.</summary>
    private static void Write(string path, int rows)
    {
        var random = new Random(7);
        var accounts = Math.Max(10, rows / 10);
        using var to = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
        to.Write("tran_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp\n");
        var start = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < rows; i++)
        {
            // A product of two numbers: some accounts are far busier than others.
            var from = (int)(random.NextDouble() * random.NextDouble() * accounts);
            var day = start.AddDays(1095.0 * i / rows);
            to.Write(string.Create(CultureInfo.InvariantCulture, $"{i},{from},{random.Next(accounts)},{(i % 9 == 0 ? "CASH" : "WIRE")},{random.Next(1, 900_000) / 100m:F2},{day:yyyy-MM-dd}\n"));
        }
    }
}

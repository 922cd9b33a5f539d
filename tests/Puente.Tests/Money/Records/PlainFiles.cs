using System.IO.Compression;
using System.Text;
using Puente.Money.Records.Plain;

namespace Puente.Tests.Money.Records;

/// <summary>Files of a test's own, read at once and gone.</summary>
internal static class PlainFiles
{
    public static TransferReading Read(string text, string? mapping = null, Encoding? encoding = null, bool pack = false, string name = "file.csv")
    {
        var folder = Directory.CreateTempSubdirectory("transfers-");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            using (var file = File.Create(path))
            using (var packed = pack ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file)
                packed.Write((encoding ?? new UTF8Encoding(false)).GetBytes(text));
            return TransferFile.Read(path, mapping is null ? null : Mapping(mapping));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static TransferMapping Mapping(string yaml)
    {
        var reading = TransferMappingReader.Read(yaml);
        reading.Problems.ShouldBeEmpty();
        return reading.Mapping!;
    }

    /// <summary>A row as a reader would write it down.</summary>
    public static string Row(TransferReading reading, int row)
    {
        var all = reading.Transfers;
        return $"{all.Id(row)} {all.Accounts[all.From[row]]}>{all.Accounts[all.To[row]]} {DateTimeOffset.FromUnixTimeMilliseconds(all.Time[row]):yyyy-MM-ddTHH:mm:ss} {all.Amount[row]} {all.Currencies[all.Currency[row]].Code} {all.Kinds[all.Kind[row]]}".TrimEnd();
    }
}

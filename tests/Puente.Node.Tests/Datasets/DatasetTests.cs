using System.Security.Cryptography;
using System.Text;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Records;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Import;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Datasets;

public sealed class DatasetTests
{
    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_dataset_is_typed_sealed_read_by_those_who_may_and_exported_plain(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var folder = Directory.CreateTempSubdirectory("puente-datasets-");
        try
        {
            var desk = new DatasetDesk(town.Town.Archive, town.Town.Recorder, town.Town.Acts, town.Uploads, town.Tables, folder.FullName);
            var ana = town.Town.Viewer("ana");
            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes("n;who;when;sum\n1;Peña;03/04/2024;1.234,50\n;;;\n2;Ana;31/02/2024;1,00\n3;Bo;;-2,5\n"));
            var upload = (await town.Uploads.ReceiveAsync(ana, "calls.csv", bytes)).Value;
            DatasetColumn[] columns = [new("n", DatasetType.Integer), new("who", DatasetType.Text), new("when", DatasetType.Date), new("sum", DatasetType.Decimal)];
            var made = (await desk.MakeAsync(ana, upload.Id, new FileShape { Dates = Evidence.Time.DateOrder.DayFirst, DecimalSign = ',' }, columns,
                new NewSource("dataset", "Calls", null, "agency-record", null, Town.Marking()))).Value;
            (made.Rows, made.Blank).ShouldBe((2, 1));
            made.Rejected.Select(p => (p.Line, p.Column, p.Code)).ShouldBe([(4, "when", "dataset.type")]);

            var rows = (await desk.RowsAsync(ana, made.Id)).Value;
            rows.Select(r => (r.Number, r.Line)).ShouldBe([(1, 2), (2, 5)]);
            rows[0].Cells.ShouldBe(["1", "Peña", "2024-04-03", "1234.500000"]);
            rows[1].Cells.ShouldBe(["3", "Bo", "", "-2.500000"]);
            (await desk.ListAsync(ana)).Single().Title.ShouldBe("Calls");
            (await desk.ListAsync(town.Town.Viewer("eva"))).ShouldBeEmpty();
            (await desk.RowsAsync(town.Town.Viewer("eva"), made.Id)).Refusal!.Code.ShouldBe("dataset.no-such-dataset");

            var sealedBytes = await File.ReadAllBytesAsync(folder.GetFiles("*.dataset").Single().FullName, Xunit.TestContext.Current.CancellationToken);
            Encoding.UTF8.GetString(sealedBytes).ShouldNotContain("PAR1");
            using var plain = new MemoryStream();
            (await desk.ExportAsync(ana, made.Id, plain)).Refusal.ShouldBeNull();
            Encoding.ASCII.GetString(plain.ToArray()[..4]).ShouldBe("PAR1");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task A_sealed_file_opens_whole_or_not_at_all(int length)
    {
        var stop = Xunit.TestContext.Current.CancellationToken;
        var (key, content) = (SealedFile.NewKey(), RandomNumberGenerator.GetBytes(length));
        using var to = new MemoryStream();
        await SealedFile.SealAsync(new MemoryStream(content), to, key, stop);
        using var back = new MemoryStream();
        await SealedFile.OpenAsync(new MemoryStream(to.ToArray()), back, key, stop);
        back.ToArray().ShouldBe(content);
        var cut = to.ToArray()[..^1];
        await Should.ThrowAsync<CryptographicException>(() => SealedFile.OpenAsync(new MemoryStream(cut), new MemoryStream(), key, stop));
        if (length > 100_000)
            await Should.ThrowAsync<CryptographicException>(() => SealedFile.OpenAsync(new MemoryStream(to.ToArray()[..(65_536 + 16)]), new MemoryStream(), key, stop));
    }
}

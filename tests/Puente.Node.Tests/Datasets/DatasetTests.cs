using System.Security.Cryptography;
using System.Text;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
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
            (made.Rows, made.Blank, made.Rejected).ShouldBe((2, 1, 1));
            using var rejected = new StringWriter();
            (await desk.WriteRejectedAsync(ana, made.Id, rejected, new RejectedWords("line", "column", "reason", p => p.Code))).Value.ShouldBe(1);
            rejected.ToString().ShouldBe("line,column,reason,n,who,when,sum\r\n4,when,dataset.type,2,Ana,31/02/2024,\"1,00\"\r\n");

            var rows = (await desk.RowsAsync(ana, made.Id)).Value.Rows;
            rows.Select(r => (r.Number, r.Line)).ShouldBe([(1, 2), (2, 5)]);
            rows[0].Cells.ShouldBe(["1", "Peña", "2024-04-03", "1234.50"]);
            rows[1].Cells.ShouldBe(["3", "Bo", "", "-2.5"]);
            (await desk.ListAsync(ana)).Single().Title.ShouldBe("Calls");
            (await desk.ListAsync(town.Town.Viewer("eva"))).ShouldBeEmpty();
            (await desk.RowsAsync(town.Town.Viewer("eva"), made.Id)).Refusal!.Code.ShouldBe("dataset.no-such-dataset");

            (await desk.RowsAsync(ana, made.Id, filter: new DatasetFilter(1, "pena"))).Value.Rows.Select(r => r.Number).ShouldBe([1]);
            (await desk.RowsAsync(ana, made.Id, filter: new DatasetFilter(0, "pena"))).Value.Rows.ShouldBeEmpty();

            var sealedBytes = await File.ReadAllBytesAsync(folder.GetFiles("*.dataset").Single().FullName, Xunit.TestContext.Current.CancellationToken);
            Encoding.UTF8.GetString(sealedBytes).ShouldNotContain("Ana");
            using var plain = new MemoryStream();
            (await desk.ExportAsync(ana, made.Id, plain)).Refusal.ShouldBeNull();
            Encoding.ASCII.GetString(plain.ToArray()[..4]).ShouldBe("PAR1");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_row_is_lifted_into_statements_that_point_to_it_by_the_unit_that_owns_it()
    {
        await using var town = await ImportTown.NewAsync(Engine.Sqlite);
        var folder = Directory.CreateTempSubdirectory("puente-datasets-");
        try
        {
            var desk = new DatasetDesk(town.Town.Archive, town.Town.Recorder, town.Town.Acts, town.Uploads, town.Tables, folder.FullName);
            var ana = town.Town.Viewer("ana");
            using var bytes = new MemoryStream("phone\n+526315550142\n"u8.ToArray());
            var upload = (await town.Uploads.ReceiveAsync(ana, "calls.csv", bytes)).Value;
            var id = (await desk.MakeAsync(ana, upload.Id, new FileShape(), [new("phone", DatasetType.Text)], new NewSource("dataset", "Calls", null, "agency-record", null, Town.Marking()))).Value.Id;
            Batch Phone()
            {
                var batch = new Batch();
                var phone = town.Town.Archive.NewEntity();
                batch.Entities.Add(new NewEntity(phone, "Phone"));
                batch.Attributes.Add(new NewAttribute(phone, "number", "+526315550142"));
                return batch;
            }

            (await desk.LiftAsync(ana, id, 2, Evaluation.Unknown, Town.Marking(), "en", Phone())).Refusal!.Code.ShouldBe("dataset.no-such-row");
            (await desk.LiftAsync(town.Town.Viewer("eva"), id, 1, Evaluation.Unknown, Town.Marking(), "en", Phone())).Refusal!.Code.ShouldBe("dataset.no-such-dataset");
            var lifted = (await desk.LiftAsync(ana, id, 1, Evaluation.Unknown, Town.Marking(), "en", Phone())).Value;
            var reading = await town.Town.Archive.ReadAsync(ana);
            var statement = await reading.AttributeAsync(lifted.Attributes[0]);
            statement!.Detail.ShouldBe($"{{\"dataset\":\"{town.Town.Archive.Ids.Text(IdKind.Dataset, id.Key)}\",\"row\":1}}");
            (await desk.LiftedAsync(reading, id, 1, 1)).ShouldBe(new Dictionary<long, StatementId> { [1] = lifted.Attributes[0] });
            (await desk.LiftedAsync(await town.Town.Archive.ReadAsync(town.Town.Viewer("eva")), id, 1, 1)).ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_page_of_rows_opens_only_the_blocks_it_shows()
    {
        var stop = Xunit.TestContext.Current.CancellationToken;
        var (key, path) = (SealedBlocks.NewKey(), Path.GetTempFileName());
        try
        {
            await using (var to = File.Create(path))
                await RowBlocks.WriteAsync(Enumerable.Range(1, 2500).Select(n => new DatasetRow(n, n + 1, [$"cell {n}"])).ToAsyncEnumerable(), to, key, BlockContent.Rows, stop);
            var bytes = await File.ReadAllBytesAsync(path, stop);
            bytes[10] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, stop);
            await using var reader = await SealedBlockReader.OpenAsync(path, key, BlockContent.Rows, stop);
            reader.Count.ShouldBe(3);
            (await RowBlocks.ReadAsync<DatasetRow>(reader, 2, stop)).Select(r => r.Number).ShouldBe(Enumerable.Range(2001, 500).Select(n => (long)n));
            await Should.ThrowAsync<CryptographicException>(() => RowBlocks.ReadAsync<DatasetRow>(reader, 0, stop));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(2500)]
    public async Task A_sealed_file_opens_whole_or_not_at_all(int rows)
    {
        var stop = Xunit.TestContext.Current.CancellationToken;
        var (key, path) = (SealedBlocks.NewKey(), Path.GetTempFileName());
        try
        {
            await using (var to = File.Create(path))
                await RowBlocks.WriteAsync(Enumerable.Range(1, rows).Select(n => new DatasetRow(n, n + 1, [$"cell {n}"])).ToAsyncEnumerable(), to, key, BlockContent.Rows, stop);
            await using (var reader = await SealedBlockReader.OpenAsync(path, key, BlockContent.Rows, stop))
                (await RowBlocks.ReadAllAsync<DatasetRow>(reader, stop).CountAsync(stop)).ShouldBe(rows);
            await Should.ThrowAsync<CryptographicException>(() => SealedBlockReader.OpenAsync(path, key, BlockContent.Rejected, stop));
            var whole = await File.ReadAllBytesAsync(path, stop);
            foreach (var cut in (int[])[1, 5, whole.Length / 2])
            {
                await File.WriteAllBytesAsync(path, whole[..^cut], stop);
                await Should.ThrowAsync<CryptographicException>(() => SealedBlockReader.OpenAsync(path, key, BlockContent.Rows, stop));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}

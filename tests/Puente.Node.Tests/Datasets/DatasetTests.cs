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

    private const string Calls = "mapping: calls\ndataset: { phone: text }\n";

    [Theory, MemberData(nameof(Engines))]
    public async Task A_dataset_is_typed_sealed_read_by_those_who_may_and_exported_plain(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var (desk, ana) = (town.Datasets, town.Town.Viewer("ana"));
        var made = await town.ImportAsync("ana", "calls.csv", "n;who;when;sum\n1;Peña;03/04/2024;1.234,50\n;;;\n2;Ana;31/02/2024;1,00\n3;Bo;;-2,5\n"u8.ToArray(), ImportTown.Mapping(
            """
            mapping: calls
            file: { dates: day-first, decimal: "," }
            dataset: { n: integer, when: date, sum: decimal }
            """));
        made.State.ShouldBe(ImportState.Done);
        (made.Tally.Read, made.Tally.Accepted, made.Tally.Blank, made.Tally.Rejected).ShouldBe((4, 2, 1, 1));
        var id = made.Dataset!.Value;
        using var rejected = new StringWriter();
        (await town.Desk.WriteRejectedAsync(ana, made.Id, rejected, new RejectedWords("line", "column", "reason", p => p.Code))).Value.ShouldBe(1);
        rejected.ToString().ShouldBe("line,column,reason,n,who,when,sum\r\n4,when,dataset.type,2,Ana,31/02/2024,\"1,00\"\r\n");
        (await town.Desk.RemarksAsync(ana, made.Id).Select(r => (r.Rejected, r.Problem.Line)).ToListAsync()).ShouldBe([(true, 4)]);

        var rows = (await desk.RowsAsync(ana, id)).Value.Rows;
        rows.Select(r => (r.Number, r.Line)).ShouldBe([(1, 2), (2, 5)]);
        rows[0].Cells.ShouldBe(["1", "Peña", "2024-04-03", "1234.50"]);
        rows[1].Cells.ShouldBe(["3", "Bo", "", "-2.5"]);
        (await desk.ListAsync(ana)).Single().Title.ShouldBe("calls.csv");
        (await desk.ListAsync(town.Town.Viewer("eva"))).ShouldBeEmpty();
        (await desk.RowsAsync(town.Town.Viewer("eva"), id)).Refusal!.Code.ShouldBe("dataset.no-such-dataset");

        (await desk.RowsAsync(ana, id, filter: new DatasetFilter(1, "pena"))).Value.Rows.Select(r => r.Number).ShouldBe([1]);
        (await desk.RowsAsync(ana, id, filter: new DatasetFilter(0, "pena"))).Value.Rows.ShouldBeEmpty();

        var sealedBytes = await File.ReadAllBytesAsync(town.SealedFolder.GetFiles("*.dataset").Single().FullName, Xunit.TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(sealedBytes).ShouldNotContain("Ana");
        using var plain = new MemoryStream();
        (await desk.ExportAsync(ana, id, plain)).Refusal.ShouldBeNull();
        Encoding.ASCII.GetString(plain.ToArray()[..4]).ShouldBe("PAR1");
    }

    [Fact]
    public async Task A_row_is_lifted_into_statements_that_point_to_it_by_the_unit_that_owns_it_and_go_with_the_import()
    {
        await using var town = await ImportTown.NewAsync(Engine.Sqlite);
        var (desk, ana) = (town.Datasets, town.Town.Viewer("ana"));
        var import = await town.ImportAsync("ana", "calls.csv", "phone\n+526315550142\n"u8.ToArray(), ImportTown.Mapping(Calls));
        var id = import.Dataset!.Value;
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

        (await town.Desk.EffectOfUndoingAsync(ana, import.Id)).Value.Attributes.ShouldBe(1);
        (await town.Desk.UndoAsync(ana, import.Id, "wrong file")).IsOk.ShouldBeTrue();
        (await desk.RowsAsync(ana, id)).Refusal!.Code.ShouldBe("dataset.no-such-dataset");
        (await (await town.Town.Archive.ReadAsync(ana)).AttributeAsync(lifted.Attributes[0])).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_dataset_whose_making_was_stopped_is_made_by_the_next_start_with_the_same_counts(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var halting = new HaltingTables(town.Tables, 1);
        await town.UseAsync(halting);
        var bytes = Encoding.UTF8.GetBytes("phone\n" + string.Concat(Enumerable.Range(0, 5000).Select(n => $"{6315550000 + n}\n")));
        var id = await town.AskAsync("ana", "calls.csv", bytes, ImportTown.Mapping(Calls));
        await halting.Halted;
        (await town.Datasets.ListAsync(town.Town.Viewer("ana"))).ShouldBeEmpty();
        await town.RestartAsync();
        var made = await town.EndAsync("ana", id);
        (made.State, made.Tally.Read, made.Tally.Accepted).ShouldBe((ImportState.Done, 5000, 5000));
        (await town.Datasets.ListAsync(town.Town.Viewer("ana"))).Single().Rows.ShouldBe(5000);
        (await town.Datasets.RowAsync(town.Town.Viewer("ana"), made.Dataset!.Value, 5000))!.Cells.ShouldBe(["6315554999"]);
        town.SealedFolder.GetFiles("sealing-*").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_cancelled_dataset_leaves_nothing(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var halting = new HaltingTables(town.Tables, 1);
        await town.UseAsync(halting);
        var id = await town.AskAsync("ana", "calls.csv", "phone\n1\n"u8.ToArray(), ImportTown.Mapping(Calls));
        await halting.Halted;
        (await town.Desk.CancelAsync(town.Town.Viewer("ana"), id)).IsOk.ShouldBeTrue();
        (await town.EndAsync("ana", id)).State.ShouldBe(ImportState.Cancelled);
        (await town.Datasets.ListAsync(town.Town.Viewer("ana"))).ShouldBeEmpty();
        town.SealedFolder.GetFiles().ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_file_is_kept_once_until_its_import_is_undone(Engine engine)
    {
        await using var town = await ImportTown.NewAsync(engine);
        var ana = town.Town.Viewer("ana");
        var bytes = "phone\n1\n"u8.ToArray();
        var first = await town.ImportAsync("ana", "calls.csv", bytes, ImportTown.Mapping(Calls));
        using var again = new MemoryStream(bytes);
        var upload = (await town.Uploads.ReceiveAsync(ana, "the same.csv", again)).Value;
        var order = new ImportOrder(upload.Id, ImportTown.Mapping(Calls), new ImportTerms(new NewSource("dataset", "again", null, "agency-record", null, Town.Marking(ana.Unit.Code)), Evaluation.Unknown, Town.Marking(ana.Unit.Code), "en"));
        (await town.Desk.StartAsync(ana, order)).Refusal!.Code.ShouldBe("dataset.already-kept");
        (await town.Desk.UndoAsync(ana, first.Id, "other types")).IsOk.ShouldBeTrue();
        var second = await town.ImportAsync("ana", "calls.csv", bytes, ImportTown.Mapping(Calls));
        second.State.ShouldBe(ImportState.Done);
        second.Dataset.ShouldNotBe(first.Dataset);
    }

    [Fact]
    public async Task A_column_that_the_file_has_not_ends_the_import_with_its_name()
    {
        await using var town = await ImportTown.NewAsync(Engine.Sqlite);
        var failed = await town.ImportAsync("ana", "calls.csv", "number\n1\n"u8.ToArray(), ImportTown.Mapping(Calls));
        (failed.State, failed.Fault!.Code, failed.Fault.Column).ShouldBe((ImportState.Failed, "mapping.column-unknown", "phone"));
    }

    [Fact]
    public async Task A_page_of_rows_opens_only_the_blocks_it_shows()
    {
        var stop = Xunit.TestContext.Current.CancellationToken;
        var (key, path) = (SealedBlocks.NewKey(), Path.GetTempFileName());
        try
        {
            await SealAsync(path, key, 2500);
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
            await SealAsync(path, key, rows);
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

    private static async Task SealAsync(string path, byte[] key, int rows)
    {
        await using var to = RowBlockWriter<DatasetRow>.Create(path, key, BlockContent.Rows);
        for (var n = 1; n <= rows; n++) await to.AddAsync(new DatasetRow(n, n + 1, [$"cell {n}"]), Xunit.TestContext.Current.CancellationToken);
        await to.FinishAsync(Xunit.TestContext.Current.CancellationToken);
    }
}

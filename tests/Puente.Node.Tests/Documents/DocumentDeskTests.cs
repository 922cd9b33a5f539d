using System.Text;
using Dapper;
using Puente.Evidence;
using Puente.Evidence.Documents;
using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Documents;

public sealed class DocumentDeskTests
{
    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_document_sent_over_a_line_that_breaks_and_a_node_that_restarts_arrives_whole(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        var (ana, source) = (town.Town.Viewer("ana"), await town.Town.SourceAsync());
        var bytes = new byte[(3 << 20) + 12345];
        new Random(7).NextBytes(bytes);
        var begun = (await town.Desk.BeginAsync(ana, source, "C:\\x\\video.bin", bytes.Length)).Value;
        begun.Name.ShouldBe("video.bin");
        var random = new Random(11);
        for (var offset = 0L; offset < bytes.Length;)
        {
            // Each part breaks somewhere; each is received by a desk that knows nothing of the one before.
            var desk = town.NewDesk();
            (await desk.AppendAsync(ana, begun.Id, offset + 1, new MemoryStream([1]))).Refusal!.Args.ShouldContain(("offset", $"{offset}"));
            await using var line = new BreakingStream(bytes.AsMemory((int)offset), random.Next(1, 900_000));
            await Should.ThrowAsync<IOException>(() => desk.AppendAsync(ana, begun.Id, offset, line));
            var here = (await desk.UploadAsync(ana, begun.Id)).Value.Offset;
            here.ShouldBe(offset + line.Given);
            offset = here;
        }

        foreach (var part in town.Folder.GetFiles("*.part")) Contains(await File.ReadAllBytesAsync(part.FullName, TestContext.Current.CancellationToken), bytes.AsSpan(1000, 64)).ShouldBeFalse();
        (await town.Desk.FinishAsync(ana, begun.Id, "ab")).Refusal!.Code.ShouldBe("document.hash");
        var id = (await town.Desk.FinishAsync(ana, begun.Id, DocumentTown.Hash(bytes).ToUpperInvariant())).Value;
        (await town.Desk.HashAsync(ana, id)).Value.ShouldBe(DocumentTown.Hash(bytes));
        await using var stream = (await town.Desk.DownloadAsync(ana, id)).Value;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        copy.ToArray().ShouldBe(bytes);
        stream.Position = (2 << 20) + 77;
        var tail = new byte[16];
        await stream.ReadExactlyAsync(tail, TestContext.Current.CancellationToken);
        tail.ShouldBe(bytes[((2 << 20) + 77)..((2 << 20) + 93)]);
        town.Folder.GetFiles("*.part").ShouldBeEmpty();
        (await town.Desk.UploadAsync(ana, begun.Id)).Refusal!.Code.ShouldBe("document.no-such-upload");
    }

    [Fact]
    public async Task A_part_that_a_kill_cut_off_within_a_frame_is_sent_again()
    {
        await using var town = await DocumentTown.NewAsync(Engine.Sqlite);
        var (ana, source) = (town.Town.Viewer("ana"), await town.Town.SourceAsync());
        var bytes = new byte[600_000];
        new Random(3).NextBytes(bytes);
        var begun = (await town.Desk.BeginAsync(ana, source, "x", bytes.Length)).Value;
        await town.Desk.AppendAsync(ana, begun.Id, 0, new MemoryStream(bytes[..500_000]));
        var part = town.Folder.GetFiles("*.part").Single();
        await using (var file = part.OpenWrite()) file.SetLength(part.Length - 5);
        var here = (await town.Desk.UploadAsync(ana, begun.Id)).Value.Offset;
        here.ShouldBe(DocumentSealer.Block);
        (await town.Desk.AppendAsync(ana, begun.Id, here, new MemoryStream(bytes[(int)here..]))).Value.Offset.ShouldBe(bytes.Length);
        (await town.Desk.FinishAsync(ana, begun.Id, DocumentTown.Hash(bytes))).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task A_part_that_comes_while_the_one_before_hangs_ends_that_one()
    {
        await using var town = await DocumentTown.NewAsync(Engine.Sqlite);
        var (ana, source) = (town.Town.Viewer("ana"), await town.Town.SourceAsync());
        var begun = (await town.Desk.BeginAsync(ana, source, "x", 6)).Value;
        await using var hanging = new HangingStream("abc"u8.ToArray());
        var first = town.Desk.AppendAsync(ana, begun.Id, 0, hanging);
        await hanging.Hangs;
        var second = await town.Desk.AppendAsync(ana, begun.Id, 3, new MemoryStream("def"u8.ToArray()));
        second.Value.Offset.ShouldBe(6);
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await town.Desk.FinishAsync(ana, begun.Id, DocumentTown.Hash("abcdef"u8.ToArray()))).IsOk.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_wrong_with_a_sending_is_refused_with_its_reason(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        var (ana, source) = (town.Town.Viewer("ana"), await town.Town.SourceAsync());
        async Task<string> BeginAsync(string login, long bytes, SourceId? of = null) => (await town.Desk.BeginAsync(town.Town.Viewer(login), of ?? source, "x", bytes)).Refusal?.Code ?? "";
        (await BeginAsync("ana", 0)).ShouldBe("document.empty");
        (await BeginAsync("ana", DocumentDesk.MostBytes + 1)).ShouldBe("document.too-large");
        (await BeginAsync("ana", 5, new SourceId(999))).ShouldBe("record.no-such-source");
        (await BeginAsync("eva", 5)).ShouldBe("record.no-such-source", "another agency's source is not there");
        (await BeginAsync("bob", 5)).ShouldBe("record.foreign-owner", "the source is another unit's");
        var begun = (await town.Desk.BeginAsync(ana, source, "x", 4)).Value;
        (await town.Desk.UploadAsync(town.Town.Viewer("cam"), begun.Id)).Refusal!.Code.ShouldBe("document.no-such-upload", "it is another officer's");
        (await town.Desk.FinishAsync(ana, begun.Id, new string('0', 64))).Refusal!.Code.ShouldBe("document.unfinished");
        (await town.Desk.AppendAsync(ana, begun.Id, 0, new MemoryStream("abcdE"u8.ToArray()))).Refusal!.Code.ShouldBe("document.beyond");
        (await town.Desk.UploadAsync(ana, begun.Id)).Value.Offset.ShouldBe(4, "nothing beyond is kept");
        (await town.Desk.FinishAsync(ana, begun.Id, new string('0', 64))).Refusal!.Code.ShouldBe("document.hash-differs");
        (await town.Desk.UploadAsync(ana, begun.Id)).Refusal!.Code.ShouldBe("document.no-such-upload");
        for (var i = 0; i < DocumentDesk.MostAtOnce; i++) (await BeginAsync("ana", 5)).ShouldBe("");
        (await BeginAsync("ana", 5)).ShouldBe("document.too-many");
        (await town.Desk.UploadsAsync(ana, source)).Count.ShouldBe(DocumentDesk.MostAtOnce);
    }

    [Fact]
    public async Task What_nobody_goes_on_sending_is_thrown_away_after_a_week_and_files_without_a_row_too()
    {
        await using var town = await DocumentTown.NewAsync(Engine.Sqlite);
        var (ana, source) = (town.Town.Viewer("ana"), await town.Town.SourceAsync());
        var old = (await town.Desk.BeginAsync(ana, source, "old", 9)).Value;
        await town.Desk.AppendAsync(ana, old.Id, 0, new MemoryStream("abc"u8.ToArray()));
        town.Town.Clock.Advance(DocumentDesk.Kept - TimeSpan.FromMinutes(1));
        ana = town.Town.Viewer("ana");
        var young = (await town.Desk.BeginAsync(ana, source, "young", 9)).Value;
        await town.AddAsync(source, "kept");
        Ownerless(town, "77.document", TimeSpan.FromHours(2));
        (await town.Desk.CleanAsync(default)).ShouldBe(1);
        town.Town.Clock.Advance(TimeSpan.FromMinutes(2));
        (await town.Desk.CleanAsync(default)).ShouldBe(1);
        (await town.Desk.UploadsAsync(ana, source)).Single().Id.ShouldBe(young.Id);
        town.Folder.GetFiles().Select(f => f.Extension).Order().ShouldBe([".document", ".pages"]);
    }

    [Fact]
    public async Task A_file_whose_row_may_still_be_on_its_way_is_not_cleaned_away()
    {
        await using var town = await DocumentTown.NewAsync(Engine.Sqlite);
        await town.AddAsync(await town.Town.SourceAsync(), "kept");
        Ownerless(town, "77.document", TimeSpan.FromMinutes(5));
        Ownerless(town, "78.part", TimeSpan.FromMinutes(5));
        (await town.Desk.CleanAsync(default)).ShouldBe(0);
        town.Town.Clock.Advance(TimeSpan.FromHours(1));
        (await town.Desk.CleanAsync(default)).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Asked_to_finish_again_a_sending_answers_with_the_document_it_became(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        var (ana, source, bytes) = (town.Town.Viewer("ana"), await town.Town.SourceAsync(), "abcdef"u8.ToArray());
        var hash = DocumentTown.Hash(bytes);
        var made = new List<DocumentId>();
        foreach (var name in (string[])["one", "the same under another name"])
        {
            var begun = (await town.Desk.BeginAsync(ana, source, name, bytes.Length)).Value;
            await town.Desk.AppendAsync(ana, begun.Id, 0, new MemoryStream(bytes));
            made.Add((await town.Desk.FinishAsync(ana, begun.Id, hash)).Value);
            // The answer was lost, and the node started again.
            made.Add((await town.NewDesk().FinishAsync(ana, begun.Id, hash.ToUpperInvariant())).Value);
            (await town.Desk.FinishAsync(ana, begun.Id, new string('0', 64))).Refusal!.Code.ShouldBe("document.hash-differs");
            (await town.Desk.FinishAsync(town.Town.Viewer("cam"), begun.Id, hash)).Refusal!.Code.ShouldBe("document.no-such-upload", "it was another officer's");
            (await town.Desk.AppendAsync(ana, begun.Id, 0, new MemoryStream(bytes))).Refusal!.Code.ShouldBe("document.no-such-upload");
            (await town.Desk.CancelAsync(ana, begun.Id)).Refusal!.Code.ShouldBe("document.no-such-upload");
        }

        made.Distinct().ShouldHaveSingleItem();
        (await town.Desk.UploadsAsync(ana, source)).ShouldBeEmpty();
        (await town.Desk.HashAsync(ana, made[0])).Value.ShouldBe(hash);
        town.Town.Clock.Advance(DocumentDesk.Kept + TimeSpan.FromMinutes(1));
        (await town.Desk.CleanAsync(default)).ShouldBe(2);
        (await town.Desk.ShowAsync(town.Town.Viewer("ana"), made[0])).IsOk.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_document_moves_with_the_marking_of_its_source_and_the_stricter_of_the_two_wins(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        var (archive, red) = (town.Town.Archive, await town.Town.Archive.Markings.InternAsync(Town.Marking(tlp: Tlp.Red)));
        var (one, other) = (await town.Town.SourceAsync(), await town.Town.SourceAsync());
        var (moved, stays) = (await town.AddAsync(one, "caja fuerte"), await town.AddAsync(other, "caja fuerte"));
        Task MoveAsync(SourceId source, MarkingId to) => town.Town.Database.Writer.WriteAsync(Puente.Evidence.Storage.Lane.Prompt, (connection, transaction) => SourceMarking.MoveAsync(archive, connection, transaction, source, to));
        await MoveAsync(one, red);
        var low = town.Town.Viewer("cam", ceiling: Tlp.Amber);
        (await town.Desk.ShowAsync(low, moved)).IsOk.ShouldBeFalse("its source is closer now");
        (await town.Desk.ShowAsync(low, stays)).IsOk.ShouldBeTrue("the other source is as it was");
        (await town.FoundAsync("", "caja", low)).Count.ShouldBe(1);
        (await town.Desk.ShowAsync(town.Town.Viewer("cam"), moved)).Value.Marking.Tlp.ShouldBe(Tlp.Red);

        await MoveAsync(other, red);
        (await town.FoundAsync("", "caja", low)).ShouldBeEmpty();
        var third = await town.AddAsync(await town.Town.SourceAsync(), "caja fuerte");
        (await town.Desk.ShowAsync(low, third)).IsOk.ShouldBeTrue("the same bytes under the first marking are a file of their own");
        town.Town.Clock.Advance(TimeSpan.FromDays(1));
        (await ((IDerived)town.Index).DifferencesAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_moment_does_not_end_the_reading_of_documents()
    {
        await using var town = await DocumentTown.NewAsync(Engine.Sqlite);
        var (ana, bytes) = (town.Town.Viewer("ana"), "caja"u8.ToArray());
        var id = (await town.Desk.AddAsync(ana, await town.Town.SourceAsync(), "note.txt", bytes.Length, new MemoryStream(bytes))).Value;
        var told = new ErrorLog<DocumentReader>();
        using var reader = new DocumentReader(town.Town.Archive, town.Desk, town.Files, town.Index, new AnyDocuments(), told);
        await RenameAsync("document_upload", "away");
        await reader.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(told.Error.Task, reader.ExecuteTask!);
        reader.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await RenameAsync("away", "document_upload");
        while ((await town.Desk.ShowAsync(ana, id)).Value.Text == TextState.Waiting)
        {
            reader.ExecuteTask!.IsCompleted.ShouldBeFalse();
            town.Town.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await reader.StopAsync(CancellationToken.None);

        Task RenameAsync(string table, string to) => town.Town.Database.Writer.WriteAsync(Puente.Evidence.Storage.Lane.Prompt, (connection, transaction) => connection.ExecuteAsync($"alter table {table} rename to {to}", transaction: transaction));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_same_bytes_are_kept_once_for_the_same_readers_and_nothing_on_the_disk_tells_which_they_are(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        const string text = "The well known manual of 1998";
        var (one, other) = (await town.Town.SourceAsync(), await town.Town.SourceAsync());
        var strict = await town.Town.SourceAsync(marking: Town.Marking(tlp: Tlp.Red));
        var (first, second, third) = (await town.AddAsync(one, text), await town.AddAsync(other, text), await town.AddAsync(strict, text));
        (await town.AddAsync(one, text)).ShouldBe(first, "the same file of the same source is one document");
        second.ShouldNotBe(first);
        third.ShouldNotBe(first);
        town.Folder.GetFiles("*.document").Length.ShouldBe(2, "once for each marking");
        var (bytes, hash) = (Encoding.UTF8.GetBytes(text), DocumentTown.Hash(Encoding.UTF8.GetBytes(text)));
        foreach (var file in town.Folder.GetFiles())
        {
            var content = await File.ReadAllBytesAsync(file.FullName, TestContext.Current.CancellationToken);
            Contains(content, bytes).ShouldBeFalse();
            Contains(content, Convert.FromHexString(hash)).ShouldBeFalse();
            Contains(content, Encoding.ASCII.GetBytes(hash)).ShouldBeFalse();
            file.Name.ShouldNotContain(hash[..8]);
        }

        // Files of like size cannot be told apart by it.
        await town.AddAsync(one, text + " and of 1999");
        town.Folder.GetFiles("*.document").Select(f => f.Length / 1024).Distinct().Count().ShouldBe(1);
        await using var connection = await town.Town.Database.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var content in await connection.QueryAsync<string>("select content from act")) content.ShouldNotContain(hash);
        (await connection.QueryAsync<byte[]>("select mark from document_file")).ShouldAllBe(m => Convert.ToHexStringLower(m) != hash);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_document_is_read_by_those_who_read_its_source_whole_and_is_not_there_for_others(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        var source = await town.Town.SourceAsync(marking: Town.Marking(audience: [Town.To("MX", Mode.Redacted, Field.Source)]));
        var id = await town.AddAsync(source, "Alpha caja\nbodega");
        var (cam, eva, adm) = (town.Town.Viewer("cam"), town.Town.Viewer("eva"), town.Town.Viewer("adm"));
        (await town.Desk.ShowAsync(cam, id)).Value.Text.ShouldBe(TextState.Read);
        (await town.Desk.PageAsync(cam, id, 1)).Value.Lines.ShouldBe(["Alpha caja", "bodega"]);
        (await town.Desk.PageAsync(cam, id, 2)).Refusal!.Code.ShouldBe("document.no-such-page");
        foreach (var other in new[] { eva, adm, town.Town.Viewer("nil") })
        {
            (await town.Desk.ShowAsync(other, id)).Refusal!.Code.ShouldBe("document.no-such-document");
            (await town.Desk.PageAsync(other, id, 1)).Refusal!.Code.ShouldBe("document.no-such-document");
            (await town.Desk.HashAsync(other, id)).Refusal!.Code.ShouldBe("document.no-such-document");
            (await town.Desk.DownloadAsync(other, id)).Refusal!.Code.ShouldBe("document.no-such-document");
            (await town.Desk.QuoteAsync(other, id, 1, "caja")).Refusal!.Code.ShouldBe("document.no-such-document");
            (await town.Desk.OfSourceAsync(other, source)).ShouldBeEmpty();
            (await town.FoundAsync("", "caja", other)).ShouldBeEmpty();
        }

        var before = cam.LookingBack(town.Town.Clock.GetUtcNow().AddMinutes(-1), null);
        (await town.Desk.ShowAsync(before, id)).IsOk.ShouldBeFalse("it was not here then");
        (await town.FoundAsync("", "caja", before)).ShouldBeEmpty();
        await town.Town.Recorder.WithdrawAsync(town.Town.Viewer("ana"), source, "wrong");
        (await town.Desk.ShowAsync(cam, id)).Refusal!.Code.ShouldBe("document.no-such-document");
        (await town.FoundAsync("cam", "caja")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Taking_the_file_is_an_act_and_obeys_the_marking()
    {
        await using var town = await DocumentTown.NewAsync(Engine.Sqlite);
        var kept = await town.Town.SourceAsync(marking: Town.Marking() with { Actions = Permission.View });
        var (stays, leaves) = (await town.AddAsync(kept, "stays"), await town.AddAsync(await town.Town.SourceAsync(), "leaves"));
        var ana = town.Town.Viewer("ana");
        (await town.Desk.DownloadAsync(ana, stays)).Refusal!.Code.ShouldBe("document.not-exportable");
        await (await town.Desk.DownloadAsync(ana, leaves)).Value.DisposeAsync();
        await using var connection = await town.Town.Database.OpenAsync(TestContext.Current.CancellationToken);
        (await connection.ExecuteScalarAsync<long>("select count(*) from act where kind = 'document.download'")).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Words_and_identifiers_of_a_page_are_found_folded_with_the_place_they_stand_at(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        var source = await town.Town.SourceAsync();
        await town.AddAsync(source, string.Concat(Enumerable.Repeat("relleno\n", 60)) + "José Peña pagó\nserie AB-12345, tel. (662) 123-4567\n", name: "one.txt");
        await town.AddAsync(source, "pena sola\n", name: "two.txt");
        (await town.FoundAsync("ana", "PENA")).ShouldBe(["two.txt:1", "one.txt:2"]);
        (await town.FoundAsync("ana", "pago jose")).ShouldBe(["one.txt:2"]);
        (await town.FoundAsync("ana", "pago relleno")).ShouldBeEmpty("the words stand on different pages");
        (await town.FoundAsync("ana", "ab12345")).ShouldBe(["one.txt:2"]);
        (await town.FoundAsync("ana", "+52 662 123 4567")).ShouldBe(["one.txt:2"]);
        (await town.FoundAsync("ana", "nobody")).ShouldBeEmpty();
        var hit = (await town.Desk.FindAsync(await town.Town.ReadAsync("ana"), "peña pagó")).Hits.Single();
        hit.Snippet.ShouldBe("José Peña pagó serie AB-12345, tel. (662) 123-4567");
        Passages.Marked("José Peña pagó", "PENA").ShouldBe([("José ", false), ("Peña", true), (" pagó", false)]);
        var parts = new List<string>();
        DocumentAnswer? part = null;
        do parts.AddRange((part = await town.Desk.FindAsync(await town.Town.ReadAsync("ana"), "pena", part?.Next, 1)).Hits.Select(h => h.Document.Name));
        while (part.Next is not null);
        parts.ShouldBe(["two.txt", "one.txt"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_index_of_pages_is_made_again_from_the_sealed_texts(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        await town.AddAsync(await town.Town.SourceAsync(), "caja fuerte");
        IDerived index = town.Index;
        (await index.DifferencesAsync(default)).ShouldBe(0);
        await town.Town.Database.Writer.WriteAsync(Puente.Evidence.Storage.Lane.Prompt, (connection, transaction) => connection.ExecuteAsync("update page_word set page = 9 where term = 'caja'", transaction: transaction));
        (await index.DifferencesAsync(default)).ShouldBe(2, "one is missing and one is too much");
        await index.RebuildAsync(null, default);
        (await index.DifferencesAsync(default)).ShouldBe(0);
        (await town.FoundAsync("ana", "caja")).ShouldBe(["note.txt:1"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_passage_is_quoted_with_statements_as_it_stands_on_the_page_and_shown_to_those_who_read_the_document(Engine engine)
    {
        await using var town = await DocumentTown.NewAsync(engine);
        var (ana, source) = (town.Town.Viewer("ana"), await town.Town.SourceAsync());
        var id = await town.AddAsync(source, "José Peña guardó\nlas cajas en la bodega.\nOtra línea");
        (await town.Desk.QuoteAsync(ana, id, 1, "Peña guardó siete cajas")).Refusal!.Code.ShouldBe("quote.not-on-page");
        (await town.Desk.QuoteAsync(ana, id, 1, " \n ")).Refusal!.Code.ShouldBe("quote.empty");
        (await town.Desk.QuoteAsync(ana, id, 1, new string('x', 2001))).Refusal!.Code.ShouldBe("quote.too-long");
        (await town.Desk.QuoteAsync(ana, id, 2, "Peña")).Refusal!.Code.ShouldBe("document.no-such-page");
        var quote = (await town.Desk.QuoteAsync(ana, id, 1, "  jose pena   GUARDÓ\n las cajas ")).Value;
        (await town.Desk.QuotedAsync(ana, quote))!.Passage.ShouldBe("jose pena   GUARDÓ\nlas cajas");
        (await town.Desk.QuotedAsync(town.Town.Viewer("bob"), quote)).ShouldBeNull("another unit's passage");

        async Task<Result<Recorded>> RecordAsync(SourceId of, Marking marking, QuoteId? quoted)
        {
            var (batch, entity) = (new Batch(), town.Town.Archive.NewEntity());
            batch.Entities.Add(new NewEntity(entity, "Vehicle"));
            batch.Attributes.Add(new NewAttribute(entity, "name", "Truck"));
            return await town.Town.Recorder.RecordAsync(ana, new Provenance(of, Evaluation.Unknown, marking, "en") { Quote = quoted }, batch);
        }

        (await RecordAsync(await town.Town.SourceAsync(), Town.Marking(), quote)).Refusal!.Code.ShouldBe("record.no-such-quote");
        var wide = Town.Marking(audience: [Town.To("MX")]);
        var recorded = (await RecordAsync(source, wide, quote)).Value;
        var shown = await (await town.Town.ReadAsync("ana")).AttributeAsync(recorded.Attributes[0]);
        var said = await town.Desk.QuoteOfAsync(ana, shown!.Origin);
        (said!.Page, said.Document.Id).ShouldBe((1, id));
        var eva = await town.Town.ReadAsync("eva");
        var abroad = await eva.AttributeAsync(recorded.Attributes[0]);
        abroad.ShouldNotBeNull();
        (await town.Desk.QuoteOfAsync(eva.Viewer, abroad.Origin)).ShouldBeNull("the document is not for that reader");
        var plain = (await RecordAsync(source, Town.Marking(), null)).Value;
        (await town.Desk.QuoteOfAsync(ana, (await (await town.Town.ReadAsync("ana")).AttributeAsync(plain.Attributes[0]))!.Origin)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_kept_and_says_why()
    {
        await using var town = await DocumentTown.NewAsync(Engine.Sqlite);
        var id = await town.AddAsync(await town.Town.SourceAsync(), "\0\u0001\u0002\0", name: "x.bin");
        var shown = (await town.Desk.ShowAsync(town.Town.Viewer("ana"), id)).Value;
        (shown.Text, shown.Note!.Code).ShouldBe((TextState.Unread, "document.kind-unknown"));
        await using var bytes = (await town.Desk.DownloadAsync(town.Town.Viewer("ana"), id)).Value;
        bytes.Length.ShouldBe(4);
        town.Folder.GetFiles("sealing-*").ShouldBeEmpty();
    }

    /// <summary>A file that no row names, written so long ago.</summary>
    private static void Ownerless(DocumentTown town, string name, TimeSpan age)
    {
        var path = Path.Combine(town.Folder.FullName, name);
        File.WriteAllText(path, "x");
        File.SetLastWriteTimeUtc(path, (town.Town.Clock.GetUtcNow() - age).UtcDateTime);
    }

    private static bool Contains(ReadOnlySpan<byte> content, ReadOnlySpan<byte> sought) => content.IndexOf(sought) >= 0;

    /// <summary>Gives so many bytes and then breaks, as a line does.</summary>
    private sealed class BreakingStream(ReadOnlyMemory<byte> bytes, int most) : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(Math.Min(buffer.Length, 70_000), Math.Min(most, bytes.Length) - (int)Given);
            if (count <= 0) throw new IOException("The line broke.");
            bytes.Slice((int)Given, count).CopyTo(buffer);
            Given += count;
            return ValueTask.FromResult(count);
        }
    }

    /// <summary>Gives its bytes and then nothing, until it is cancelled.</summary>
    private sealed class HangingStream(byte[] bytes) : MemoryStream
    {
        private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _given;

        public Task Hangs => _hangs.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_given)
            {
                _given = true;
                bytes.CopyTo(buffer);
                return bytes.Length;
            }

            _hangs.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}

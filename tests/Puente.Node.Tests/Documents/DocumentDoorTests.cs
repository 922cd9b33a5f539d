using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Puente.Evidence.Documents;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Documents;

/// <summary>Documents over HTTP and from the command line of a running node.</summary>
[Collection(nameof(Counter))]
public sealed class DocumentDoorTests(Counter counter)
{
    private const string Note = "Acta de Tamazula\nEl señor Núñez entregó tres cajas en la bodega de Hermosillo.\nSerie QX-90817\n";

    [Fact]
    public async Task A_file_is_added_read_found_quoted_and_fetched_from_the_command_line()
    {
        var source = await SourceAsync(await counter.ApiAsync("nunez"));
        var file = counter.Write("acta.txt", Note);
        var (code, _, error) = await counter.RunAsync("nunez", "document", "add", file, "--source", source);
        code.ShouldBe(0, error);
        error.ShouldContain("100 % sent");
        var listed = (await counter.JsonAsync("nunez", "document", "list", "--source", source)).AsArray().Single()!;
        var id = (string)listed["id"]!;
        await ReadAsync(await counter.ApiAsync("nunez"), id);
        (await counter.RunAsync("nunez", "document", "text", id)).Output.ShouldContain("bodega de Hermosillo");
        (await counter.RunAsync("nunez", "search", "bodega tres cajas")).Output.ShouldContain("acta.txt");
        (await counter.RunAsync("nunez", "search", "qx90817")).Output.ShouldContain("acta.txt");

        (await counter.RunAsync("nunez", "record", "entity", "Vehicle", "name=Camioneta", "--document", id, "--quote", "cuatro cajas", "--anyway")).Error.ShouldContain("do not stand on page 1");
        (await counter.RunAsync("nunez", "record", "entity", "Vehicle", "name=Camioneta", "--quote", "tres cajas", "--anyway")).Code.ShouldBe(1);
        var made = await counter.JsonAsync("nunez", "record", "entity", "Vehicle", "name=Camioneta", "--document", id, "--quote", "entregó tres cajas", "--anyway");
        ((string)made["source"]!).ShouldBe(source);
        var quote = (await (await counter.ApiAsync("nunez")).GetFromJsonAsync<JsonObject>($"statements/{made["attributes"]![0]}/quote", TestContext.Current.CancellationToken))!;
        ((string)quote["passage"]!, (int)quote["page"]!, (string)quote["name"]!).ShouldBe(("entregó tres cajas", 1, "acta.txt"));

        var copy = Path.Combine(counter.Folder, "copy.txt");
        (await counter.RunAsync("nunez", "document", "get", id, copy)).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken)).ShouldBe(Note);
        foreach (var path in new[] { $"documents/{id}", $"documents/{id}/pages/1", $"documents/{id}/file", $"statements/{made["attributes"]![0]}/quote" })
            using (var answer = await (await counter.ApiAsync("kessler")).GetAsync(path, TestContext.Current.CancellationToken))
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        var found = await counter.RunAsync("kessler", "search", "bodega tres cajas");
        found.Output.ShouldNotContain("acta.txt");
    }

    [Fact]
    public async Task A_broken_line_keeps_what_came_and_a_wrong_offset_is_told_the_right_one()
    {
        var api = await counter.ApiAsync("nunez");
        var bytes = new byte[400_000];
        new Random(5).NextBytes(bytes);
        using var begun = await api.PostAsJsonAsync($"sources/{await SourceAsync(api)}/documents", new { name = "a.bin", bytes = bytes.Length }, TestContext.Current.CancellationToken);
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        var place = "documents/uploads/" + (string)(await begun.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["id"]!;
        await BreakAsync(api, place, bytes, 300_000);
        using var wrong = await api.PatchAsync(place + "?offset=5", new ByteArrayContent(bytes[5..]), TestContext.Current.CancellationToken);
        wrong.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var told = (await wrong.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        ((string)told["code"]!).ShouldBe("document.offset");
        var here = long.Parse((string)told["args"]!["offset"]!, System.Globalization.CultureInfo.InvariantCulture);
        here.ShouldBeInRange(DocumentSealer.Block, 300_000);
        using var rest = await api.PatchAsync($"{place}?offset={here}", new ByteArrayContent(bytes[(int)here..]), TestContext.Current.CancellationToken);
        rest.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var differs = await api.PostAsJsonAsync(place + "/finish", new { sha256 = "zz" }, TestContext.Current.CancellationToken);
        differs.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var made = await api.PostAsJsonAsync(place + "/finish", new { sha256 = DocumentTown.Hash(bytes) }, TestContext.Current.CancellationToken);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (string)(await made.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["id"]!;

        using var ask = new HttpRequestMessage(HttpMethod.Get, $"documents/{id}/file") { Headers = { Range = new RangeHeaderValue(399_990, null) } };
        using var tail = await api.SendAsync(ask, TestContext.Current.CancellationToken);
        tail.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await tail.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(bytes[399_990..]);
        tail.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        tail.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        tail.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        await ReadAsync(api, id);
    }

    [Fact]
    public async Task Bytes_from_another_site_are_not_taken()
    {
        using var desk = await OfficerDesk.OpenAsync(counter.Address, "nunez");
        var place = $"/documents/uploads/{new string('0', 26)}?offset=0";
        (await desk.PatchAsync(place, [1], null)).ShouldBe(HttpStatusCode.BadRequest);
        (await desk.PatchAsync(place, [1], await desk.GetAsync("/search"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_was_sent_survives_that_the_node_is_killed()
    {
        var folder = Directory.CreateTempSubdirectory("puente-killed-");
        var bytes = new byte[900_000];
        new Random(9).NextBytes(bytes);
        try
        {
            string place;
            await using (var node = await NodeProcess.StartAsync("demo", "--data", folder.FullName, "--urls", "http://127.0.0.1:0"))
            {
                using var api = await SignedInAsync(node);
                using var begun = await api.PostAsJsonAsync($"sources/{await SourceAsync(api)}/documents", new { name = "a.bin", bytes = bytes.Length }, TestContext.Current.CancellationToken);
                place = "documents/uploads/" + (string)(await begun.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["id"]!;
                using var part = await api.PatchAsync(place + "?offset=0", new ByteArrayContent(bytes[..600_000]), TestContext.Current.CancellationToken);
                part.StatusCode.ShouldBe(HttpStatusCode.OK);
                await node.KillAsync();
            }

            await using var again = await NodeProcess.StartAsync("demo", "--data", folder.FullName, "--urls", "http://127.0.0.1:0");
            using var officer = await SignedInAsync(again);
            ((long)(await officer.GetFromJsonAsync<JsonObject>(place, TestContext.Current.CancellationToken))!["offset"]!).ShouldBe(600_000);
            using var rest = await officer.PatchAsync(place + "?offset=600000", new ByteArrayContent(bytes[600_000..]), TestContext.Current.CancellationToken);
            using var made = await officer.PostAsJsonAsync(place + "/finish", new { sha256 = DocumentTown.Hash(bytes) }, TestContext.Current.CancellationToken);
            made.StatusCode.ShouldBe(HttpStatusCode.Created);
            await ReadAsync(officer, (string)(await made.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["id"]!);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<HttpClient> SignedInAsync(NodeProcess node)
    {
        var client = new HttpClient { BaseAddress = new Uri(node.Address, "/api/v1/") };
        using var answer = await client.PostAsJsonAsync("login/demo", new { officer = "nunez" }, TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["token"]!);
        return client;
    }

    private static async Task<string> SourceAsync(HttpClient api)
    {
        using var added = await api.PostAsJsonAsync("sources", new { kind = "document", title = "Acta 12", marking = new { preset = "internal" } }, TestContext.Current.CancellationToken);
        return (string)(await added.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["id"]!;
    }

    private static async Task ReadAsync(HttpClient api, string id)
    {
        for (var i = 0; i < 3000; i++)
        {
            if ((string?)(await api.GetFromJsonAsync<JsonObject>("documents/" + id, TestContext.Current.CancellationToken))!["text"] != "waiting") return;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The document is not read.");
    }

    private static async Task<long> OffsetAsync(HttpClient api, string place) => (long)(await api.GetFromJsonAsync<JsonObject>(place, TestContext.Current.CancellationToken))!["offset"]!;

    /// <summary>Announces all bytes, sends some, and hangs up once the node has begun to keep them.</summary>
    private async Task BreakAsync(HttpClient api, string place, byte[] bytes, int sent)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(counter.Address.Host, counter.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = line.GetStream();
        var head = $"PATCH /api/v1/{place}?offset=0 HTTP/1.1\r\nHost: {counter.Address.Authority}\r\nAuthorization: {api.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/octet-stream\r\nContent-Length: {bytes.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        await stream.WriteAsync(bytes.AsMemory(0, sent), TestContext.Current.CancellationToken);
        await stream.FlushAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 1000 && await OffsetAsync(api, place) == 0; i++) await Task.Delay(10, TestContext.Current.CancellationToken);
        line.Client.Shutdown(SocketShutdown.Send);
    }
}

using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente document</c>: documents of sources. Added in parts that survive a broken line, listed, read page by page, fetched.</summary>
internal static class DocumentCommands
{
    private const int Part = 4 << 20;
    private const int MostTries = 30;

    public static Command Make() => new("document", Terminal.T["command.document"]) { MakeAdd(), MakeList(), MakeText(), MakeGet() };

    private static Command MakeAdd()
    {
        var t = Terminal.T;
        var file = new Argument<string>("file") { Description = t["command.document.file"] };
        var source = new Option<string>("--source") { Description = t["command.document.source"], Required = true, HelpName = "ID" };
        return new Command("add", t["command.document.add"]) { file, source }.Does(async (parse, stop) =>
        {
            var (input, of) = (Act.Existing(parse.GetRequiredValue(file)), Uri.EscapeDataString(parse.GetRequiredValue(source)));
            await using var bytes = new FileStream(input.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, stop));
            using var desk = Desk.Open();
            var under = await TryAsync(() => desk.GetAsync($"sources/{of}/documents/uploads", stop), stop);
            var begun = under!.AsArray().FirstOrDefault(u => (string?)u!["name"] == input.Name && (long)u["bytes"]! == input.Length)
                ?? await desk.PostAsync($"sources/{of}/documents", new { name = input.Name, bytes = input.Length }, stop);
            var path = "documents/uploads/" + (string)begun!["id"]!;
            var said = -1;
            for (var offset = (long)begun["offset"]!; offset < input.Length;)
            {
                offset = await SendAsync(desk, path, bytes, offset, stop);
                var percent = (int)(100 * offset / input.Length);
                if (percent > said) Terminal.Note(t.Format("command.document.sent", ("percent", percent)));
                said = percent;
            }

            var made = (await TryAsync(() => desk.PostAsync(path + "/finish", new { sha256 }, stop), stop))!;
            Terminal.Answer(parse.GetValue(Act.Json), made, Head(made) + "\n" + (string)made["id"]!);
        });
    }

    /// <summary>Sends one part; when the line breaks, asks where sending stands and gives that.</summary>
    private static async Task<long> SendAsync(Desk desk, string path, FileStream bytes, long offset, CancellationToken stop)
    {
        bytes.Position = offset;
        var part = new byte[Math.Min(Part, bytes.Length - offset)];
        await bytes.ReadExactlyAsync(part, stop);
        var content = new ByteArrayContent(part) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        try
        {
            return (long)(await desk.PatchAsync(string.Create(CultureInfo.InvariantCulture, $"{path}?offset={offset}"), content, stop))!["offset"]!;
        }
        catch (CommandEndsException broken) when (broken.Code == ExitCode.Unreachable || (string?)broken.Answer["code"] == "document.offset")
        {
            return (long)(await TryAsync(() => desk.GetAsync(path, stop), stop))!["offset"]!;
        }
    }

    /// <summary>Asks again, at growing intervals, while the node cannot be reached.</summary>
    private static async Task<JsonNode?> TryAsync(Func<Task<JsonNode?>> ask, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
            try
            {
                return await ask();
            }
            catch (CommandEndsException ends) when (ends.Code == ExitCode.Unreachable && tries < MostTries)
            {
                Terminal.Note(Terminal.T["command.document.waiting"]);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(tries, 10)), stop);
            }
    }

    private static Command MakeList()
    {
        var t = Terminal.T;
        var source = new Option<string>("--source") { Description = t["command.document.of"], Required = true, HelpName = "ID" };
        return new Command("list", t["command.document.list"]) { source }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var all = (await desk.GetAsync($"sources/{Uri.EscapeDataString(parse.GetRequiredValue(source))}/documents", stop))!.AsArray();
            if (parse.GetValue(Act.Json))
            {
                Terminal.Print(all);
                return;
            }

            var table = new Columns(t["command.column.id"], t["document.col.pages"], t["document.col.size"], t["document.col.text"], t["document.col.name"]);
            foreach (var d in all) table.Add((string)d!["id"]!, d["pages"]!.ToString(), t.Format("document.kilobytes", ("count", ((long)d["bytes"]! + 1023) / 1024)), t["document.text." + (string)d["text"]!], (string)d["name"]!);
            table.Write();
        });
    }

    private static Command MakeText()
    {
        var t = Terminal.T;
        var document = new Argument<string>("document") { Description = t["command.document.id"] };
        var page = new Option<int>("--page") { Description = t["command.document.page"], DefaultValueFactory = _ => 1, HelpName = "N" };
        return new Command("text", t["command.document.text"]) { document, page }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var read = (await desk.GetAsync(string.Create(CultureInfo.InvariantCulture, $"documents/{Uri.EscapeDataString(parse.GetRequiredValue(document))}/pages/{parse.GetValue(page)}"), stop))!;
            Terminal.Answer(parse.GetValue(Act.Json), read, string.Join('\n', read["lines"]!.AsArray().Select(l => (string?)l)));
        });
    }

    private static Command MakeGet()
    {
        var t = Terminal.T;
        var document = new Argument<string>("document") { Description = t["command.document.id"] };
        var file = new Argument<FileInfo>("file") { Description = t["command.document.to"] };
        return new Command("get", t["command.document.get"]) { document, file }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var path = "documents/" + Uri.EscapeDataString(parse.GetRequiredValue(document));
            await desk.CopyAsync(path + "/file", parse.GetRequiredValue(file).Create, stop);
            var shown = (await desk.GetAsync(path, stop))!;
            Terminal.Answer(parse.GetValue(Act.Json), shown, Head(shown));
        });
    }

    private static string Head(JsonNode d) => Terminal.T.Format("command.document.head", ("name", (string)d["name"]!), ("bytes", (long)d["bytes"]!), ("hash", (string?)d["sha256"] ?? ""));
}

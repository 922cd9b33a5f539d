using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;

namespace Puente.Node.Commands;

/// <summary>
/// <c>puente init | backup | restore | doctor</c>. With <c>--data</c> they work on a stopped node under its lock; without, backup and
/// doctor ask the running node of the login, whose administrator they need.
/// </summary>
internal static class KeepingCommands
{
    private static readonly Option<string?> Db = new("--db") { Description = "PostgreSQL connection string, instead of the folder's SQLite file", HelpName = "CONNECTION" };

    public static Command MakeInit()
    {
        var data = Data(required: true);
        return new Command("init", "Make an empty node in a folder") { data, Db }.Does((parse, stop) => InitAsync(parse.GetRequiredValue(data)!, parse.GetValue(Db), parse.GetValue(Act.Json), stop));
    }

    public static Command MakeBackup()
    {
        var data = Data(required: false);
        var file = new Argument<string?>("file") { Description = "Archive to make, with --data; a running node chooses its own", Arity = ArgumentArity.ZeroOrOne };
        return new Command("backup", "Copy a node to one archive that restores on either database") { file, data, Db }
            .Does((parse, stop) => parse.GetValue(data) is { } folder
                ? BackupAsync(folder, parse.GetValue(Db), parse.GetValue(file) ?? throw new CommandEnds(ExitCode.Usage, "backup --data needs the archive to make"), parse.GetValue(Act.Json), stop)
                : AskForBackupAsync(parse.GetValue(Act.Json), stop));
    }

    public static Command MakeRestore()
    {
        var data = Data(required: true);
        var file = new Argument<string>("file") { Description = "The archive" };
        return new Command("restore", "Make a node again from an archive, in an empty folder and database") { file, data, Db }
            .Does((parse, stop) => RestoreAsync(parse.GetRequiredValue(file), parse.GetRequiredValue(data)!, parse.GetValue(Db), parse.GetValue(Act.Json), stop));
    }

    public static Command MakeDoctor()
    {
        var data = Data(required: false);
        var rebuild = new Option<bool>("--rebuild") { Description = "Make everything derived again first" };
        return new Command("doctor", "Examine a node: integrity, owners, markings, and that what is derived equals the statements") { data, Db, rebuild }
            .Does((parse, stop) => parse.GetValue(data) is { } folder
                ? DoctorAsync(folder, parse.GetValue(Db), parse.GetValue(rebuild), parse.GetValue(Act.Json), stop)
                : AskDoctorAsync(parse.GetValue(rebuild), parse.GetValue(Act.Json), stop));
    }

    private static Option<string?> Data(bool required) => new("--data") { Description = "Folder of a stopped node", HelpName = "DIR", Required = required };

    private static async Task InitAsync(string data, string? db, bool json, CancellationToken stop)
    {
        if (DataFolder.HasNode(data) && File.Exists(Path.Combine(data, "puente.db"))) throw new CommandEnds(ExitCode.Refused, new Refusal("keeping.has-node", ("folder", data)).ToString());
        using var folder = DataFolder.Open(data).Need();
        await using var store = await EvidenceStore.OpenAsync(folder, db, TimeProvider.System, stop);
        await store.NoteAsync("node.init", folder.Root);
        Say(json, new JsonObject { ["folder"] = folder.Root }, $"An empty node in {folder.Root}. Start it: puente serve --data {data}");
    }

    private static async Task BackupAsync(string data, string? db, string file, bool json, CancellationToken stop)
    {
        using var folder = Existing(data, db);
        await using var store = await EvidenceStore.OpenAsync(folder, db, TimeProvider.System, stop);
        var receipt = (await store.Backup.WriteAsync(Author.Machine, folder.Root, file, stop: stop)).Need();
        Say(json, new JsonObject { ["file"] = receipt.File, ["sha256"] = receipt.Sha256, ["rows"] = receipt.Manifest.Rows }, $"{receipt.File}\n{receipt.Manifest.Rows} rows, SHA-256 {receipt.Sha256}");
    }

    private static async Task AskForBackupAsync(bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        var answer = (await desk.PostAsync("node/backups", null, stop))!;
        Say(json, answer, $"{answer["file"]} on the node's machine\n{answer["rows"]} rows, SHA-256 {answer["sha256"]}");
    }

    private static async Task RestoreAsync(string file, string data, string? db, bool json, CancellationToken stop)
    {
        using var folder = DataFolder.Open(data).Need();
        var manifest = (await Restore.ReadAsync(file, folder, db, EvidenceStore.Migrations, stop: stop)).Need();
        await using var store = await EvidenceStore.OpenAsync(folder, db, TimeProvider.System, stop);
        await store.Doctor.RebuildAsync(stop: stop);
        await store.NoteAsync("node.restore", Path.GetFileName(file));
        Say(json, new JsonObject { ["rows"] = manifest.Rows, ["taken"] = manifest.Taken }, string.Create(CultureInfo.InvariantCulture, $"{manifest.Rows} rows as of {manifest.Taken:u}"));
        await ReportAsync(store, json: false, quiet: true, stop);
    }

    private static async Task DoctorAsync(string data, string? db, bool rebuild, bool json, CancellationToken stop)
    {
        using var folder = Existing(data, db);
        await using var store = await EvidenceStore.OpenAsync(folder, db, TimeProvider.System, stop);
        if (rebuild) await store.Doctor.RebuildAsync(stop: stop);
        await store.NoteAsync("node.doctor", rebuild ? "rebuild" : "examine");
        await ReportAsync(store, json, quiet: false, stop);
    }

    private static async Task AskDoctorAsync(bool rebuild, bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        if (rebuild) await desk.PostAsync("node/rebuild", null, stop);
        var answer = (await desk.GetAsync("node/doctor", stop))!;
        Report(json, quiet: false, [.. answer["checkups"]!.AsArray().Select(c => new Checkup((string)c!["code"]!, (bool)c["healthy"]!, (long)c["count"]!))]);
    }

    private static async Task ReportAsync(EvidenceStore store, bool json, bool quiet, CancellationToken stop)
    {
        var checkups = new List<Checkup>();
        await foreach (var checkup in store.Doctor.ExamineAsync(stop)) checkups.Add(checkup);
        Report(json, quiet, checkups);
    }

    private static void Report(bool json, bool quiet, List<Checkup> checkups)
    {
        var healthy = checkups.TrueForAll(c => c.Healthy);
        if (json) Desk.Print(new JsonObject { ["healthy"] = healthy, ["checkups"] = new JsonArray([.. checkups.Select(c => new JsonObject { ["code"] = c.Code, ["healthy"] = c.Healthy, ["count"] = c.Count })]) });
        else foreach (var c in checkups.Where(c => !quiet || !c.Healthy)) Console.WriteLine($"{(c.Healthy ? "ok " : "BAD")} {c.Code,-28} {c.Count}");
        if (!healthy) throw new CommandEnds(ExitCode.Fault, "The node is not healthy.");
    }

    /// <summary>A folder that holds a node; a mistyped name makes none.</summary>
    private static DataFolder Existing(string data, string? db) =>
        db is null && !File.Exists(Path.Combine(data, "puente.db"))
            ? throw new CommandEnds(ExitCode.Refused, new Refusal("keeping.no-node", ("folder", data)).ToString())
            : DataFolder.Open(data).Need();

    private static void Say(bool json, JsonNode answer, string words)
    {
        if (json) Desk.Print(answer);
        else Console.WriteLine(words);
    }
}

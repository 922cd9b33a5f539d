using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;

using Puente.Node.Hosting;

namespace Puente.Node.Commands;

/// <summary>
/// <c>puente init | backup | restore | doctor</c>. With <c>--data</c> they work on a stopped node under its lock; without, backup and
/// doctor ask the running node of the login, whose administrator they need.
/// </summary>
internal static class KeepingCommands
{
    private static readonly Option<string?> Db = new("--db") { Description = Terminal.T["command.db"], HelpName = "CONNECTION" };

    public static Command MakeInit()
    {
        var data = Data(required: true);
        return new Command("init", Terminal.T["command.init"]) { data, Db }.Does((parse, stop) => InitAsync(parse.GetRequiredValue(data)!, parse.GetValue(Db), parse.GetValue(Act.Json), stop));
    }

    public static Command MakeBackup()
    {
        var data = Data(required: false);
        var file = new Argument<string?>("file") { Description = Terminal.T["command.backup.file"], Arity = ArgumentArity.ZeroOrOne };
        return new Command("backup", Terminal.T["command.backup"]) { file, data, Db }
            .Does((parse, stop) => parse.GetValue(data) is { } folder
                ? BackupAsync(folder, parse.GetValue(Db), parse.GetValue(file) ?? throw new CommandEndsException(new Refusal("command.backup.no-file"), ExitCode.Usage), parse.GetValue(Act.Json), stop)
                : AskForBackupAsync(parse.GetValue(Act.Json), stop));
    }

    public static Command MakeRestore()
    {
        var data = Data(required: true);
        var file = new Argument<string>("file") { Description = Terminal.T["command.restore.file"] };
        return new Command("restore", Terminal.T["command.restore"]) { file, data, Db }
            .Does((parse, stop) => RestoreAsync(parse.GetRequiredValue(file), parse.GetRequiredValue(data)!, parse.GetValue(Db), parse.GetValue(Act.Json), stop));
    }

    public static Command MakeDoctor()
    {
        var data = Data(required: false);
        var rebuild = new Option<bool>("--rebuild") { Description = Terminal.T["command.doctor.rebuild"] };
        return new Command("doctor", Terminal.T["command.doctor"]) { data, Db, rebuild }
            .Does((parse, stop) => parse.GetValue(data) is { } folder
                ? DoctorAsync(folder, parse.GetValue(Db), parse.GetValue(rebuild), parse.GetValue(Act.Json), stop)
                : AskDoctorAsync(parse.GetValue(rebuild), parse.GetValue(Act.Json), stop));
    }

    private static Option<string?> Data(bool required) => new("--data") { Description = Terminal.T["command.data"], HelpName = "DIR", Required = required };

    private static async Task InitAsync(string data, string? db, bool json, CancellationToken stop)
    {
        if (DataFolder.HasNode(data) && File.Exists(Path.Combine(data, "puente.db"))) throw new CommandEndsException(new Refusal("keeping.has-node", ("folder", data)));
        using var folder = DataFolder.Open(data).Need();
        await using var store = await EvidenceStore.OpenAsync(folder, db, TimeProvider.System, Rooms.Migrations, stop: stop);
        await store.NoteAsync("node.init", folder.Root);
        Terminal.Answer(json, new JsonObject { ["folder"] = folder.Root }, Terminal.T.Format("command.init.done", ("folder", folder.Root)));
    }

    private static async Task BackupAsync(string data, string? db, string file, bool json, CancellationToken stop)
    {
        using var folder = Existing(data, db);
        await using var store = await EvidenceStore.OpenAsync(folder, db, TimeProvider.System, Rooms.Migrations, stop: stop);
        var receipt = (await store.Backup.WriteAsync(Author.Machine, folder.Root, file, stop: stop)).Need();
        Terminal.Answer(json, new JsonObject { ["file"] = receipt.File, ["sha256"] = receipt.Sha256, ["rows"] = receipt.Manifest.Rows }, Terminal.T.Format("command.backup.done", ("file", receipt.File), ("count", receipt.Manifest.Rows), ("sha256", receipt.Sha256)));
    }

    private static async Task AskForBackupAsync(bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        var answer = (await desk.PostAsync("node/backups", null, stop))!;
        Terminal.Answer(json, answer, Terminal.T.Format("command.backup.done.node", ("file", (string)answer["file"]!), ("count", (long)answer["rows"]!), ("sha256", (string)answer["sha256"]!)));
    }

    private static async Task RestoreAsync(string file, string data, string? db, bool json, CancellationToken stop)
    {
        using var folder = DataFolder.Open(data).Need();
        var manifest = (await Restore.ReadAsync(file, folder, db, EvidenceStore.MigrationsWith(Rooms.Migrations), stop: stop)).Need();
        await using var store = await EvidenceStore.OpenAsync(folder, db, TimeProvider.System, Rooms.Migrations, stop: stop);
        await store.Doctor.RebuildAsync(stop: stop);
        await store.NoteAsync("node.restore", Path.GetFileName(file));
        Terminal.Answer(json, new JsonObject { ["rows"] = manifest.Rows, ["taken"] = manifest.Taken }, Terminal.T.Format("command.restore.done", ("count", manifest.Rows), ("taken", manifest.Taken)));
        await ReportAsync(store, json: false, quiet: true, stop);
    }

    private static async Task DoctorAsync(string data, string? db, bool rebuild, bool json, CancellationToken stop)
    {
        using var folder = Existing(data, db);
        await using var store = await EvidenceStore.OpenAsync(folder, db, TimeProvider.System, Rooms.Migrations, stop: stop);
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
        if (json) Terminal.Print(new JsonObject { ["healthy"] = healthy, ["checkups"] = new JsonArray([.. checkups.Select(c => new JsonObject { ["code"] = c.Code, ["healthy"] = c.Healthy, ["count"] = c.Count })]) });
        var table = new Columns();
        if (!json) foreach (var c in checkups.Where(c => !quiet || !c.Healthy)) table.Add(Terminal.T[c.Healthy ? "command.doctor.ok" : "command.doctor.bad"], c.Code, Terminal.T.Number(c.Count));
        table.Write();
        if (!healthy) throw new CommandEndsException(ExitCode.Unhealthy, Terminal.T["command.doctor.unhealthy"]);
    }

    /// <summary>A folder that holds a node; a mistyped name makes none.</summary>
    public static DataFolder Existing(string data, string? db) =>
        db is null && !File.Exists(Path.Combine(data, "puente.db"))
            ? throw new CommandEndsException(new Refusal("keeping.no-node", ("folder", data)))
            : DataFolder.Open(data).Need();
}

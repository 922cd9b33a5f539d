using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Node.Hosting;
using Puente.Node.Setup;

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
        await using var node = await StoppedNode.OpenAsync(data, db, made: true, stop: stop);
        await node.Store.NoteAsync("node.init", node.Folder.Root);
        Terminal.Answer(json, new JsonObject { ["folder"] = node.Folder.Root }, Terminal.T.Format("command.init.done", ("folder", node.Folder.Root)));
    }

    private static async Task BackupAsync(string data, string? db, string file, bool json, CancellationToken stop)
    {
        await using var node = await StoppedNode.OpenAsync(data, db, stop: stop);
        var receipt = (await node.Store.Backup.WriteAsync(Author.Machine, node.Folder.Root, file, stop: stop)).Need();
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
        BackupManifest manifest;
        using (var folder = DataFolder.Open(data).Need())
            manifest = (await Restore.ReadAsync(file, folder, db, EvidenceStore.MigrationsWith(Rooms.Migrations), stop: stop)).Need();
        await using var node = await StoppedNode.OpenAsync(data, db, upgrade: true, stop: stop);
        await node.Store.Doctor.RebuildAsync(stop: stop);
        await node.Store.NoteAsync("node.restore", Path.GetFileName(file));
        Terminal.Answer(json, new JsonObject { ["rows"] = manifest.Rows, ["taken"] = manifest.Taken }, Terminal.T.Format("command.restore.done", ("count", manifest.Rows), ("taken", manifest.Taken)));
        await ReportAsync(node.Store, json: false, quiet: true, stop);
    }

    public static Command MakeUpgrade()
    {
        var data = Data(required: true);
        return new Command("upgrade", Terminal.T["command.upgrade"]) { data, Db }.Does((parse, stop) => UpgradeAsync(parse.GetRequiredValue(data)!, parse.GetValue(Db), parse.GetValue(Act.Json), stop));
    }

    /// <summary>Copies, verifies the copy, and only then changes the store.</summary>
    private static async Task UpgradeAsync(string data, string? db, bool json, CancellationToken stop)
    {
        var connection = db ?? NodeSettings.Read(data).Need(ExitCode.Input)?.Database;
        if (connection is null && !File.Exists(Path.Combine(data, "puente.db"))) throw new CommandEndsException(new Refusal("keeping.no-node", ("folder", data)));
        BackupReceipt? copy;
        using (var folder = DataFolder.Open(data).Need())
            copy = (await Upgrade.SaveAsync(folder, connection, EvidenceStore.MigrationsWith(Rooms.Migrations), TimeProvider.System, stop)).Need();
        if (copy is null)
        {
            Terminal.Answer(json, new JsonObject { ["copy"] = null }, Terminal.T["command.upgrade.current"]);
            return;
        }

        await using var node = await StoppedNode.OpenAsync(data, db, upgrade: true, stop: stop);
        await node.Store.Doctor.RebuildAsync(stop: stop);
        await node.Store.NoteAsync("node.upgrade", Path.GetFileName(copy.File));
        Terminal.Answer(json, new JsonObject { ["copy"] = copy.File, ["sha256"] = copy.Sha256 }, Terminal.T.Format("command.upgrade.done", ("file", copy.File), ("sha256", copy.Sha256)));
        await ReportAsync(node.Store, json: false, quiet: true, stop);
    }

    public static Command MakePlan()
    {
        var data = Data(required: false);
        var at = new Option<string?>("--at") { Description = Terminal.T["command.plan.at"], HelpName = "HH:MM" };
        var keep = new Option<int>("--keep") { Description = Terminal.T["command.plan.keep"], DefaultValueFactory = _ => 14 };
        return new Command("backup-plan", Terminal.T["command.plan"]) { data, Db, at, keep }.Does(async (parse, stop) =>
        {
            var plan = parse.GetValue(at) is { } time ? BackupPlan.Read(time, parse.GetValue(keep).ToString(System.Globalization.CultureInfo.InvariantCulture)).Need(ExitCode.Usage) : null;
            if (parse.GetValue(data) is { } folder) await PlanAsync(folder, parse.GetValue(Db), plan, parse.GetValue(Act.Json), stop);
            else await AskForPlanAsync(plan, parse.GetValue(Act.Json), stop);
        });
    }

    private static async Task PlanAsync(string data, string? db, BackupPlan? plan, bool json, CancellationToken stop)
    {
        await using var node = await StoppedNode.OpenAsync(data, db, stop: stop);
        if (plan is not null) (await node.Store.Backups.SetPlanAsync(Author.Machine, plan)).Need();
        SayPlan(json, (await node.Store.Backups.PlanAsync())?.Plan);
    }

    private static async Task AskForPlanAsync(BackupPlan? plan, bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        if (plan is not null) await desk.PostAsync("node/backup-plan", new { at = At(plan), keep = plan.Keep }, stop);
        var answer = (await desk.GetAsync("node/backups", stop))!;
        SayPlan(json, answer["plan"] is { } told ? BackupPlan.Read((string)told["at"]!, told["keep"]!.ToString()).Value : null);
    }

    private static void SayPlan(bool json, BackupPlan? plan) => Terminal.Answer(
        json,
        new JsonObject { ["at"] = plan is null ? null : At(plan), ["keep"] = plan?.Keep },
        plan is null ? Terminal.T["backups.plan.none"] : Terminal.T.Format("backups.plan.is", ("at", At(plan)), ("zone", TimeZoneInfo.Local.Id), ("keep", plan.Keep)));

    private static string At(BackupPlan plan) => plan.At.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task DoctorAsync(string data, string? db, bool rebuild, bool json, CancellationToken stop)
    {
        await using var node = await StoppedNode.OpenAsync(data, db, stop: stop);
        if (rebuild) await node.Store.Doctor.RebuildAsync(stop: stop);
        await node.Store.NoteAsync("node.doctor", rebuild ? "rebuild" : "examine");
        await ReportAsync(node.Store, json, quiet: false, stop);
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
}

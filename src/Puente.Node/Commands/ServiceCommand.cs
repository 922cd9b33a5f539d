using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Node.Setup;

namespace Puente.Node.Commands;

/// <summary><c>puente service</c>: prints the unit that runs a node under systemd, writes it, or makes the Windows service.</summary>
internal static class ServiceCommand
{
    public static Command Make()
    {
        var data = new Option<string>("--data") { Description = Terminal.T["command.data"], HelpName = "DIR", Required = true };
        var write = new Option<string?>("--write") { Description = Terminal.T["command.service.write"], HelpName = "FILE" };
        var install = new Option<bool>("--install") { Description = Terminal.T["command.service.install"] };
        return new Command("service", Terminal.T["command.service"]) { data, write, install }.Does((parse, stop) =>
        {
            var (json, folder) = (parse.GetValue(Act.Json), Path.GetFullPath(parse.GetRequiredValue(data)));
            var executable = Environment.ProcessPath!;
            if (OperatingSystem.IsWindows()) return OnWindowsAsync(executable, folder, parse.GetValue(install), json, stop);
            var unit = ServiceUnit.ForSystemd(executable, folder, NodeSettings.Read(folder).Need(ExitCode.Input)).Need(ExitCode.Input);
            var file = parse.GetValue(write) ?? (parse.GetValue(install) ? "/etc/systemd/system/puente.service" : null);
            if (file is not null) File.WriteAllText(file, unit);
            Terminal.Answer(json, new JsonObject { ["unit"] = file ?? unit }, file is null ? unit : Terminal.T.Format("command.service.written", ("file", file), ("folder", folder)));
            return Task.CompletedTask;
        });
    }

    private static async Task OnWindowsAsync(string executable, string folder, bool install, bool json, CancellationToken stop)
    {
        var words = ServiceUnit.ForWindows(executable, folder);
        if (install)
        {
            using var control = Process.Start(new ProcessStartInfo("sc.exe", words))!;
            await control.WaitForExitAsync(stop);
            if (control.ExitCode != 0) throw new CommandEndsException(new Refusal("service.not-made", ("code", control.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        Terminal.Answer(json, new JsonObject { ["service"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) }, "sc.exe " + string.Join(' ', words));
    }
}

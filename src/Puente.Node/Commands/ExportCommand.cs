using System.CommandLine;

namespace Puente.Node.Commands;

/// <summary><c>puente export</c>: what the officer sees, as CSV or FollowTheMoney lines.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var format = new Option<string>("--format") { Description = Terminal.T["command.export.format"], DefaultValueFactory = _ => "csv", HelpName = "csv|ftm" };
        format.AcceptOnlyFromAmong("csv", "ftm");
        var source = new Option<string[]>("--source") { Description = Terminal.T["command.export.source"], HelpName = "ID" };
        var entity = new Option<string[]>("--entity") { Description = Terminal.T["command.export.entity"], HelpName = "ID" };
        var to = new Option<FileInfo?>("--out") { Description = Terminal.T["command.export.out"], HelpName = "FILE" };
        return new Command("export", Terminal.T["command.export"]) { format, source, entity, to }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var path = "export?format=" + Uri.EscapeDataString(parse.GetRequiredValue(format))
                + string.Concat((parse.GetValue(source) ?? []).Select(s => "&source=" + Uri.EscapeDataString(s)))
                + string.Concat((parse.GetValue(entity) ?? []).Select(e => "&entity=" + Uri.EscapeDataString(e)));
            await desk.CopyAsync(path, () => parse.GetValue(to) is { } file ? file.Create() : Console.OpenStandardOutput(), stop);
            if (parse.GetValue(to) is { } made) Terminal.Note(Terminal.T.Format("command.export.done", ("file", made.FullName)));
        });
    }
}

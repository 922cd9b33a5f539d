using System.CommandLine;

namespace Puente.Node.Commands;

/// <summary><c>puente export</c>: what the officer sees, as CSV or FollowTheMoney lines.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var format = new Option<string>("--format") { Description = "csv or ftm", DefaultValueFactory = _ => "csv" };
        var source = new Option<string[]>("--source") { Description = "Only statements of these sources", HelpName = "ID" };
        var entity = new Option<string[]>("--entity") { Description = "Only these entities", HelpName = "ID" };
        var to = new Option<FileInfo?>("--out") { Description = "File to make; standard output when not given", HelpName = "FILE" };
        return new Command("export", "Export what the officer sees; an act") { format, source, entity, to }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var path = "export?format=" + Uri.EscapeDataString(parse.GetRequiredValue(format))
                + string.Concat((parse.GetValue(source) ?? []).Select(s => "&source=" + Uri.EscapeDataString(s)))
                + string.Concat((parse.GetValue(entity) ?? []).Select(e => "&entity=" + Uri.EscapeDataString(e)));
            await using var stream = parse.GetValue(to) is { } file ? file.Create() : Console.OpenStandardOutput();
            await desk.CopyAsync(path, stream, stop);
        });
    }
}

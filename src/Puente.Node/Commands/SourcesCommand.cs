using System.CommandLine;

namespace Puente.Node.Commands;

/// <summary><c>puente sources</c>: the sources that the officer may know of, newest first.</summary>
internal static class SourcesCommand
{
    public static Command Make() => new Command("sources", Terminal.T["command.sources"]).Does(async (parse, stop) =>
    {
        using var desk = Desk.Open();
        var sources = await desk.AllAsync("sources", stop);
        if (parse.GetValue(Act.Json))
        {
            Terminal.Print(sources);
            return;
        }

        var t = Terminal.T;
        var table = new Columns(t["command.column.id"], t["command.column.kind"], t["command.column.published"], t["command.column.marking"], t["command.column.title"]);
        foreach (var s in sources)
            table.Add((string)s!["id"]!, t["sources.kind." + (string)s["kind"]!], Lexicon.Time(s["published"]), Lexicon.Marking(s["marking"]!),
                (string)s["title"]! + ((bool)s["withdrawn"]! ? $" ({t["sources.withdrawn"]})" : ""));
        table.Write();
        Terminal.Say(t.Format("command.sources.count", ("count", sources.Count)));
    });
}

using System.CommandLine;
using System.Globalization;
using Puente.Node.Demo;
using Puente.Node.Hosting;

namespace Puente.Node.Commands;

/// <summary><c>puente demo</c>: a node with invented people and statements, made the first time and kept.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var data = new Option<string>("--data") { Description = Terminal.T["command.demo.data"], DefaultValueFactory = _ => "demo-data", HelpName = "DIR" };
        var urls = new Option<string>("--urls") { Description = Terminal.T["command.demo.urls"], DefaultValueFactory = _ => "http://127.0.0.1:8080", HelpName = "URLS" };
        var db = new Option<string?>("--db") { Description = Terminal.T["command.demo.db"], HelpName = "CONNECTION" };
        var facts = new Option<int>("--facts") { Description = Terminal.T["command.demo.facts"], HelpName = "N" };
        return new Command("demo", Terminal.T["command.demo"]) { data, urls, db, facts }.Does((parse, stop) => ServeCommand.RunAsync(
            DemoNode.Of(new NodeOptions(parse.GetRequiredValue(data)) { Urls = parse.GetRequiredValue(urls), Connection = parse.GetValue(db) }, parse.GetValue(facts), new Said()),
            parse.GetValue(Act.Json), stop));
    }

    private sealed class Said : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 20_000 == 0) Terminal.Note(Terminal.T.Format("command.demo.progress", ("count", value.ToString("N0", CultureInfo.CurrentCulture))));
        }
    }
}

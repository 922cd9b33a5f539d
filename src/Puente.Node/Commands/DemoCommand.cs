using System.CommandLine;
using Puente.Node.Demo;
using Puente.Node.Hosting;

namespace Puente.Node.Commands;

/// <summary><c>puente demo</c>: a node with invented people and statements, made the first time and kept.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var data = new Option<string>("--data") { Description = "Folder of the demo node; made the first time", DefaultValueFactory = _ => "demo-data", HelpName = "DIR" };
        var urls = new Option<string>("--urls") { Description = "Addresses to listen on; loopback only", DefaultValueFactory = _ => "http://127.0.0.1:8080", HelpName = "URLS" };
        var db = new Option<string?>("--db") { Description = "PostgreSQL connection string of an empty database, instead of SQLite", HelpName = "CONNECTION" };
        var facts = new Option<int>("--facts") { Description = "That many facts more than the story needs", HelpName = "N" };
        var command = new Command("demo", "Run a node with invented data; sign in as an invented officer with one click") { data, urls, db, facts };
        command.SetAction((parse, stop) => ServeCommand.RunAsync(
            DemoNode.Of(new NodeOptions(parse.GetRequiredValue(data)) { Urls = parse.GetRequiredValue(urls), Connection = parse.GetValue(db) }, parse.GetValue(facts), new Said()), stop));
        return command;
    }

    private sealed class Said : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 20_000 == 0) Console.Error.WriteLine($"{value} facts");
        }
    }
}

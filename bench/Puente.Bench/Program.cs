using System.CommandLine;
using Puente.Bench;

var scale = new Option<int>("--facts") { Description = "Facts to write.", DefaultValueFactory = _ => 10_000_000 };
var ends = new Option<int>("--entities") { Description = "Entities to write first.", DefaultValueFactory = _ => 1_000_000 };
var rows = new Option<int>("--rows") { Description = "Rows of the file that is imported first.", DefaultValueFactory = _ => 300_000 };
var on = new Option<string>("--on") { Description = "both, sqlite or postgres.", DefaultValueFactory = _ => "both" };
var transfers = new Option<int>("--transfers") { Description = "Transfers of the table; a tenth as many accounts.", DefaultValueFactory = _ => 10_000_000 };
var shared = new Option<string>("--shared") { Description = "Folder of the shared data.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PUENTE_SHARED") ?? "../shared" };
var into = new Option<string?>("--results") { Description = "Folder of the Markdown files; without it, only the screen." };
var traced = new Option<int>("--transfers") { Description = "Transfers of the table.", DefaultValueFactory = _ => 1_000_000 };
var charted = new Option<int>("--nodes") { Description = "Nodes of the chart.", DefaultValueFactory = _ => 5_000 };

var serials = new Option<int>("--serials") { Description = "Serials of the store.", DefaultValueFactory = _ => 100_000_000 };
var peers = new Option<int>("--peers") { Description = "Serials of the systems beside it; 0 leaves them out.", DefaultValueFactory = _ => 1_000_000 };
var screened = new Option<int>("--names") { Description = "Names that are screened.", DefaultValueFactory = _ => 1_000_000 };
var linked = new Option<int>("--records") { Description = "Records that are compared among themselves.", DefaultValueFactory = _ => 1_000_000 };
var forced = new Option<int>("--forced") { Description = "Seeded names that are also compared with every listed one.", DefaultValueFactory = _ => 2_000 };
var alone = new Option<bool>("--alone") { Description = "Without the databases beside it." };

var system = new Option<string>("--system") { Description = "Root folder of a bare Debian.", Required = true };
var published = new Option<string>("--published") { Description = "Folder that publish.sh made.", Required = true };
var checkout = new Option<string>("--checkout") { Description = "This repository.", DefaultValueFactory = _ => "." };

Command[] benches =
[
    Bench("first-day", "The first day of an administrator on a bare Debian; called by bench/first-day.sh.", [system, published, checkout],
        (given, stop) => FirstDayBench.RunAsync(given.GetValue(system)!, given.GetValue(published)!, given.GetValue(checkout)!, given.GetValue(into), stop)),
    Bench("facts", "Facts through the store with its indexes: rate of each million, bytes per fact, acts in between.", [scale, ends, on],
        (given, stop) => FactsBench.RunAsync(given.GetValue(scale), given.GetValue(ends), Engine.Read(given.GetValue(on)!), given.GetValue(into), stop)),
    Bench("search", "200 seeded searches over entities of which the reader sees 60 in 100.", [ends, on],
        (given, stop) => SearchBench.RunAsync(given.GetValue(ends), Engine.Read(given.GetValue(on)!), given.GetValue(into), stop)),
    Bench("queue", "The queue of pairs and the panel of an entity in a unit that recorded many.", [ends, on],
        (given, stop) => QueueBench.RunAsync(given.GetValue(ends), Engine.Read(given.GetValue(on)!), given.GetValue(into), stop)),
    Bench("pages", "Real pages over HTTP, at rest and during an import.", [rows, on],
        (given, stop) => PagesBench.RunAsync(given.GetValue(rows), Engine.Read(given.GetValue(on)!), given.GetValue(into), stop)),
    Bench("memory", "Memory of a node once it answers.", [on], (given, stop) => MemoryBench.RunAsync(Engine.Read(given.GetValue(on)!), given.GetValue(into), stop)),
    Bench("transfers", "A plain file of transfers to a table that answers.", [transfers], (given, stop) => TransferFileBench.RunAsync(given.GetValue(transfers), given.GetValue(into), stop)),
    Bench("tracing", "One seizure's trace under all rules.", [traced], (given, stop) => TracingBench.RunAsync(given.GetValue(traced), given.GetValue(into), stop)),
    Bench("returns", "A bank's return into a node, followed over HTTP, and the node started again.", [transfers], (given, stop) => ReturnsBench.RunAsync(given.GetValue(transfers), given.GetValue(into), stop)),
    Bench("weights", "Bytes of each page over the wire, cold and warm.", [], (given, stop) => WeightBench.RunAsync(given.GetValue(into), stop)),
    Bench("patterns", "All patterns over a whole table of transfers with evidence lists, and one more transfer.", [transfers], (given, stop) => PatternsBench.RunAsync(given.GetValue(transfers), given.GetValue(into), stop)),
    Bench("patterns-quality", "What the search finds in labelled sets and invented towns, and what comes first.", [shared], (given, stop) => PatternsQuality.RunAsync(given.GetValue(shared)!, given.GetValue(into), stop)),
    Bench("graph", "The graph in memory: load, image, questions, filter, appends, betweenness; the same traces in PostgreSQL, SQLite and DuckDB.", [transfers, alone], (given, stop) => GraphBench.RunAsync(given.GetValue(transfers), !given.GetValue(alone), given.GetValue(into), stop)),
    Bench("serials", "Any pattern over many serials in memory; the same misreadings in Lucene.NET and pg_trgm.", [serials, peers], (given, stop) => SerialBench.RunAsync(given.GetValue(serials), given.GetValue(peers), given.GetValue(into), stop)),
    Bench("matching", "Pairs a second, a list against many names, many records among themselves; FuzzySharp, F23, Lucene.NET and pg_trgm on the same names.", [shared, screened, linked, forced, alone],
        (given, stop) => MatchingBench.RunAsync(given.GetValue(shared)!, given.GetValue(screened), given.GetValue(linked), given.GetValue(forced), !given.GetValue(alone), given.GetValue(into), stop)),
    Bench("matching-quality", "Labelled pairs at the declared threshold, by schema and quality, beside others on the same rows.", [shared], (given, stop) => MatchingQuality.RunAsync(given.GetValue(shared)!, given.GetValue(into), stop)),
    Bench("layout", "Places for the nodes of a link chart on the server.", [charted], (given, stop) => LayoutBench.RunAsync(given.GetValue(charted), given.GetValue(into), stop)),
    Bench("cold", "The first README command on a clean clone, until the first page.", [], (given, stop) => ColdBench.RunAsync(given.GetValue(into), stop)),
];

var all = Bench("all", "Every benchmark at its full size, one after another.", [on], async (given, stop) =>
{
    var (engines, folder) = (Engine.Read(given.GetValue(on)!), given.GetValue(into));
    await ColdBench.RunAsync(folder, stop);
    await WeightBench.RunAsync(folder, stop);
    await TransferFileBench.RunAsync(10_000_000, folder, stop);
    await TracingBench.RunAsync(1_000_000, folder, stop);
    await MemoryBench.RunAsync(engines, folder, stop);
    await PagesBench.RunAsync(300_000, engines, folder, stop);
    await SearchBench.RunAsync(1_000_000, engines, folder, stop);
    await FactsBench.RunAsync(10_000_000, 1_000_000, engines, folder, stop);
    return 0;
});

var root = new RootCommand("Measures Puente. Seeds are fixed; every result names the machine and the command.") { all };
foreach (var bench in benches) root.Add(bench);
return await root.Parse(args).InvokeAsync();

Command Bench(string name, string what, Option[] options, Func<ParseResult, CancellationToken, Task<int>> run)
{
    var command = new Command(name, what) { into };
    foreach (var option in options) command.Add(option);
    command.SetAction(run);
    return command;
}

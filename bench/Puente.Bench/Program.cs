using System.CommandLine;
using Puente.Bench;

var scale = new Option<int>("--facts") { Description = "Facts to write.", DefaultValueFactory = _ => 10_000_000 };
var ends = new Option<int>("--entities") { Description = "Entities to write first.", DefaultValueFactory = _ => 1_000_000 };
var on = new Option<string>("--on") { Description = "both, sqlite or postgres.", DefaultValueFactory = _ => "both" };
var into = new Option<string?>("--results") { Description = "Folder of the Markdown file; without it, only the screen." };

var facts = new Command("facts", "Facts through the store with its indexes: rate of each million, bytes per fact, acts in between.") { scale, ends, on, into };
facts.SetAction(async (given, stop) => await FactsBench.RunAsync(given.GetValue(scale), given.GetValue(ends), Engine.Read(given.GetValue(on)!), given.GetValue(into), stop));

var search = new Command("search", "200 seeded searches over entities of which the reader sees 60 in 100.") { ends, on, into };
search.SetAction(async (given, stop) => await SearchBench.RunAsync(given.GetValue(ends), Engine.Read(given.GetValue(on)!), given.GetValue(into), stop));

var pages = new Command("pages", "What pages ask of the store, at rest and while an import writes.") { ends, on, into };
pages.SetAction(async (given, stop) => await PagesBench.RunAsync(given.GetValue(ends), Engine.Read(given.GetValue(on)!), given.GetValue(into), stop));

var memory = new Command("memory", "Memory of a node once it answers.") { into };
memory.SetAction(async (given, stop) => await MemoryBench.RunAsync(given.GetValue(into), stop));

return await new RootCommand("Measures Puente. Seeds are fixed; every result names the machine and the command.") { facts, search, pages, memory }.Parse(args).InvokeAsync();

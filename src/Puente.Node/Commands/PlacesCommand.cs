using System.CommandLine;
using System.Text.Json;
using Puente.Evidence;
using Puente.Evidence.Places;
using Puente.Node.Api;
using Puente.Node.Pages.Charts;

namespace Puente.Node.Commands;

/// <summary><c>puente places</c>: states, counties, municipalities and ports of entry by name or code. Needs no node.</summary>
internal static class PlacesCommand
{
    public static Command Make()
    {
        var words = new Argument<string[]>("words") { Description = Terminal.T["places.find.hint"], Arity = ArgumentArity.ZeroOrMore };
        var take = new Option<int>("--take") { Description = Terminal.T["command.search.take"], DefaultValueFactory = _ => 25, HelpName = "N" };
        take.Between(1, 200, Terminal.T["command.search.take.range"]);
        return new Command("places", Terminal.T["command.places"]) { words, take }.Does((parse, _) =>
        {
            var text = string.Join(' ', parse.GetValue(words) ?? []).Trim();
            if (text.Length == 0) throw new CommandEndsException(new Refusal("places.empty"), ExitCode.Usage);
            var found = Gazetteer.Find(text, parse.GetValue(take));
            if (parse.GetValue(Act.Json))
            {
                Terminal.Print(JsonSerializer.SerializeToNode(found.Select(PlacesApi.Of), JsonSerializerOptions.Web)!);
                return Task.CompletedTask;
            }

            var (t, say) = (Terminal.T, new PlaceWords(Terminal.T));
            var table = new Columns(t["places.col.code"], t["places.col.name"], t["places.col.level"], t["places.col.state"], t["places.col.point"], t["places.col.across"]);
            foreach (var place in found) table.Add([place.Code, place.Name, say.Level(place), Gazetteer.StateOf(place).Name, place.Point is { } at ? PlaceWords.Point(at) : "", place.Across ?? ""]);
            table.Write();
            if (found.Count == 0) Terminal.Say(t["places.none"]);
            return Task.CompletedTask;
        });
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;

namespace Puente.Node.Commands;

/// <summary><c>puente show</c>: an entity, a statement or a source, as the officer sees it.</summary>
internal static class ShowCommand
{
    public static Command Make()
    {
        var id = new Argument<string>("id") { Description = Terminal.T["command.show.id"] };
        var history = new Option<bool>("--history") { Description = Terminal.T["command.show.history"] };
        var known = new Option<string?>("--known") { Description = Terminal.T["command.show.known"], HelpName = "MOMENT" };
        var asOf = new Option<string?>("--as-of") { Description = Terminal.T["command.show.as-of"], HelpName = "DAY" };
        return new Command("show", Terminal.T["command.show"]) { id, history, known, asOf }
            .Does((parse, stop) => RunAsync(parse.GetRequiredValue(id), Query(parse.GetValue(history), parse.GetValue(known), parse.GetValue(asOf)), parse.GetValue(Act.Json), stop));
    }

    private static async Task RunAsync(string id, string query, bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        var text = Uri.EscapeDataString(id);
        if (await FoundAsync(desk, $"entities/{text}{query}", stop) is { } entity)
        {
            var sheet = new JsonObject
            {
                ["entity"] = entity.DeepClone(),
                ["attributes"] = (await desk.GetAsync($"entities/{text}/attributes{query}", stop))!.DeepClone(),
                ["facts"] = await desk.AllAsync($"entities/{text}/facts{query}", stop),
                ["sameAs"] = (await desk.GetAsync($"entities/{text}/same-as{query}", stop))!.DeepClone(),
            };
            if (json) Terminal.Print(sheet);
            else new EntitySheet(await Lexicon.ReadAsync(desk, stop)).Write(sheet);
        }
        else if (await FoundAsync(desk, $"statements/{text}{query}", stop) is { } statement)
        {
            if (json) Terminal.Print(statement);
            else new EntitySheet(await Lexicon.ReadAsync(desk, stop)).WriteStatement(statement);
        }
        else
        {
            var source = (await desk.GetAsync($"sources/{text}{query}", stop))!;
            if (json) Terminal.Print(source);
            else EntitySheet.WriteSource(source);
        }
    }

    /// <summary>What an address holds, or null when there is nothing for this viewer; an id does not say what it is of.</summary>
    private static async Task<JsonNode?> FoundAsync(Desk desk, string path, CancellationToken stop)
    {
        try
        {
            return await desk.GetAsync(path, stop);
        }
        catch (CommandEndsException ends) when ((string?)ends.Answer["code"] == "access.not-found")
        {
            return null;
        }
    }

    private static string Query(bool history, string? known, string? asOf) =>
        $"?history={(history ? "true" : "false")}" + (known is null ? "" : "&known=" + Uri.EscapeDataString(known)) + (asOf is null ? "" : "&asOf=" + Uri.EscapeDataString(asOf));
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Agencies;

namespace Puente.Node.Commands;

/// <summary><c>puente user</c>: agencies, units and officers of a stopped node, with acts. Reading rights still need two people of the agency.</summary>
internal static class UserCommands
{
    private static readonly Option<string> Data = new("--data") { Description = Terminal.T["command.data"], HelpName = "DIR", Required = true, Recursive = true };
    private static readonly Option<string?> Db = new("--db") { Description = Terminal.T["command.db"], HelpName = "CONNECTION", Recursive = true };

    public static Command Make()
    {
        var command = new Command("user", Terminal.T["command.user"]) { Data, Db };
        command.Add(new Command("list", Terminal.T["command.user.list"]).Does((parse, stop) => OnAsync(parse, roster => ListAsync(roster, parse.GetValue(Act.Json)), stop)));
        command.Add(Agency());
        command.Add(Unit());
        command.Add(Add());
        var login = new Argument<string>("login") { Description = Terminal.T["command.user.login"] };
        command.Add(new Command("end", Terminal.T["command.user.end"]) { login }
            .Does((parse, stop) => OnAsync(parse, async roster => (await roster.EndAsync(Author.Machine, Officer(roster, parse.GetRequiredValue(login)).Id)).Need(), stop)));
        return command;
    }

    private static Command Agency()
    {
        var (code, en, es, functions) = (new Argument<string>("code") { Description = Terminal.T["command.user.code"] }, new Argument<string>("name-en") { Description = Terminal.T["command.user.name-en"] }, new Argument<string>("name-es") { Description = Terminal.T["command.user.name-es"] }, new Option<string[]>("--function") { Description = Terminal.T["command.user.function"], AllowMultipleArgumentsPerToken = true });
        return new Command("agency", Terminal.T["command.user.agency"]) { code, en, es, functions }.Does((parse, stop) => OnAsync(parse, async roster =>
            (await roster.AddAgencyAsync(Author.Machine, new Agency(parse.GetRequiredValue(code), parse.GetRequiredValue(code).Split('/')[0], parse.GetRequiredValue(en), parse.GetRequiredValue(es), [.. parse.GetValue(functions) ?? []]))).Need(), stop));
    }

    private static Command Unit()
    {
        var (code, en, es) = (new Argument<string>("code") { Description = Terminal.T["command.user.code"] }, new Argument<string>("name-en") { Description = Terminal.T["command.user.name-en"] }, new Argument<string>("name-es") { Description = Terminal.T["command.user.name-es"] });
        return new Command("unit", Terminal.T["command.user.unit"]) { code, en, es }.Does((parse, stop) => OnAsync(parse, async roster =>
        {
            var unit = parse.GetRequiredValue(code);
            (await roster.AddUnitAsync(Author.Machine, new Unit(unit, unit[..Math.Max(0, unit.LastIndexOf('/'))], parse.GetRequiredValue(en), parse.GetRequiredValue(es)))).Need();
        }, stop));
    }

    private static Command Add()
    {
        var (login, name) = (new Argument<string>("login") { Description = Terminal.T["command.user.login"] }, new Argument<string>("name") { Description = Terminal.T["command.user.name"] });
        var units = new Option<string[]>("--unit") { Description = Terminal.T["command.user.units"], Required = true, AllowMultipleArgumentsPerToken = true };
        var roles = new Option<Role[]>("--role") { Description = Terminal.T["command.user.roles"], Required = true, AllowMultipleArgumentsPerToken = true };
        var language = new Option<string>("--language") { Description = Terminal.T["command.user.language"], DefaultValueFactory = _ => "en" };
        return new Command("add", Terminal.T["command.user.add"]) { login, name, units, roles, language }.Does((parse, stop) => OnAsync(parse, async roster =>
            (await roster.AddOfficerAsync(Author.Machine, new OfficerEntry(parse.GetRequiredValue(login), parse.GetRequiredValue(name), [.. parse.GetRequiredValue(units)],
                parse.GetRequiredValue(roles).Aggregate(Role.None, (all, one) => all | one), parse.GetRequiredValue(language)))).Need(), stop));
    }

    private static Task ListAsync(RosterBook roster, bool json)
    {
        var officers = roster.Current.Officers.Values.OrderBy(o => o.Login, StringComparer.Ordinal).ToList();
        if (json)
            Terminal.Print(new JsonArray([.. officers.Select(o => new JsonObject { ["login"] = o.Login, ["name"] = o.Name, ["units"] = new JsonArray([.. o.Units.Select(u => (JsonNode)u)]), ["roles"] = o.Roles.ToString(), ["active"] = o.Active })]));
        else
            WriteList(officers);
        return Task.CompletedTask;
    }

    private static void WriteList(List<Officer> officers)
    {
        var t = Terminal.T;
        var table = new Columns(t["command.user.login"], t["command.column.name"], t["command.user.units"], t["command.user.roles.held"], "");
        foreach (var o in officers) table.Add(o.Login, o.Name, string.Join(' ', o.Units), o.Roles.ToString(), o.Active ? "" : t["command.user.left"]);
        table.Write();
    }

    private static Officer Officer(RosterBook roster, string login) => roster.Current.ByLogin(login) ?? throw new CommandEndsException(new Refusal("officer.unknown", ("officer", login)));

    private static async Task OnAsync(ParseResult parse, Func<RosterBook, Task> work, CancellationToken stop)
    {
        await using var node = await StoppedNode.OpenAsync(parse.GetRequiredValue(Data), parse.GetValue(Db), stop: stop);
        await work(node.Store.Roster);
        if (parse.CommandResult.Command.Name != "list") Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["done"] = true }, Terminal.T["command.user.done"]);
    }
}

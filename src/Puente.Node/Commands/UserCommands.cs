using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;

namespace Puente.Node.Commands;

/// <summary><c>puente user</c>: agencies, units and officers of a stopped node, with acts. Reading rights still need two people of the agency.</summary>
internal static class UserCommands
{
    private static readonly Option<string> Data = new("--data") { Description = "Folder of a stopped node", HelpName = "DIR", Required = true, Recursive = true };
    private static readonly Option<string?> Db = new("--db") { Description = "PostgreSQL connection string", HelpName = "CONNECTION", Recursive = true };

    public static Command Make()
    {
        var command = new Command("user", "Officers of a stopped node") { Data, Db };
        command.Add(new Command("list", "List officers").Does((parse, stop) => OnAsync(parse, roster => ListAsync(roster, parse.GetValue(Act.Json)), stop)));
        command.Add(Agency());
        command.Add(Unit());
        command.Add(Add());
        var login = new Argument<string>("login") { Description = "Sign-in name" };
        command.Add(new Command("end", "An officer has left: sessions, tokens and rights end") { login }
            .Does((parse, stop) => OnAsync(parse, async roster => (await roster.EndAsync(Author.Machine, Officer(roster, parse.GetRequiredValue(login)).Id)).Need(), stop)));
        return command;
    }

    private static Command Agency()
    {
        var (code, en, es, functions) = (new Argument<string>("code"), new Argument<string>("name-en"), new Argument<string>("name-es"), new Option<string[]>("--function") { Description = "What it is by law: police, fiu, prosecutor ...", AllowMultipleArgumentsPerToken = true });
        return new Command("agency", "Add an agency, US/ATF") { code, en, es, functions }.Does((parse, stop) => OnAsync(parse, async roster =>
            (await roster.AddAgencyAsync(Author.Machine, new Agency(parse.GetRequiredValue(code), parse.GetRequiredValue(code).Split('/')[0], parse.GetRequiredValue(en), parse.GetRequiredValue(es), [.. parse.GetValue(functions) ?? []]))).Need(), stop));
    }

    private static Command Unit()
    {
        var (code, en, es) = (new Argument<string>("code"), new Argument<string>("name-en"), new Argument<string>("name-es"));
        return new Command("unit", "Add a unit, US/ATF/PHX") { code, en, es }.Does((parse, stop) => OnAsync(parse, async roster =>
        {
            var unit = parse.GetRequiredValue(code);
            (await roster.AddUnitAsync(Author.Machine, new Unit(unit, unit[..Math.Max(0, unit.LastIndexOf('/'))], parse.GetRequiredValue(en), parse.GetRequiredValue(es)))).Need();
        }, stop));
    }

    private static Command Add()
    {
        var (login, name) = (new Argument<string>("login"), new Argument<string>("name"));
        var units = new Option<string[]>("--unit") { Description = "Units; the first is home", Required = true, AllowMultipleArgumentsPerToken = true };
        var roles = new Option<Role[]>("--role") { Description = "Reader, Recorder, Importer, ReleaseAuthority, Auditor, Administrator, DisclosureCustodian", Required = true, AllowMultipleArgumentsPerToken = true };
        var language = new Option<string>("--language") { Description = "en or es", DefaultValueFactory = _ => "en" };
        return new Command("add", "Add an officer, who reads nothing until a right is approved") { login, name, units, roles, language }.Does((parse, stop) => OnAsync(parse, async roster =>
            (await roster.AddOfficerAsync(Author.Machine, new OfficerEntry(parse.GetRequiredValue(login), parse.GetRequiredValue(name), [.. parse.GetRequiredValue(units)],
                parse.GetRequiredValue(roles).Aggregate(Role.None, (all, one) => all | one), parse.GetRequiredValue(language)))).Need(), stop));
    }

    private static Task ListAsync(RosterBook roster, bool json)
    {
        var officers = roster.Current.Officers.Values.OrderBy(o => o.Login, StringComparer.Ordinal).ToList();
        if (json)
            Desk.Print(new JsonArray([.. officers.Select(o => new JsonObject { ["login"] = o.Login, ["name"] = o.Name, ["units"] = new JsonArray([.. o.Units.Select(u => (JsonNode)u)]), ["roles"] = o.Roles.ToString(), ["active"] = o.Active })]));
        else
            foreach (var o in officers) Console.WriteLine($"{o.Login,-16} {(o.Active ? "  " : "x ")}{o.Name,-28} {string.Join(' ', o.Units)}  {o.Roles}");
        return Task.CompletedTask;
    }

    private static Officer Officer(RosterBook roster, string login) => roster.Current.ByLogin(login) ?? throw new CommandEnds(ExitCode.Refused, new Refusal("officer.unknown", ("officer", login)).ToString());

    private static async Task OnAsync(ParseResult parse, Func<RosterBook, Task> work, CancellationToken stop)
    {
        var data = parse.GetRequiredValue(Data);
        if (parse.GetValue(Db) is null && !File.Exists(Path.Combine(data, "puente.db"))) throw new CommandEnds(ExitCode.Refused, new Refusal("keeping.no-node", ("folder", data)).ToString());
        using var folder = DataFolder.Open(data).Need();
        await using var store = await EvidenceStore.OpenAsync(folder, parse.GetValue(Db), TimeProvider.System, stop);
        await work(store.Roster);
    }
}

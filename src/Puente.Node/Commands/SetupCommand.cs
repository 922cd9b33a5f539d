using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Node.Certificates;
using Puente.Node.Setup;

namespace Puente.Node.Commands;

/// <summary>
/// <c>puente setup</c>: gives a node its name, certificates, first agency and administrator, and prints the recovery sheet once. What no option
/// says is asked for, one question a line, on standard error; answers are read from standard input.
/// </summary>
internal static class SetupCommand
{
    private static readonly Option<string> Data = new("--data") { Description = Terminal.T["command.data"], HelpName = "DIR", Required = true };
    private static readonly Option<string?> Db = new("--db") { Description = Terminal.T["command.db"], HelpName = "CONNECTION" };
    private static readonly Option<string[]> Hosts = new("--host") { Description = Terminal.T["command.setup.host"], HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Authority = new("--authority") { Description = Terminal.T["command.setup.authority"], DefaultValueFactory = _ => "own" };
    private static readonly Option<int> Port = new("--port") { Description = Terminal.T["command.setup.port"], DefaultValueFactory = _ => 8443 };
    private static readonly Option<int> Plain = new("--plain-port") { Description = Terminal.T["command.setup.plain-port"], DefaultValueFactory = _ => 8080 };
    private static readonly Option<string?> Sheet = new("--sheet") { Description = Terminal.T["command.setup.sheet"], HelpName = "FILE" };

    /// <summary>What is asked for when it was not said, in this order.</summary>
    private static readonly Option<string?>[] Asked =
    [
        Question("--name", Terminal.T["command.setup.name"]), Question("--country", Terminal.T["command.setup.country"]), Question("--agency", Terminal.T["command.setup.agency"]),
        Question("--agency-en", Terminal.T["command.setup.agency-en"]), Question("--agency-es", Terminal.T["command.setup.agency-es"]), Question("--unit", Terminal.T["command.setup.unit"]),
        Question("--unit-en", Terminal.T["command.setup.unit-en"]), Question("--unit-es", Terminal.T["command.setup.unit-es"]),
        Question("--login", Terminal.T["command.setup.login"]), Question("--administrator", Terminal.T["command.setup.administrator"]),
    ];

    public static Command Make()
    {
        Authority.AcceptOnlyFromAmong("own", "request");
        Port.Between(1, 65_535, Terminal.T["command.setup.port.range"]);
        Plain.Between(0, 65_535, Terminal.T["command.setup.port.range"]);
        var command = new Command("setup", Terminal.T["command.setup"]) { Data, Db, Hosts, Authority, Port, Plain, Sheet };
        foreach (var question in Asked) command.Add(question);
        return command.Does(RunAsync);
    }

    private static Option<string?> Question(string name, string text) => new(name) { Description = text };

    private static async Task RunAsync(ParseResult parse, CancellationToken stop)
    {
        var root = Path.GetFullPath(parse.GetRequiredValue(Data));
        if (NodeSettings.Read(root).Need(ExitCode.Input) is not null) throw new CommandEndsException(new Refusal("setup.done", ("folder", root)));
        var answers = await AnswersAsync(parse, stop);
        var settings = Settings(parse, answers);
        using var paper = OpenSheet(parse.GetValue(Sheet));
        await using var node = await StoppedNode.OpenAsync(root, settings.Database, made: true, stop: stop);
        var administrator = await StaffAsync(node.Store.Roster, answers);
        using var certificates = new ServerCertificates(root, TimeProvider.System);
        if (parse.GetRequiredValue(Authority) == "own") certificates.MakeOwn(settings.Name, settings.Hosts);
        else certificates.MakeRequest(settings.Hosts);
        await node.Store.NoteAsync("node.setup", settings.Hosts[0]);
        var recovery = new NodeRecovery(node.Store);
        var sheet = new RecoverySheet(settings, root, node.Store.Roster.Current.Officers[administrator].Login, (await recovery.EnrolAsync(administrator)).Need(), await recovery.NewCodeAsync());
        Give(sheet, certificates, paper, parse.GetValue(Act.Json));
        // Last, for it says that the node is set up: a set-up that broke off before the sheet was given is done again.
        settings.Write(root);
    }

    /// <summary>The file of a sheet, opened before any code is made for it; null when none was named. Ends the command with <c>setup.sheet</c>.</summary>
    public static PrivateFile? OpenSheet(string? file)
    {
        try
        {
            return file is null ? null : PrivateFile.Open(Path.GetFullPath(file));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new CommandEndsException(new Refusal("setup.sheet", ("file", file!)), ExitCode.Input);
        }
    }

    /// <summary>Prints a sheet, or writes it to a new file that only its maker may read.</summary>
    public static void Give(RecoverySheet sheet, ServerCertificates certificates, PrivateFile? file, bool json)
    {
        var text = sheet.Print(Terminal.T, certificates, TimeProvider.System.GetUtcNow());
        file?.Finish(text);
        using var root = certificates.Root();
        var answer = new JsonObject
        {
            ["folder"] = sheet.Folder,
            ["address"] = sheet.Settings?.Secure?.AbsoluteUri,
            ["root"] = root is null ? null : ServerCertificates.Fingerprint(root),
            ["request"] = certificates.Waits ? certificates.RequestFile : null,
            ["sheet"] = file?.Path ?? text,
        };
        Terminal.Answer(json, answer, file is null ? text : Terminal.T.Format("command.setup.sheet.written", ("file", file.Path)));
        if (!json) Terminal.Note(Terminal.T.Format(certificates.Waits ? "command.setup.next.request" : "command.setup.next", ("folder", sheet.Folder), ("file", certificates.RequestFile)));
    }

    /// <summary>Options as given; for each that is missing, a line of standard input. Refuses when it ends first, with every one that is missing.</summary>
    private static async Task<IReadOnlyList<string>> AnswersAsync(ParseResult parse, CancellationToken stop)
    {
        var answers = new List<string>();
        foreach (var question in Asked)
        {
            var given = parse.GetValue(question);
            while (string.IsNullOrWhiteSpace(given))
            {
                await Console.Error.WriteAsync(question.Description + ": ");
                given = await Console.In.ReadLineAsync(stop)
                    ?? throw new CommandEndsException(new Refusal("setup.missing", ("options", string.Join(' ', Asked.Skip(answers.Count).Where(q => string.IsNullOrWhiteSpace(parse.GetValue(q))).Select(q => q.Name)))), ExitCode.Usage);
            }

            answers.Add(given.Trim());
        }

        return answers;
    }

    private static NodeSettings Settings(ParseResult parse, IReadOnlyList<string> answers)
    {
        if (answers[1] is not ("MX" or "US")) throw new CommandEndsException(new Refusal("setup.country", ("value", answers[1])), ExitCode.Usage);
        string[] hosts = parse.GetValue(Hosts) is { Length: > 0 } given ? given : [System.Net.Dns.GetHostName().ToLowerInvariant()];
        if (Array.Find(hosts, h => Uri.CheckHostName(h) is UriHostNameType.Unknown) is { } wrong) throw new CommandEndsException(new Refusal("setup.host", ("host", wrong)), ExitCode.Usage);
        var urls = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"https://*:{parse.GetValue(Port)}");
        if (parse.GetValue(Plain) is > 0 and var plain) urls += string.Create(System.Globalization.CultureInfo.InvariantCulture, $";http://*:{plain}");
        return new NodeSettings(answers[0], answers[1], hosts, urls) { Database = parse.GetValue(Db) };
    }

    /// <summary>The first agency, unit and administrator; what a broken-off set-up already added is kept.</summary>
    private static async Task<OfficerId> StaffAsync(RosterBook roster, IReadOnlyList<string> answers)
    {
        var agency = $"{answers[1]}/{answers[2].ToUpperInvariant()}";
        var unit = $"{agency}/{answers[5].ToUpperInvariant()}";
        if (!roster.Current.Agencies.ContainsKey(agency)) (await roster.AddAgencyAsync(Author.Machine, new Agency(agency, answers[1], answers[3], answers[4], []))).Need();
        if (!roster.Current.Units.ContainsKey(unit)) (await roster.AddUnitAsync(Author.Machine, new Unit(unit, agency, answers[6], answers[7]))).Need();
        if (roster.Current.ByLogin(answers[8]) is { Active: true } known && known.Roles.HasFlag(Role.Administrator)) return known.Id;
        return (await roster.AddOfficerAsync(Author.Machine, new OfficerEntry(answers[8], answers[9], [unit], Role.Administrator, Terminal.T.Language.Code))).Need();
    }
}

using System.CommandLine;
using Puente.Evidence;
using Puente.Money.Commands;
using Puente.Money.Searches.Api;
using Puente.Money.Searches.Commands;

namespace Puente.Money.Patterns.Commands;

/// <summary>
/// <c>puente money patterns</c> and <c>puente money pattern NAME ...</c>, best findings first: of the node for the officer who is logged in, or with <c>--in</c> of a search in a plain file.
/// </summary>
internal static class PatternCommands
{
    private const int Day = 86_400;

    /// <summary>Both commands.</summary>
    public static IEnumerable<Command> Make()
    {
        yield return Make("patterns", null);
        var names = new Argument<string[]>("names") { Description = Terminal.T.Format("command.patterns.names", ("names", string.Join(", ", PatternCodes.All.Select(p => p.Code())))), Arity = ArgumentArity.OneOrMore };
        yield return Make("pattern", names);
    }

    private static Command Make(string name, Argument<string[]>? names)
    {
        var input = new PlainInput();
        var top = new Option<int>("--top") { Description = Terminal.T["command.patterns.top"], HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var window = new Option<double?>("--window") { Description = Terminal.T["command.patterns.window"], HelpName = "DAYS" };
        var cycles = new Option<double?>("--cycle-window") { Description = Terminal.T["command.patterns.cycle-window"], HelpName = "DAYS" };
        var layers = new Option<double?>("--layer-window") { Description = Terminal.T["command.patterns.layer-window"], HelpName = "DAYS" };
        var least = new Option<int>("--least") { Description = Terminal.T["command.patterns.least"], HelpName = "K", DefaultValueFactory = _ => 2 };
        var hops = new Option<int>("--hops") { Description = Terminal.T["command.patterns.hops"], HelpName = "N", DefaultValueFactory = _ => 18 };
        var budget = new Option<double?>("--budget") { Description = Terminal.T["command.patterns.budget"], HelpName = "SECONDS" };
        var country = new Option<string?>("--country") { Description = Terminal.T["command.patterns.country"], HelpName = "CC" };
        var again = new Option<bool>("--again") { Description = Terminal.T["command.patterns.again"] };
        var state = new Option<string>("--state") { Description = Terminal.T["command.patterns.state"], HelpName = "STATE", DefaultValueFactory = _ => "open" };
        state.AcceptOnlyFromAmong([.. FindingAsk.States, "all"]);
        Option[] ofFiles = [window, cycles, layers, least, hops, budget, country];
        var command = new Command(name, Terminal.T["command." + name]) { top, window, cycles, layers, least, hops, budget, country, again, state };
        input.AddTo(command);
        if (names is not null) command.Add(names);
        return command.Does(async (parse, stop) =>
        {
            var wanted = names is null ? [] : Named(parse.GetValue(names)!);
            if (!input.IsGiven(parse))
            {
                if (ofFiles.FirstOrDefault(o => parse.GetResult(o) is { Implicit: false }) is { } alone) throw new CommandEndsException(new Refusal("pattern.in-needed", ("option", alone.Name)), ExitCode.Usage);
                await NodeFindings.WriteAsync(wanted, parse.GetValue(state)!, parse.GetValue(top), parse.GetValue(again), parse.GetValue(Act.Json), stop);
                return;
            }

            var standard = new PatternOptions();
            var options = standard with
            {
                Patterns = wanted,
                Windows = parse.GetValue(window) is { } days ? [Seconds(days)] : standard.Windows,
                CycleWindow = parse.GetValue(cycles) is { } turn ? Seconds(turn) : standard.CycleWindow,
                LayerWindow = parse.GetValue(layers) is { } layer ? Seconds(layer) : standard.LayerWindow,
                Least = Math.Max(2, parse.GetValue(least)),
                Hops = Math.Clamp(parse.GetValue(hops), 2, 24),
                Keep = Math.Max(standard.Keep, parse.GetValue(top)),
            };
            var transfers = input.Read(parse, stop).Transfers;
            var limit = parse.GetValue(budget) is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            var answer = PatternSearch.Run(transfers, options, parse.GetValue(country)?.ToUpperInvariant(), limit, stop);
            FindingText.Write(answer, parse.GetValue(top), parse.GetValue(Act.Json));
        });
    }

    private static int Seconds(double days) => (int)Math.Clamp(days * Day, 1, int.MaxValue - 1);

    private static Pattern[] Named(string[] names)
    {
        var patterns = new List<Pattern>();
        foreach (var name in names)
        {
            var found = PatternCodes.Named(name);
            if (found.Count == 0) throw new CommandEndsException(new Refusal("pattern.name-unknown", ("name", name), ("names", string.Join(", ", PatternCodes.All.Select(p => p.Code())))), ExitCode.Usage);
            patterns.AddRange(found);
        }

        return [.. patterns.Distinct()];
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Graph.Budgets;
using Puente.Graph.Paths;
using Puente.Money.Commands;

namespace Puente.Money.Following;

/// <summary><c>puente money follow START</c>: on the node for the officer who is logged in, or with <c>--in</c> in a plain file.</summary>
internal static class FollowCommand
{
    public static Command Make()
    {
        var t = Terminal.T;
        var (start, input) = (new Argument<string>("start") { Description = t["command.money.follow.start"] }, new PlainInput());
        var forward = new Option<bool>("--forward") { Description = t["command.money.follow.forward"] };
        var backward = new Option<bool>("--backward") { Description = t["command.money.follow.backward"] };
        var days = new Option<int?>("--days") { Description = t["command.money.follow.days"], HelpName = "N" };
        var hops = new Option<int>("--hops") { Description = t["command.money.follow.hops"], HelpName = "N", DefaultValueFactory = _ => 3 };
        var min = new Option<long>("--min") { Description = t["command.money.follow.min"], HelpName = "N" };
        var kept = new Option<int?>("--kept") { Description = t["command.money.follow.kept"], HelpName = "N" };
        var same = new Option<bool>("--same-times") { Description = t["command.money.follow.same-times"] };
        var longest = new Option<bool>("--longest") { Description = t["command.money.follow.longest"] };
        var stopAt = new Option<string[]>("--stop-at") { Description = t["command.money.follow.stop-at"], HelpName = "RULE", AllowMultipleArgumentsPerToken = true };
        var most = new Option<int>("--most") { Description = t["command.money.follow.most"], HelpName = "N", DefaultValueFactory = _ => 100_000 };
        hops.Between(1, FollowQuestion.MostHops, t.Format("follow.hops", ("most", FollowQuestion.MostHops)));
        most.Between(1, 10_000_000, t["command.money.follow.most"]);
        var follow = new Command("follow", t["command.money.follow"]) { start, forward, backward, days, hops, min, kept, same, stopAt, longest, most };
        input.AddTo(follow);
        return follow.Does(async (parse, stop) =>
        {
            var stops = StopRule.Read((parse.GetValue(stopAt) ?? []).SelectMany(r => r.Split(',', StringSplitOptions.RemoveEmptyEntries)));
            if ((stops.Refusal ?? Wrong(parse.GetValue(days), parse.GetValue(min), parse.GetValue(kept), parse.GetValue(forward) && parse.GetValue(backward))) is { } wrong) throw new CommandEndsException(wrong, ExitCode.Input);
            var question = new FollowQuestion
            {
                StopAt = stops.Value,
                Direction = parse.GetValue(backward) ? Direction.Backward : Direction.Forward,
                Days = parse.GetValue(days),
                Hops = parse.GetValue(hops),
                Minimum = parse.GetValue(min),
                Kept = parse.GetValue(kept),
                SameTimes = parse.GetValue(same),
                MostPaths = parse.GetValue(most),
            };
            var from = parse.GetRequiredValue(start);
            if (input.IsGiven(parse)) InFile(input, parse, from, question, parse.GetValue(longest), stop);
            else await OnNodeAsync(from, question, parse.GetValue(stopAt) ?? [], parse.GetValue(Act.Json), stop);
        });
    }

    private static Refusal? Wrong(int? days, long min, int? kept, bool bothWays) =>
        bothWays ? new Refusal("follow.both-ways") : days < 1 ? new Refusal("follow.days-wrong") : min < 0 ? new Refusal("follow.min-wrong") : kept is < 1 or > 100 ? new Refusal("follow.kept") : null;

    private static void InFile(PlainInput input, ParseResult parse, string from, FollowQuestion question, bool longest, CancellationToken stop)
    {
        using var trail = new PlainTrail(input.Read(parse, stop).Transfers);
        if (trail.Find(from) is not { } account) throw new CommandEndsException(new Refusal("command.money.follow.no-account", ("account", from)));
        using var output = new BufferedOutput();
        var (cut, count) = (Cut.None, 0L);
        foreach (var (path, left) in trail.Paths(account, question, longest, new Budget { Stop = stop }))
        {
            cut |= left;
            if (path is null) continue;
            count++;
            if (parse.GetValue(Act.Json)) output.Write(Json(path));
            else output.Write(string.Join("  ", path.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Id} {DateTimeOffset.FromUnixTimeMilliseconds(p.Time):yyyy-MM-ddTHH:mm:ssZ} {p.From} > {p.To} {p.Amount} {p.Currency}"))));
        }

        Terminal.Note(Terminal.T.Format("command.money.follow.paths", ("count", count)));
        if (cut != Cut.None) Terminal.Note(Terminal.T.Format("command.money.follow.cut", ("cut", cut.ToString().ToLowerInvariant())));
    }

    /// <summary>One path a line: <c>{transactions:[ids],amounts,times}</c>, in the order in which things happened.</summary>
    private static string Json(IReadOnlyList<TrailStep> path) => JsonSerializer.Serialize(new
    {
        transactions = path.Select(p => p.Id),
        amounts = path.Select(p => p.Amount),
        times = path.Select(p => DateTimeOffset.FromUnixTimeMilliseconds(p.Time).ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture)),
        accounts = path.Select(p => p.From).Append(path[^1].To),
        currency = path[0].Currency,
    }, Lines);

    private static async Task OnNodeAsync(string from, FollowQuestion question, string[] stopAt, bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        object Body(bool entity) => new
        {
            entity = entity ? from : null,
            account = entity ? null : from,
            backward = question.Direction == Direction.Backward,
            days = question.Days,
            hops = question.Hops,
            min = question.Minimum,
            kept = question.Kept,
            sameTimes = question.SameTimes,
            most = question.MostPaths,
            stopAt = stopAt.SelectMany(r => r.Split(',', StringSplitOptions.RemoveEmptyEntries)),
        };
        var answer = (await desk.PostAsync("money/follow", Body(PublicIds.Is(from)), stop))!;
        foreach (var path in answer["paths"]!.AsArray().Select(p => p!.AsArray()))
        {
            if (json)
                Console.Out.WriteLine(new JsonObject
                {
                    ["transactions"] = new JsonArray([.. path.Select(s => (JsonNode)((string?)s!["statement"] ?? $"{(string?)s["dataset"]}/{(long?)s["row"]}"))]),
                    ["amounts"] = new JsonArray([.. path.Select(s => (JsonNode)(long)s!["amount"]!)]),
                    ["times"] = new JsonArray([.. path.Select(s => s!["at"]?.DeepClone())]),
                    ["accounts"] = new JsonArray([.. path.Select(s => (JsonNode)(string)s!["from"]!["name"]!).Append((JsonNode)(string)path[^1]!["to"]!["name"]!)]),
                    ["currency"] = (string)path[0]!["currency"]!,
                }.ToJsonString(Lines));
            else Terminal.Say(string.Join("  ", path.Select(s => $"{s!["at"]} {s["from"]!["name"]} > {s["to"]!["name"]} {s["amount"]} {s["currency"]}")));
        }

        Terminal.Note(Terminal.T.Format("command.money.follow.paths", ("count", answer["paths"]!.AsArray().Count)));
        if (!(bool)answer["complete"]!) Terminal.Note(Terminal.T.Format("command.money.follow.cut", ("cut", (string)answer["cut"]!)));
    }

    private static readonly JsonSerializerOptions Lines = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

using System.CommandLine;
using System.Globalization;
using Puente.Evidence;
using Puente.Money.Commands;
using Puente.Money.Tracing.Exhibits;

namespace Puente.Money.Tracing.Commands;

/// <summary><c>puente money trace</c>: on the node for the officer who is logged in, or with <c>--in</c> in a plain file.</summary>
internal static class TraceCommand
{
    public static Command Make()
    {
        var t = Terminal.T;
        var proceeds = new Option<string[]>("--proceeds") { Description = t["command.trace.proceeds"], HelpName = "TX,...", Required = true, AllowMultipleArgumentsPerToken = true };
        var rule = new Option<string>("--rule") { Description = t["command.trace.rule"], HelpName = "RULE", DefaultValueFactory = _ => "all" };
        rule.AcceptOnlyFromAmong([.. RuleCodes.All.Select(r => r.Code), "all"]);
        var input = new PlainInput();
        var opening = new Option<string[]>("--opening") { Description = t["command.trace.opening"], HelpName = "FILE|ACCOUNT=AMOUNT", AllowMultipleArgumentsPerToken = true };
        var offence = new Option<string?>("--offence") { Description = t["command.trace.offence"], HelpName = "DATE" };
        var hops = new Option<int>("--hops") { Description = t["command.trace.hops"], HelpName = "N", DefaultValueFactory = _ => int.MaxValue };
        var until = new Option<string?>("--until") { Description = t["command.trace.until"], HelpName = "DATE" };
        var exhibit = new Option<FileInfo?>("--exhibit") { Description = t["command.trace.exhibit"], HelpName = "FILE.xlsx" };
        return new Command("trace", t["command.trace"]) { proceeds, rule, input.In, input.Mapping, opening, offence, hops, until, exhibit }.Does(async (parse, stop) =>
        {
            if (!input.IsGiven(parse))
            {
                var asked = new NodeQuestion(
                    [.. parse.GetRequiredValue(proceeds).SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()], parse.GetValue(opening) ?? [],
                    parse.GetValue(offence), parse.GetValue(until), parse.GetValue(hops) is int.MaxValue ? null : Math.Max(0, parse.GetValue(hops)), parse.GetValue(rule));
                await NodeTraceCommand.RunAsync(asked, parse.GetValue(exhibit), parse.GetValue(Act.Json), stop);
                return;
            }

            var reading = input.Read(parse, stop);
            var transfers = reading.Transfers;
            var question = new TraceQuestion([.. parse.GetRequiredValue(proceeds).SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(id => ProceedsOf(reading, id)).Distinct()])
            {
                Openings = await Openings.ReadAsync(transfers, parse.GetValue(opening) ?? [], stop),
                Hops = Math.Max(0, parse.GetValue(hops)),
                Offence = Day(parse.GetValue(offence)),
                Until = EndOf(parse.GetValue(until)),
            };
            var index = new TransferIndex(transfers);
            var answer = Tracer.Trace(index, question, stop);
            if (parse.GetValue(exhibit) is { } to)
            {
                await using var workbook = to.Create();
                Exhibit.Write(workbook, index, answer, Path.GetFileName(parse.GetValue(input.In)!)).Need();
            }

            var rules = parse.GetValue(rule) is "all" or null ? RuleCodes.All : [.. RuleCodes.All.Where(r => r.Code == parse.GetValue(rule))];
            if (parse.GetValue(Act.Json)) TraceJson.Write(answer, rules);
            else TraceWords.Lines(answer, rules);
            foreach (var note in TraceWords.Notes(answer, rules)) Terminal.Note(note);
        });
    }

    private static int ProceedsOf(Records.Plain.TransferReading reading, string id)
    {
        var rows = reading.Transfers.Find(id);
        if (rows.Count == 0 && id.StartsWith('#') && int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            rows = [.. Enumerable.Range(0, reading.Transfers.Count).Where(r => reading.Transfers.Line(r) == line)];
        return rows switch
        {
            [var row] when reading.Transfers.From[row] == reading.Transfers.To[row] || reading.Transfers.Amount[row] == 0 => throw Wrong("trace.proceeds-to-itself", ("id", id)),
            [var row] => row,
            [] => throw Wrong("trace.no-transaction", ("id", id)),
            _ => throw Wrong("trace.many-transactions", ("id", id), ("lines", string.Join(", ", rows.Take(10).Select(r => "#" + reading.Transfers.Line(r).ToString(CultureInfo.InvariantCulture))))),
        };
    }

    /// <summary>The last millisecond of a day as it is given; without one there is no end.</summary>
    public static long EndOf(string? text) => Day(text) is { } last ? new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds() - 1 : long.MaxValue;

    private static DateOnly? Day(string? text)
    {
        if (text is null) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Wrong("trace.date", ("text", text));
    }

    private static CommandEndsException Wrong(string code, params (string, string)[] args) => new(new Refusal(code, args), ExitCode.Input);
}

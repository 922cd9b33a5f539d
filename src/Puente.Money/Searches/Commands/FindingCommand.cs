using System.CommandLine;
using Puente.Evidence;

namespace Puente.Money.Searches.Commands;

/// <summary><c>puente money finding ID</c>: one finding of the node, and what a person says of it.</summary>
internal static class FindingCommand
{
    public static Command Make()
    {
        var t = Terminal.T;
        var id = new Argument<string>("id") { Description = t["command.finding.id"] };
        var accept = new Option<string?>("--accept") { Description = t["command.finding.accept"], HelpName = "REASON" };
        var dismiss = new Option<string?>("--dismiss") { Description = t["command.finding.dismiss"], HelpName = "REASON" };
        var reopen = new Option<string?>("--reopen") { Description = t["command.finding.reopen"], HelpName = "REASON" };
        return new Command("finding", t["command.finding"]) { id, accept, dismiss, reopen }.Does(async (parse, stop) =>
        {
            var said = new[] { ("accept", parse.GetValue(accept)), ("dismiss", parse.GetValue(dismiss)), ("reopen", parse.GetValue(reopen)) }.Where(s => s.Item2 is not null).ToList();
            if (said.Count > 1) throw new CommandEndsException(new Refusal("command.finding.one"), ExitCode.Usage);
            using var desk = Desk.Open();
            var address = "money/findings/" + Uri.EscapeDataString(parse.GetRequiredValue(id));
            if (said is [var (decision, reason)]) await desk.PostAsync(address + "/review", new { decision, reason }, stop);
            NodeFindings.Write((await desk.GetAsync(address, stop))!, 1, parse.GetValue(Act.Json));
        });
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Money.Tracing.Node;

namespace Puente.Money.Following;

/// <summary>Flows or paths as CSV or workbook, each line with its marking. A path of which a transfer may not leave the node is left out whole, so that none shows a gap; flows add up what is left.</summary>
internal static class FollowFile
{
    private static readonly string[] PathHeader = ["path", "step", "transaction", "at", "from", "from_entity", "to", "to_entity", "amount", "currency", "owner", "tlp", "label"];
    private static readonly string[] FlowHeader = ["from", "from_entity", "to", "to_entity", "currency", "transfers", "amount", "first", "last", "owner", "tlp", "label"];

    public static void MapFollowFiles(this IEndpointRouteBuilder app) => app.MapPost("/money/follow/file", SendAsync).ExcludeFromDescription();

    private static async Task SendAsync(HttpContext context, FollowDesk desk, Archive archive, Addresses ids, Departures departures, [FromForm] string? format, [FromForm] string? what)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var stop = context.RequestAborted;
        if (context.TryViewer() is not { } by || format is not ("csv" or "xlsx") || what is not ("paths" or "flows")
            || await FollowForm.Read(f => form[f], ids).AskAsync(desk, await archive.ReadAsync(by, stop), ids, stop) is not { IsOk: true } answer)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = TableWriter.Types[format];
        context.Response.Headers.ContentDisposition = $"attachment; filename={what}.{format}";
        var paths = answer.Value.Paths.Where(p => p.Transfers.All(t => t.Marking.Actions.HasFlag(Permission.Export))).ToList();
        await departures.SendAsync(by, answer.Value.Markings, new { format, follow = what, start = form["start"].ToString() }, async left =>
        {
            await using var to = (await TableWriter.OpenAsync(format, context.Response.Body, what == "paths" ? PathHeader : FlowHeader))!;
            if (what == "paths") await PathsAsync(paths, to, left, archive, ids);
            else await FlowsAsync(paths, to, left, ids);
        });
    }

    private static async Task PathsAsync(List<FollowedPath> paths, TableWriter to, Action<IEnumerable<Marking>> left, Archive archive, Addresses ids)
    {
        foreach (var (number, path) in paths.Index())
            foreach (var (step, t) in path.Transfers.Index())
            {
                left([t.Marking]);
                await to.RowAsync([Text(number + 1), Text(step + 1), BookNames.Id(archive, t.Source), Moment(t.At), t.From.Name, Entity(t.From, ids), t.To.Name, Entity(t.To, ids), Main(t.Amount, t.Currency), t.Currency, .. Marks([t.Marking])]);
            }
    }

    private static async Task FlowsAsync(List<FollowedPath> paths, TableWriter to, Action<IEnumerable<Marking>> left, Addresses ids)
    {
        var flows = paths.SelectMany(p => p.Transfers).DistinctBy(t => t.Source).GroupBy(t => (t.From, t.To, t.Currency)).Select(g => (g.Key, Transfers: g.ToList(), Amount: g.Sum(t => t.Amount)))
            .OrderByDescending(f => f.Amount).ThenBy(f => f.Key.From.Name, StringComparer.Ordinal).ThenBy(f => f.Key.To.Name, StringComparer.Ordinal);
        foreach (var ((from, end, currency), transfers, amount) in flows)
        {
            var markings = transfers.Select(t => t.Marking).Distinct().ToList();
            left(markings);
            await to.RowAsync([from.Name, Entity(from, ids), end.Name, Entity(end, ids), currency, Text(transfers.Count), Main(amount, currency), Moment(transfers.Min(t => t.At)), Moment(transfers.Max(t => t.At)), .. Marks(markings)]);
        }
    }

    private static string?[] Marks(IReadOnlyList<Marking> markings) => Combine.All(markings) is var all ? [all.Owner, all.Tlp.ToString(), all.Label] : [];

    private static string Entity(FollowedEnd end, Addresses ids) => end.Entity is { } id ? ids.Text(id) : "";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Main(long minor, string currency) => Tracing.Commands.TraceWords.Main(minor, Currencies.Digits(currency));

    private static string Moment(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}

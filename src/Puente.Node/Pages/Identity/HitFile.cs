using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Matching.Names;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Identity;

/// <summary>The hits of a screening as a file, each with its marking. A hit of which something may not leave is left out, and taking the file is an act.</summary>
internal static class HitFile
{
    private static readonly string[] Header = ["entity", "name", "kind", "entry", "listed", "programs", "score", "decision", "reasons", "owner", "tlp", "label"];

    /// <summary>Sends it; refuses a format that it does not have, and a screening that is not the viewer's or not done.</summary>
    public static async Task<Refusal?> SendAsync(Viewer viewer, string id, string format, HttpContext context, Archive archive, Addresses go, ScreeningDesk screenings, Departures departures, Texts texts)
    {
        var stop = context.RequestAborted;
        if (!TableWriter.Types.TryGetValue(format, out var type)) return new Refusal("screening.format-unknown", ("format", format));
        if (!archive.Ids.TryRead(IdKind.Screening, id, out var key)
            || await screenings.FindAsync(viewer, new ScreeningId(key), stop) is not { State: ScreeningState.Done } screening) return new Refusal("screening.no-such-screening");
        var hits = await screenings.HitsAsync(await archive.ReadAsync(viewer, stop), screening.Id, int.MaxValue, stop);
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename=hits.{format}";
        await departures.SendAsync(viewer, [], new { format, screening = id }, async left =>
        {
            await using var to = (await TableWriter.OpenAsync(format, context.Response.Body, Header))!;
            foreach (var hit in hits)
            {
                var marking = Combine.All(hit.Markings);
                if (!marking.Actions.HasFlag(Permission.Export)) continue;
                left(hit.Markings);
                await to.RowAsync(
                [
                    go.Text(hit.Entity.Id), hit.Entity.Caption, hit.Entity.Kind, hit.Entry.Id, hit.Name, string.Join(' ', hit.Entry.Programs), hit.Score.ToString("0.000", CultureInfo.InvariantCulture),
                    hit.Decision.ToString(), string.Join("; ", hit.Reasons.Where(r => r.Code != ReasonCode.Start).Select(r => ReasonWords.Of(r, texts.Language.Code))), marking.Owner, marking.Tlp.ToString(), marking.Label,
                ]);
            }
        });
        return null;
    }
}

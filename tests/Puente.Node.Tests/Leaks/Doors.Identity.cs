using Puente.Evidence.Identity;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Node.Tests.Leaks;

internal sealed partial class Doors
{
    /// <summary>Methods of matching that answer a viewer, each with a door here.</summary>
    private static IReadOnlyCollection<string> IdentityMethods { get; } =
    [
        .. new[]
        {
            nameof(MatchDesk.CandidatesAsync), nameof(MatchDesk.OthersAsync), nameof(MatchDesk.QueueAsync), nameof(MatchDesk.CountAsync), nameof(MatchDesk.IsCutAsync), nameof(MatchDesk.SheetAsync), nameof(MatchDesk.AcceptAsync),
            nameof(MatchDesk.RejectAsync), nameof(MatchDesk.UndoAsync), nameof(MatchDesk.RejectionsAsync),
        }.Select(m => $"{nameof(MatchDesk)}.{m}"),
        .. new[] { nameof(ScreeningDesk.StartAsync), nameof(ScreeningDesk.ListAsync), nameof(ScreeningDesk.FindAsync), nameof(ScreeningDesk.HitsAsync), nameof(ScreeningDesk.CancelAsync) }.Select(m => $"{nameof(ScreeningDesk)}.{m}"),
        $"{nameof(IdentityIndex)}.{nameof(IdentityIndex.WarmAsync)}", // answers nothing
    ];

    /// <summary>Who may be one with whom, and who is near an entry of a list.</summary>
    private Door[] Identity(EntityId entity)
    {
        var (other, take, screening) = (random.Next(2) == 0 ? Near() : Any(_entities), random.Next(1, 4), new ScreeningId(1 + random.Next(People.Seats.Count)));
        return
        [
            new("candidates", (w, v) => ReadAsync(w, v, r => w.Matches.CandidatesAsync(r, entity, take))),
            new("compared with", (w, v) => ReadAsync(w, v, r => w.Matches.OthersAsync(r, entity, take))),
            new("side by side", (w, v) => ReadAsync(w, v, r => w.Matches.SheetAsync(r, entity, other))),
            new("queue", (w, v) => ReadAsync(w, v, r => PagesAsync(after => w.Matches.QueueAsync(r, after: after, take: take)))),
            new("queue count", (w, v) => ReadAsync(w, v, r => w.Matches.CountAsync(r))),
            new("queue cut", (w, v) => ReadAsync(w, v, r => w.Matches.IsCutAsync(r))),
            new("rejections", (w, v) => ReadAsync(w, v, r => w.Matches.RejectionsAsync(r))),
            new("screenings", (w, v) => TextAsync(w.Screenings.ListAsync(v))),
            new("screening", (w, v) => TextAsync(w.Screenings.FindAsync(v, screening))),
            new("hits", (w, v) => ReadAsync(w, v, async r =>
            {
                var hits = new List<ListHit>();
                foreach (var own in await w.Screenings.ListAsync(v)) hits.AddRange(await w.Screenings.HitsAsync(r, own.Id));
                return hits;
            })),
        ];
    }

    /// <summary>Decisions about an entity that only one world has are refused in the words used for what does not exist.</summary>
    private static Door[] RefusedIdentity(EntityId entity)
    {
        var hidden = entity.Key > ReservedKeys.Reserved ? entity : new EntityId(ReservedKeys.Reserved + 1);
        return
        [
            new("accept a pair", async (w, v) => Text(await w.Matches.AcceptAsync(v, w.Entities.Values.First(), hidden, new Provenance(w.Sources.Values.First(), Evaluation.Unknown, Marking(v), "en")))),
            new("reject a pair", async (w, v) => Text(await w.Matches.RejectAsync(v, hidden, w.Entities.Values.First(), "two"))),
            new("undo a rejection", async (w, v) => Text(await w.Matches.UndoAsync(v, new RejectionId(1)))),
            new("break a screening off", async (w, v) => Text(await w.Screenings.CancelAsync(v, new ScreeningId(99)))),
            new("screen", async (w, v) => Text(await w.Screenings.StartAsync(v, new UploadId(99)))),
        ];
    }
}

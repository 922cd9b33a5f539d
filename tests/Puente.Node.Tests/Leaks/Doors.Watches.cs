using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Watches;

namespace Puente.Node.Tests.Leaks;

internal sealed partial class Doors
{
    /// <summary>Methods of watches that answer a viewer, each with a door here.</summary>
    private static IReadOnlyCollection<string> WatchMethods =>
    [
        .. new[] { nameof(WatchDesk.AddAsync), nameof(WatchDesk.EndAsync), nameof(WatchDesk.SeeAsync), nameof(WatchDesk.ListAsync), nameof(WatchDesk.FindAsync), nameof(WatchDesk.HitsAsync), nameof(WatchDesk.WaitingAsync) }
            .Select(m => $"{nameof(WatchDesk)}.{m}"),
    ];

    /// <summary>What watches found, and how many.</summary>
    private Door[] Watching()
    {
        var (watch, all, take) = (new WatchId(1 + random.Next(2 * People.Seats.Count)), random.Next(2) == 0, random.Next(1, 5));
        return
        [
            new("watches", (w, v) => ReadAsync(w, v, r => w.Watches.ListAsync(r))),
            new("watch", (w, v) => ReadAsync(w, v, r => w.Watches.FindAsync(r, watch))),
            new("hits of a watch", (w, v) => ReadAsync(w, v, r => w.Watches.HitsAsync(r, watch, all, take))),
            new("hits of the own watches", (w, v) => ReadAsync(w, v, async r =>
            {
                var hits = new List<WatchHit>();
                foreach (var own in await w.Watches.ListAsync(r)) hits.AddRange(await w.Watches.HitsAsync(r, own.Id, all, 500));
                return hits;
            })),
            new("what watches found for the reader", (w, v) => ReadAsync(w, v, r => w.Watches.WaitingAsync(r, take))),
        ];
    }

    /// <summary>A watch of what only one world has is refused in the words used for what does not exist.</summary>
    private static Door[] RefusedWatching(EntityId entity)
    {
        var hidden = entity.Key > ReservedKeys.Reserved ? entity : new EntityId(ReservedKeys.Reserved + 1);
        return
        [
            new("watch an entity", async (w, v) => Text(await w.Watches.AddAsync(await w.Archive.ReadAsync(v), new NewWatch(new Watched(Entity: hidden.Key), "test", v.Subject.Today)))),
            new("watch a search", async (w, v) => Text(await w.Watches.AddAsync(await w.Archive.ReadAsync(v), new NewWatch(new Watched(new Query("ruiz")), "test", v.Subject.Today)))),
            new("see a watch", async (w, v) => Text(await w.Watches.SeeAsync(await w.Archive.ReadAsync(v), new WatchId(1), w.Clock.GetUtcNow()))),
            new("end a watch", async (w, v) => Text(await w.Watches.EndAsync(v, new WatchId(99)))),
        ];
    }
}

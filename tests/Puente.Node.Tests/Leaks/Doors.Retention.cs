using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Retention;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Node.Tests.Leaks;

internal sealed partial class Doors
{
    private static readonly DateOnly Far = new(2035, 1, 1);

    /// <summary>Methods of the queue of what is due that answer a viewer, each with a door here.</summary>
    private static IReadOnlyCollection<string> RetentionMethods =>
    [
        .. new[] { nameof(RetentionDesk.ListAsync), nameof(RetentionDesk.StandingAsync), nameof(RetentionDesk.RecordingAsync), nameof(RetentionDesk.EffectAsync), nameof(RetentionDesk.RenewAsync), nameof(RetentionDesk.LetExpireAsync), nameof(RetentionDesk.EndAsync) }
            .Select(m => $"{nameof(RetentionDesk)}.{m}"),
    ];

    /// <summary>What is due for a unit, and single items; what the viewer cannot decide is answered as what is not there.</summary>
    private Door[] Keeping(StatementId statement)
    {
        var (take, kind) = (random.Next(1, 6), random.Next(2) == 0 ? DueKind.Review : DueKind.Expiry);
        return
        [
            new("due", (w, v) => ReadAsync(w, v, r => w.Retention.ListAsync(r, Far, take))),
            new("all that is due", (w, v) => ReadAsync(w, v, r => w.Retention.ListAsync(r, Far))),
            new("a role that is due", (w, v) => ReadAsync(w, v, r => w.Retention.StandingAsync(r, statement))),
            new("recordings that are due", (w, v) => ReadAsync(w, v, async r =>
            {
                var items = new List<(DueItem?, Effect)>();
                foreach (var due in (await w.Retention.ListAsync(r, Far)).Where(d => d.Recording is not null))
                    items.Add((await w.Retention.RecordingAsync(r, due.Recording!.Id, kind), await w.Retention.EffectAsync(r, due.Recording.Id)));
                return items.Select(i => new { Item = i.Item1, Effect = i.Item2 });
            })),
            new("decide what is held", (w, v) => ReadAsync(w, v, async r =>
            {
                var answers = new List<string>();
                foreach (var held in (await w.Retention.ListAsync(r, Far)).Where(d => d.Kind == DueKind.Hold))
                    answers.AddRange([Text(await w.Retention.RenewAsync(r, held, "test", Far)), Text(await w.Retention.LetExpireAsync(r, held, "test")), Text(await w.Retention.EndAsync(r, held, "test"))]);
                return answers;
            })),
        ];
    }
}

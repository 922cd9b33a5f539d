using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Graph.Budgets;
using Puente.Graph.Paths;
using Puente.Money.Returns.Rates;

namespace Puente.Money.Following;

/// <summary>Following money, for programs.</summary>
internal static class FollowApi
{
    /// <summary>What is asked: from an entity by its public id, a seizure or payment by that of its statement, or an account as rows write it.</summary>
    public sealed record FollowBody(
        string? Entity, string? Account, bool? Backward, int? Days, int? Hops, long? Min, int? Kept, bool? SameTimes, DateTimeOffset? From, DateTimeOffset? Until, bool? WithoutPartner, int? Most, IReadOnlyList<string>? StopAt = null, string? Reporting = null);

    public sealed record EndShape(string? Entity, string Name, string Kind);

    public sealed record TransferShape(string? Statement, string? Dataset, long? Row, EndShape From, EndShape To, DateTimeOffset? At, long Amount, string Currency, long? Reported = null, Rate? Rate = null);

    public sealed record FlowShape(EndShape From, EndShape To, string Currency, int Transfers, long Amount, DateTimeOffset? First, DateTimeOffset? Last);

    public sealed record FollowShape(IReadOnlyList<EndShape> Starts, int All, int Once, bool Complete, string Cut, IReadOnlyList<IReadOnlyList<TransferShape>> Paths, IReadOnlyList<FlowShape> Flows);

    public static void MapFollowing(this RouteGroupBuilder api) =>
        api.MapPost("/money/follow", AskAsync).Does("money.follow").Asks();

    private static async Task<Results<FollowWritten, ProblemHttpResult>> AskAsync(FollowBody body, HttpContext context, FollowDesk desk, RateDesk rates, Archive archive, Addresses ids, Sightings sightings)
    {
        var by = AskedTimes.Of(context.ViewerOf(), context.Request);
        var (entity, fact) = (ids.Entity(body.Entity), ids.Statement(body.Entity));
        if (body.Entity is not null && entity is null && fact is null) return Refused.Missing;
        if (body.Hops is < 1 or > FollowQuestion.MostHops) return Refused.Problem(new Evidence.Refusal("follow.hops", ("most", FollowQuestion.MostHops.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (body.Kept is < 1 or > 100) return Refused.Problem(new Evidence.Refusal("follow.kept"));
        var stops = StopRule.Read(body.StopAt ?? []);
        if (stops.Refusal is { } wrong) return Refused.Problem(wrong);
        var question = new FollowQuestion
        {
            Direction = body.Backward == true ? Direction.Backward : Direction.Forward,
            Days = body.Days is > 0 and var days ? days : null,
            Hops = body.Hops ?? 3,
            Minimum = body.Min ?? 0,
            Kept = body.Kept,
            SameTimes = body.SameTimes == true,
            From = body.From,
            Until = body.Until,
            MostPaths = Math.Clamp(body.Most ?? 10_000, 1, 100_000),
            StopAt = StopRule.Known(stops.Value, ids),
        };
        var reading = await archive.ReadAsync(by, context.RequestAborted);
        var answer = fact is { } start
            ? await desk.AskAsync(reading, start, question, body.WithoutPartner != true, context.RequestAborted)
            : await desk.AskAsync(reading, entity, body.Account, question, body.WithoutPartner != true, context.RequestAborted);
        if (answer.Refusal is { } refusal) return refusal.Code == "follow.no-such-start" ? Refused.Missing : Refused.Problem(refusal);
        await sightings.NoteAsync(by, "/money/follow", answer.Value.Markings);
        var reporting = body.Reporting is null ? Reporting.None : await Reporting.ReadAsync(rates, by, body.Reporting, context.RequestAborted);
        var own = await TransferDays.ReadAsync(reading, archive, body.Reporting is null ? [] : answer.Value.Paths.SelectMany(p => p.Transfers).Select(t => t.Source), context.RequestAborted);
        return Of(answer.Value, reporting, own, archive, ids);
    }

    private static FollowWritten Of(FollowAnswer answer, Reporting reporting, TransferDays days, Archive archive, Addresses ids)
    {
        // A path repeats its beginning; each transfer and each end is described once.
        var (ends, datasets) = (new Dictionary<FollowedEnd, EndShape>(ReferenceEqualityComparer.Instance), new Dictionary<DatasetId, string>());
        var transfers = new TransferShape?[answer.Transfers];
        foreach (var path in answer.Paths)
            foreach (var transfer in path.Transfers) transfers[transfer.Number] ??= Transfer(transfer);
        return new FollowWritten(
            new FollowShape(
                [.. answer.Starts.Select(End)], answer.All, answer.Once, answer.Cut == Cut.None, answer.Cut.ToString().ToLowerInvariant(), [],
                [.. answer.Flows.Select(f => new FlowShape(End(f.From), End(f.To), f.Currency, f.Transfers, f.Amount, f.First, f.Last))]),
            transfers, answer.Paths.Select(p => p.Transfers.Select(t => t.Number)));

        EndShape End(FollowedEnd end) => Once(ends, end, e => new(e.Entity is { } id ? ids.Text(id) : null, e.Name, e.Kind));

        TransferShape Transfer(FollowedTransfer transfer)
        {
            var reported = reporting.Of(transfer.Amount, transfer.Currency, transfer.At is { } at ? days.Of(transfer.Source, at) : null);
            return new TransferShape(
                transfer.Fact is { } fact ? ids.Text(fact) : null, transfer.Dataset is { } dataset ? Once(datasets, dataset, d => archive.Ids.Text(IdKind.Dataset, d.Key)) : null, transfer.Dataset is null ? null : transfer.Row,
                End(transfer.From), End(transfer.To), transfer.At, transfer.Amount, transfer.Currency, reported?.Amount, reported?.Rate);
        }

        static TShape Once<TKey, TShape>(Dictionary<TKey, TShape> made, TKey key, Func<TKey, TShape> make)
            where TKey : notnull => made.TryGetValue(key, out var shape) ? shape : made[key] = make(key);
    }
}

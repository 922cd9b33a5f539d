using Puente.Evidence.Records;
using Puente.Evidence.Time;
using Puente.Node.Pages.Charts;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Charts;

/// <summary>A town in which somebody knows many.</summary>
internal sealed class ChartTown : IAsyncDisposable
{
    private ChartTown(Town town, SourceId source) => (Town, Source, Go) = (town, source, new Addresses(town.Archive));

    public Town Town { get; }

    public SourceId Source { get; }

    public Addresses Go { get; }

    public static async Task<ChartTown> NewAsync(Engine engine)
    {
        var town = await Town.NewAsync(engine);
        return new ChartTown(town, await town.SourceAsync());
    }

    public async Task<EntityId> PersonAsync(string name, string role = "suspect", Evidence.Sharing.Marking? marking = null, string? born = null)
    {
        var id = Town.Archive.NewEntity();
        await Town.RecordAsync(Source, marking ?? Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(id, "Person"));
            b.Attributes.Add(new NewAttribute(id, "name", name));
            if (born is not null) b.Attributes.Add(new NewAttribute(id, "birthDate", born));
            b.Attributes.Add(new Standing(role, "Named in a report", null, new DateOnly(2027, 1, 1)).Of(id));
        });
        return id;
    }

    public async Task<StatementId> KnowsAsync(EntityId from, EntityId to, string? at = null, string kind = "contact", Evidence.Sharing.Marking? marking = null) =>
        (await Town.RecordAsync(Source, marking ?? Town.Marking(), b => b.Facts.Add(new NewFact(kind, from, to, At: at is null ? null : When.Parse(at).Value)))).Facts[0];

    public async Task<LinkChart> DrawAsync(ChartAsk ask, string login = "ana") => await new ChartDesk(Go).DrawAsync(await Town.ReadAsync(login), ask, TestContext.Current.CancellationToken);

    /// <summary>What of a chart may leave the node.</summary>
    public async Task<ChartLeaving> LeavingAsync(ChartAsk ask, string login = "ana")
    {
        var stop = TestContext.Current.CancellationToken;
        var (reading, chart) = (await Town.ReadAsync(login), await DrawAsync(ask, login));
        var briefs = await reading.BriefsAsync(chart.Nodes.SelectMany(n => n.Members).Select(m => m.Id), stop);
        return new ChartLeaving(chart, ask, briefs.ToDictionary(b => b.Key, b => b.Value.Marking));
    }

    public ChartAsk Ask(params EntityId[] opened) => new() { Opened = [.. opened.Select(id => new Opened(id, ChartAsk.Step))] };

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}

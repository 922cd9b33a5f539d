using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Bench;

/// <summary>A store with two agencies, an officer of each, and a source.</summary>
internal sealed class World : IAsyncDisposable
{
    private World(EvidenceStore store, Viewer recorder, Viewer reader, SourceId source) =>
        (Store, Recorder, Reader, Source) = (store, recorder, reader, source);

    public EvidenceStore Store { get; }

    /// <summary>Imports for the owner of everything.</summary>
    public Viewer Recorder { get; }

    /// <summary>Reads in another country, as far as markings let him.</summary>
    public Viewer Reader { get; }

    public SourceId Source { get; }

    public static Marking Owned(params Grant[] audience) => new() { Owner = "US/ATF", Unit = "US/ATF/PHX", Tlp = Tlp.Green, Audience = [.. audience] };

    public static async Task<World> OpenAsync(Place place)
    {
        var clock = TimeProvider.System;
        var store = await EvidenceStore.OpenAsync(place.Connection, clock);
        var day = new DateOnly(2020, 1, 1);
        var roster = new Roster(1,
            [new Agency("US/ATF", "US", "ATF", "ATF", ["police"]), new Agency("MX/FGR", "MX", "FGR", "FGR", ["prosecutor"])],
            [new Unit("US/ATF/PHX", "US/ATF", "Phoenix", "Phoenix"), new Unit("MX/FGR/CDMX", "MX/FGR", "Mexico City", "Ciudad de México")],
            [
                new Officer(new(1), "ana", "Ana", ["US/ATF/PHX"], Role.Reader | Role.Recorder | Role.Importer, true, "en"),
                new Officer(new(2), "luz", "Luz", ["MX/FGR/CDMX"], Role.Reader, true, "es"),
            ],
            [new ReadingRight(new(1), "US/ATF", Tlp.Red, day, null, new(3), new(4)), new ReadingRight(new(2), "MX/FGR", Tlp.Red, day, null, new(3), new(4))]);
        var viewers = new Viewers(() => roster, clock);
        var recorder = viewers.Open(new(1), "US/ATF/PHX", "investigation").Value;
        var reader = viewers.Open(new(2), "MX/FGR/CDMX", "investigation").Value;
        var source = await store.Recorder.AddSourceAsync(recorder, new NewSource("dataset", "Invented", null, "agency-record", null, Owned()));
        return new World(store, recorder, reader, source.Value);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

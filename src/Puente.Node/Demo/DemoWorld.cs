using Puente.Evidence;

namespace Puente.Node.Demo;

/// <summary>
/// The invented world of the demo: officers of both countries and about 1,900 statements, told in chapters. Always the same, so
/// that journeys and pictures can be repeated. No name, number or event in it is anybody's.
/// </summary>
internal static class DemoWorld
{
    private const int UsualFacts = 320;

    /// <summary>Whether the node has nobody yet, so that a world can be made.</summary>
    public static bool IsWanted(EvidenceStore store) => store.Roster.Current.Officers.Count == 0;

    /// <summary>Makes the world in an empty node.</summary>
    /// <param name="store">The node's store.</param>
    /// <param name="files">The folder of received files.</param>
    /// <param name="facts">More facts about people on the road and on the phone, for crawls and measurements.</param>
    /// <param name="progress">Facts of the last chapter so far.</param>
    public static async Task MakeAsync(EvidenceStore store, string files, int facts = 0, IProgress<long>? progress = null)
    {
        await DemoCast.EnterAsync(store.Roster, store.Viewers);
        var stage = new Stage(store);
        await Gazetteer.WriteAsync(stage);
        await RaidChapter.WriteAsync(stage);
        await MoneyChapter.WriteAsync(stage);
        await ReturnsChapter.WriteAsync(stage, store, files);
        await EngineerChapter.WriteAsync(stage);
        await HarmChapter.WriteAsync(stage);
        await TrafficChapter.WriteAsync(stage, UsualFacts, 46);
        await RemittanceChapter.WriteAsync(stage);
        if (facts > 0) await TrafficChapter.WriteAsync(stage, facts, 2000, progress);
    }
}

using Puente.Evidence.Watches;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Watches;

/// <summary>Watches in the reader's words.</summary>
internal static class WatchWords
{
    /// <summary>What is watched, in a line.</summary>
    public static string Title(WatchView watch, Texts t, Words words) => watch.What.Kind switch
    {
        WatchKind.Search => watch.What.Search!.Text,
        WatchKind.List => t.Format("search.list.title", ("count", watch.What.Lines!.Count)),
        _ => watch.Entity is { } entity ? words.Caption(entity) : t["watch.entity.hidden"],
    };
}

using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Office.Pages;

/// <summary>Seeing what is sensitive is an act: TLP:RED, and everything under a handling code.</summary>
public sealed class Sightings(Archive archive, ActLog acts)
{
    /// <summary>Whether seeing something under this marking is an act.</summary>
    public static bool IsSensitive(Marking marking) => marking.Tlp == Tlp.Red || marking.Handling != Handling.None;

    /// <summary>Writes one act for each sensitive marking that was shown, with the number of statements under it.</summary>
    /// <param name="by">Who saw.</param>
    /// <param name="subject">Public id of what the page is about.</param>
    /// <param name="shown">The markings of all statements shown.</param>
    public async Task NoteAsync(Viewer by, string subject, IEnumerable<Marking> shown)
    {
        var sensitive = shown.Where(IsSensitive).GroupBy(m => m).Select(g => (Marking: g.Key, Count: g.Count())).ToList();
        if (sensitive.Count == 0) return;
        var ids = new List<(MarkingId Marking, int Count)>();
        foreach (var (marking, count) in sensitive) ids.Add((await archive.Markings.InternAsync(marking), count));
        await archive.Database.Writer.NoteAsync(async (connection, transaction) =>
        {
            foreach (var (marking, count) in ids)
                await acts.WriteAsync(connection, transaction, by, "statement.view", subject, marking, new { statements = count });
        });
    }
}

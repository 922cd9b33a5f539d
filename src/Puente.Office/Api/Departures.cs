using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Office.Api;

/// <summary>Statements that leave the node in a file. Nothing leaves before the act that says so is durable.</summary>
public sealed class Departures(Archive archive, ActLog acts)
{
    /// <summary>
    /// Notes what is about to leave, lets <paramref name="write"/> send it, and notes what has left: the markings it reports, combined, and the
    /// number of lines. A reader who breaks off has what was sent until then, and the second act says that it was not all.
    /// </summary>
    /// <param name="by">Who takes it.</param>
    /// <param name="about">The markings of what was named; none when nothing was.</param>
    /// <param name="content">What was asked, for both acts.</param>
    /// <param name="write">Sends, and tells each line's markings.</param>
    public async Task SendAsync(Viewer by, IEnumerable<Marking> about, object content, Func<Action<IEnumerable<Marking>>, Task> write)
    {
        await NoteAsync(by, "statement.export", about, content);
        var (lines, left, complete) = (0L, new HashSet<Marking>(), false);
        try
        {
            await write(markings =>
            {
                lines++;
                left.UnionWith(markings);
            });
            complete = true;
        }
        finally
        {
            await NoteAsync(by, "statement.exported", left, new { asked = content, lines, complete });
        }
    }

    private async Task NoteAsync(Viewer by, string kind, IEnumerable<Marking> markings, object content)
    {
        var all = markings.Distinct().ToList();
        MarkingId? marking = all.Count == 0 ? null : await archive.Markings.InternAsync(Combine.All(all));
        await archive.Database.Writer.NoteAsync((connection, transaction) => acts.WriteAsync(connection, transaction, by, kind, "", marking, content));
    }
}

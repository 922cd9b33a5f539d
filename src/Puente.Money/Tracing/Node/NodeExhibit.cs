using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Money.Tracing.Exhibits;

namespace Puente.Money.Tracing.Node;

/// <summary>
/// The exhibit of a trace on the node. It leaves as every file does: noted as an act before and after, with the combined marking of all its rows, which stands in
/// the workbook too. A ledger with gaps would not add up, so one row that may not be exported keeps the whole workbook back.
/// </summary>
/// <param name="archive">The record.</param>
/// <param name="departures">Files that leave.</param>
public sealed class NodeExhibit(Archive archive, Departures departures)
{
    /// <summary>Largest workbook that is made.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The workbook. Refuses <c>exhibit.not-exportable</c> and <c>exhibit.large</c>.</summary>
    public async Task<Result<byte[]>> MakeAsync(Viewer by, NodeTrace trace)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(trace);
        var markings = trace.Markings.ToList();
        var kept = markings.Count(m => !m.Actions.HasFlag(Permission.Export));
        if (kept > 0) return new Refusal("exhibit.not-exportable", ("count", kept.ToString(CultureInfo.InvariantCulture)));
        var head = new ExhibitHead(Head(by, trace, Combine.All(markings)), trace.Openings.Where(o => o.Basis == OpeningBasis.Stated).Select(o => (o.Account, o.Currency)).ToHashSet());
        using var book = new MemoryStream();
        if (Exhibit.Write(book, trace.Index, trace.Answer, by.Unit.Code, head).Refusal is { } refusal) return refusal;
        await departures.SendAsync(by, markings, new { exhibit = "trace", proceeds = trace.Ask.Proceeds.Select(p => BookNames.Id(archive, p)) }, left =>
        {
            foreach (var marking in markings) left([marking]);
            return Task.CompletedTask;
        });
        return book.ToArray();
    }

    private List<(string Key, string Value)> Head(Viewer by, NodeTrace trace, Marking marking) =>
    [
        ("exhibit.reader", by.Officer.Name),
        ("exhibit.made", archive.Clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
        ("exhibit.marking", Words.Marking(marking)),
        .. trace.Book.Once > 0 ? new[] { ("exhibit.once", trace.Book.Once.ToString(CultureInfo.InvariantCulture)) } : [],
        .. trace.Book.Undated > 0 ? new[] { ("exhibit.undated", trace.Book.Undated.ToString(CultureInfo.InvariantCulture)) } : [],
        .. trace.Book.Cut ? new[] { ("exhibit.hops", trace.Book.Hops.ToString(CultureInfo.InvariantCulture)) } : [],
    ];
}

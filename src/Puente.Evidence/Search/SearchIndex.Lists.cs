using Puente.Evidence.Records;

namespace Puente.Evidence.Search;

public sealed partial class SearchIndex
{
    private const int HitsOfLine = 5;

    /// <summary>
    /// What each line of a pasted list finds, in the order of the lines: as a complete identifier, or else as words. At most
    /// <see cref="Query.MostLines"/> lines are looked at; an empty line finds nothing.
    /// </summary>
    public async Task<IReadOnlyList<LineAnswer>> FindManyAsync(Reading reading, IReadOnlyList<string> lines, string? kind = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(lines);
        await using var connection = await reading.OpenAsync(stop);
        var filter = await FilterAsync(reading, connection, new Query("", kind), stop);
        var found = new List<(int Line, string Text, List<Posting> Page, int Count)>();
        foreach (var (text, i) in lines.Take(Query.MostLines).Select((text, i) => (text, i)))
        {
            var (page, count, _) = await FindAsync(reading, connection, text, filter, Cursor.Read(null, _archive.Ids), HitsOfLine, LineAnswer.MostCounted, stop);
            found.Add((i + 1, text, page, count));
        }

        var hits = new Queue<Hit?>(await HitsAsync(reading, connection, [.. found.SelectMany(f => f.Page)], stop));
        return [.. found.Select(f => new LineAnswer(f.Line, f.Text, [.. f.Page.Select(_ => hits.Dequeue()).OfType<Hit>()], f.Count))];
    }
}

namespace Puente.Evidence.Walks;

/// <summary>The rows of a dataset as the graph has them, with what is known of them besides the rows.</summary>
/// <param name="known">By row, as its reading numbered it.</param>
/// <param name="marking">Who may see the rows.</param>
/// <param name="rows">How many the dataset has.</param>
internal sealed class RowsTold(IReadOnlyDictionary<long, long> known, long marking, long rows)
{
    /// <summary>Who may see the rows.</summary>
    public long Marking => marking;

    /// <summary>How many the dataset has.</summary>
    public long Rows => rows;

    /// <summary>By row, as its reading numbered it.</summary>
    public IReadOnlyDictionary<long, long> Known { get; set; } = known;

    /// <summary>Rows that name no payer themselves and were told one.</summary>
    public HashSet<long> Froms { get; } = [];

    /// <summary>Rows that name no payee themselves and were told one.</summary>
    public HashSet<long> Tos { get; } = [];

    /// <summary>Notes which ends a row was told that it does not name itself.</summary>
    public void Note(long row, in RowFact read, in RowFact told)
    {
        Note(Froms, row, read.From is null && told.From is not null);
        Note(Tos, row, read.To is null && told.To is not null);
    }

    /// <summary>The rows of which something else is known now.</summary>
    public IReadOnlyList<long> Changed(IReadOnlyDictionary<long, long> now)
    {
        var changed = new List<long>();
        foreach (var (row, number) in now)
            if (!Known.TryGetValue(row, out var before) || before != number) changed.Add(row);
        foreach (var row in Known.Keys)
            if (!now.ContainsKey(row)) changed.Add(row);
        changed.Sort();
        return changed;
    }

    private static void Note(HashSet<long> rows, long row, bool told)
    {
        if (told) rows.Add(row);
        else rows.Remove(row);
    }
}

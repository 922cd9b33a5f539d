namespace Puente.Money.Returns.Reconciling;

/// <summary>What a bank counts of what it sends, in minor units of one currency. What is null it does not say.</summary>
/// <param name="Count">Lines.</param>
/// <param name="Debits">What went out, positive.</param>
/// <param name="Credits">What came in.</param>
/// <param name="Closing">The closing balance.</param>
public sealed record ControlTotals(long? Count = null, long? Debits = null, long? Credits = null, long? Closing = null)
{
    /// <summary>Whether anything is given.</summary>
    public bool SaysSomething => Count is not null || Debits is not null || Credits is not null || Closing is not null;

    /// <summary>Each total that is given against the one that was read; one that could not be read does not hold.</summary>
    public IReadOnlyList<Tie> Against(ControlTotals read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return [.. new[] { ("count", Count, read.Count), ("debits", Debits, read.Debits), ("credits", Credits, read.Credits), ("closing", Closing, read.Closing) }
            .Where(t => t.Item2 is not null).Select(t => new Tie(t.Item1, t.Item2!.Value, t.Item3))];
    }
}

/// <summary>One total of the bank against what was read.</summary>
/// <param name="What">count, debits, credits or closing.</param>
/// <param name="Given">The bank's.</param>
/// <param name="Read">Ours; null when there is none.</param>
public sealed record Tie(string What, long Given, long? Read)
{
    /// <summary>Whether they agree.</summary>
    public bool Holds => Read == Given;

    /// <summary>How much more was read than given; null when nothing was read.</summary>
    public long? By => Read - Given;
}

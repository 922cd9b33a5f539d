namespace Puente.Evidence.Walks;

/// <summary>A fact with what an edge takes from it. Names follow the columns.</summary>
internal sealed record FactEdge
{
    public const string Select = "select key, kind, from_key, to_key, item_key, place_key, at, amount, currency, recording, marking, ended from fact";

    public long Key { get; init; }
    public long Kind { get; init; }
    public long? From_Key { get; init; }
    public long? To_Key { get; init; }
    public long? Item_Key { get; init; }
    public long? Place_Key { get; init; }
    public long? At { get; init; }
    public long? Amount { get; init; }
    public long? Currency { get; init; }
    public long Recording { get; init; }
    public long Marking { get; init; }
    public long? Ended { get; init; }
}

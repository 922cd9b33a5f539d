namespace Puente.Evidence.Import.Tables;

/// <summary>Gives repeated short cells (codes, dates, names of towns) one string. Fixed memory; forgets by overwriting.</summary>
internal sealed class TextPool
{
    private const int Size = 8192;
    private const int Longest = 40;
    private readonly string?[] _slots = new string?[Size];

    /// <summary>A string equal to <paramref name="text"/>.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
            return "";
        if (text.Length > Longest)
            return text.ToString();
        var hash = 17u;
        foreach (var c in text)
            hash = unchecked((hash * 31) + c);
        ref var slot = ref _slots[hash % Size];
        if (slot is null || !text.SequenceEqual(slot))
            slot = text.ToString();
        return slot;
    }
}

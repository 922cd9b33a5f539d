namespace Puente.Evidence.Time;

/// <summary>A partial or uncertain moment, by its earliest instant and a code that packs precision and approximation.</summary>
/// <param name="StartMs">Earliest instant, unix milliseconds.</param>
/// <param name="Code">Precision and approximation.</param>
public readonly record struct When(long StartMs, long Code)
{
    /// <summary>Reads what was stored.</summary>
    public static When FromStored(long startMs, long code) => new(startMs, code);
}

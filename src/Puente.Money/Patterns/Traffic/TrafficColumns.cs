namespace Puente.Money.Patterns.Traffic;

/// <summary>
/// Transfers as columns, one entry a row, in any order. Accounts, currencies and places are numbered from 0 by whoever fills it. Amounts are positive and in minor
/// units of their own currency; moments are seconds since 1970 in UTC.
/// </summary>
internal sealed class TrafficColumns
{
    /// <summary>How many accounts are numbered.</summary>
    public required int Accounts { get; init; }

    /// <summary>How many rows count; the arrays may be longer.</summary>
    public required int Count { get; init; }

    /// <summary>The paying account of each row.</summary>
    public required int[] From { get; init; }

    /// <summary>The receiving account of each row.</summary>
    public required int[] To { get; init; }

    /// <summary>When, in seconds.</summary>
    public required long[] At { get; init; }

    /// <summary>How much, in minor units.</summary>
    public required long[] Amount { get; init; }

    /// <summary>In which currency; null when the file knows one only, number 0.</summary>
    public ushort[]? Currency { get; init; }

    /// <summary>The three letters of each currency, by its number; null when not known.</summary>
    public IReadOnlyList<string>? Currencies { get; init; }

    /// <summary>How the money moved; null when the file does not say.</summary>
    public CashKind[]? Kind { get; init; }

    /// <summary>Where it was paid in or out, -1 when not known; null when the file does not say.</summary>
    public int[]? Place { get; init; }
}

/// <summary>What a rule about currency needs to know of how money moved.</summary>
internal enum CashKind : byte
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Between accounts, without cash.</summary>
    Transfer,

    /// <summary>Cash paid in.</summary>
    CashIn,

    /// <summary>Cash paid out.</summary>
    CashOut,
}

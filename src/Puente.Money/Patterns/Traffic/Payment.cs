using System.Runtime.InteropServices;

namespace Puente.Money.Patterns.Traffic;

/// <summary>
/// A transfer seen from one of its ends; or several that are one act, because the same account paid the same account nearly the same amount again within a day.
/// </summary>
/// <param name="Other">The account at the other end.</param>
/// <param name="At">When the first was paid, in seconds after the first transfer of the table.</param>
/// <param name="Amount">The mean amount of one, in minor units.</param>
/// <param name="Row">The row of the first; <see cref="TrafficIndex.Rows"/> gives the rest.</param>
/// <param name="Currency">The number of its currency.</param>
/// <param name="Count">How many rows it stands for, at most 255.</param>
/// <param name="Traits">What the whole relation says about it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Payment(int Other, int At, long Amount, int Row, ushort Currency, byte Count, Traits Traits)
{
    /// <summary>All its rows together, in minor units.</summary>
    public long Total => unchecked(Amount * Count);

    public bool Is(Traits trait) => (Traits & trait) != 0;
}

/// <summary>What the relation between payer and payee says about one payment.</summary>
[Flags]
internal enum Traits : byte
{
    None = 0,

    /// <summary>The first that this account ever paid that one.</summary>
    First = 1,

    /// <summary>The only one.</summary>
    Only = 2,

    /// <summary>One of a series of similar amounts at regular times: a household's remittance, a wage, a rent, a subscription.</summary>
    Regular = 4,

    /// <summary>Split in three or more.</summary>
    Split = 8,
}

/// <summary>A payment with both its ends.</summary>
internal readonly record struct Leg(int From, int To, Payment Payment);

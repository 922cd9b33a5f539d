using Puente.Evidence.Storage;

namespace Puente.Node.Tests.Leaks;

/// <summary>Each step of a plan has keys of its own, hidden ones in a reserved range: what one world does besides moves no key of the other.</summary>
internal sealed class ReservedKeys
{
    /// <summary>Where the reserved range starts.</summary>
    public const long Reserved = 1L << 40;

    private const long PerStep = 1000;

    /// <summary>The allocator the store is opened with.</summary>
    public Keys Keys { get; } = new(0);

    /// <summary>The next keys are those of this step.</summary>
    public void Turn(int step, bool hidden) => Keys.SkipTo((hidden ? Reserved : 0) + step * PerStep);
}

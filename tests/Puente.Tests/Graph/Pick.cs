using CsCheck;

namespace Puente.Tests.Graph;

/// <summary>Values picked from a list.</summary>
internal static class Pick
{
    public static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}

using System.Numerics;

namespace Puente.Matching.Names;

/// <summary>What is left when all that agrees is taken: words that conflict, words that only one side has.</summary>
internal readonly ref struct Leftovers(PreparedName left, PreparedName right, uint openLeft, uint openRight, int agreed, float mostDistinct, bool swapped, List<Step>? steps)
{
    /// <summary>A word that weighs less is a common one.</summary>
    public const float Distinct = 0.62f;
    /// <summary>What a word weighs at most that says what an organisation does and not which one it is.</summary>
    public const float Common = 0.6f;

    private const float Initials = 0.2f;

    public void Write(ref Evidence evidence)
    {
        if (left.LegalForm != 0 && right.LegalForm != 0 && left.LegalForm != right.LegalForm) Note(ref evidence, Feature.LegalForm, 1, null, null);
        var onlyInitials = agreed > 0 && mostDistinct <= Initials;
        if (left.Kind == NameKind.Person && (onlyInitials || (agreed == 0 && (left.Words.Length <= 1 || left.IsSobrenombre || right.IsSobrenombre))))
        {
            Note(ref evidence, Feature.NotComparable, 1, left.Original, right.Original);
            return;
        }

        if (openLeft == 0 && openRight == 0) return;
        if (agreed == 0) Note(ref evidence, Feature.NothingAgrees, 1, null, null);
        var (numberLeft, numberRight) = agreed == 0 ? (0u, 0u) : (Numbers(left, openLeft), Numbers(right, openRight));
        if (numberLeft != 0 && numberRight != 0) Note(ref evidence, Feature.Number, 1, First(left, numberLeft), First(right, numberRight));
        else if ((numberLeft | numberRight) != 0) Note(ref evidence, Feature.NumberExtra, 1, First(left, numberLeft), First(right, numberRight));
        Words(ref evidence, openLeft & ~numberLeft, openRight & ~numberRight);
        if (left.Kind == NameKind.Person) return;
        if ((openLeft & openRight & 1) != 0 && agreed > 0) Note(ref evidence, Feature.FirstDiffers, 1, left.Words[0].Text, right.Words[0].Text);
        if (agreed > 0 && mostDistinct < Distinct) Note(ref evidence, Feature.OnlyCommon, 1, null, null);
    }

    private void Words(ref Evidence evidence, uint a, uint b)
    {
        if (a != 0 && b != 0)
        {
            var (mostA, sumA) = Weigh(left, a);
            var (mostB, sumB) = Weigh(right, b);
            var first = Math.Min(mostA, mostB);
            Note(ref evidence, Feature.Conflict, first, Text(left, a), Text(right, b));
            var more = Math.Min(sumA, sumB) - first;
            if (more > 0.01f) Note(ref evidence, Feature.MoreConflict, more, null, null);
            if (left.Kind == NameKind.Person) Roles(ref evidence, a, b);
            var beyond = Math.Abs(sumA - sumB);
            if (BitOperations.PopCount(a) != BitOperations.PopCount(b) && beyond > 0.01f) Note(ref evidence, Feature.MoreExtra, beyond, null, null);
            return;
        }

        if ((a | b) == 0) return;
        var (name, bits) = a != 0 ? (left, a) : (right, b);
        var (most, sum) = Weigh(name, bits);
        Note(ref evidence, Feature.Extra, most, a != 0 ? Text(left, a) : null, a != 0 ? null : Text(right, b));
        if (sum - most > 0.01f) Note(ref evidence, Feature.MoreExtra, sum - most, null, null);
    }

    private void Roles(ref Evidence evidence, uint a, uint b)
    {
        var (givenA, givenB) = (left.Given & ~openLeft, right.Given & ~openRight);
        if (left.Given != 0 && right.Given != 0 && (givenA == 0 || givenB == 0) && (a & left.Given) != 0 && (b & right.Given) != 0)
            Note(ref evidence, Feature.GivenDiffers, 1, Text(left, a & left.Given), Text(right, b & right.Given));
        else if ((a & left.Given) == 0 && (b & right.Given) == 0 && (left.Words.Length > 2 || right.Words.Length > 2))
            Note(ref evidence, Feature.SecondSurnameDiffers, 1, Text(left, a), Text(right, b));
    }

    private static uint Numbers(PreparedName name, uint open)
    {
        uint numbers = 0;
        for (var bits = open; bits != 0; bits &= bits - 1)
            if (name.Words[BitOperations.TrailingZeroCount(bits)].Number) numbers |= bits & ~(bits - 1);
        return name.Kind == NameKind.Person ? 0 : numbers;
    }

    private static (float Most, float Sum) Weigh(PreparedName name, uint open)
    {
        var (most, sum) = (0f, 0f);
        for (var bits = open; bits != 0; bits &= bits - 1)
        {
            var at = BitOperations.TrailingZeroCount(bits);
            var weight = name.Words[at].Weight(name.Kind);
            if ((name.Married >> at & 1) != 0) weight *= 0.5f;
            if (name.Words[at].IsInitial) weight *= 0.6f;
            most = Math.Max(most, weight);
            sum += weight;
        }

        return (most, sum);
    }

    private string? Text(PreparedName name, uint bits) => steps is null || bits == 0 ? null : Joins.Text(name.Words, bits);

    private string? First(PreparedName name, uint bits) => steps is null || bits == 0 ? null : name.Words[BitOperations.TrailingZeroCount(bits)].Text;

    private void Note(ref Evidence evidence, Feature feature, float amount, string? a, string? b)
    {
        evidence[feature] += amount;
        steps?.Add(swapped ? new Step(feature, amount, b, a) : new Step(feature, amount, a, b));
    }
}

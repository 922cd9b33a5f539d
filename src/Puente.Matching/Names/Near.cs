namespace Puente.Matching.Names;

/// <summary>Two words that are not the same but may stand for each other.</summary>
internal readonly record struct Near(float Gain, float Distance, Feature Feature, byte Left, byte Right)
{
    private static readonly Feature[] Knots = [Feature.Near10, Feature.Near10, Feature.Near20, Feature.Near30, Feature.Near40, Feature.Near40];

    /// <summary>How two words may stand for each other; a gain of 0 when they cannot.</summary>
    public static Near Between(Word left, Word right, NameKind kind)
    {
        if ((left.Number || right.Number) && kind != NameKind.Person) return default;
        var kin = left.Kin.Length > 0 && right.Kin.Length > 0 ? Kin.Between(left.Kin, right.Kin) : KinKind.None;
        if (kin == KinKind.Abbreviation) return new Near(0.97f, 0, Feature.Abbreviation, 0, 0);
        if (left.IsInitial || right.IsInitial)
            return kind == NameKind.Person && left.Text[0] == right.Text[0] ? new Near(0.5f, 0, Feature.Initial, 0, 0) : default;
        if (kin == KinKind.Variant) return new Near(0.95f, 0, Feature.Variant, 0, 0);
        if (left.Spoken == right.Spoken && left.Text[0] < 128) return new Near(0.96f, 0, Feature.Sound, 0, 0);
        var distance = WordDistance.Of(left, right);
        if (kin == KinKind.Nickname && distance > 0.15f) return new Near(0.8f, 0, Feature.Nickname, 0, 0);
        return distance <= WordDistance.Far ? new Near(1 - distance, distance, Knots[(int)MathF.Round(distance * 10)], 0, 0) : default;
    }

    /// <summary>Whether this pair is taken first: more gain, then by what the words are and never by where they stand.</summary>
    public bool Before(Near other, Word[] left, Word[] right)
    {
        if (Gain != other.Gain) return Gain > other.Gain;
        unchecked
        {
            return left[Left].Hash + right[Right].Hash < left[other.Left].Hash + right[other.Right].Hash;
        }
    }

    /// <summary>Writes the pair down; a distance between two knots counts for both in proportion.</summary>
    public void Write(scoped ref Alignment alignment, ref Evidence evidence, float weight, Word left, Word right)
    {
        if (Feature is not (Feature.Near10 or Feature.Near20 or Feature.Near30 or Feature.Near40))
        {
            alignment.Note(ref evidence, Feature, Feature is Feature.Sound ? weight : 1, left.Text, right.Text);
            return;
        }

        var at = Math.Clamp(Distance * 10, 1, 4);
        var knot = (int)at;
        var beyond = at - knot;
        alignment.Note(ref evidence, Knots[knot], weight * (1 - beyond), left.Text, right.Text);
        if (beyond > 0.001f) alignment.Note(ref evidence, Knots[knot + 1], weight * beyond, left.Text, right.Text);
    }
}

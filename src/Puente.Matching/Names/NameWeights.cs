namespace Puente.Matching.Names;

/// <summary>
/// The weight of each feature in log odds (natural), one set for persons and one for organisations and vessels. Fitted once with fixed
/// signs on the public half of the OpenSanctions name pairs and of the OFAC narcotics pairs by the benchmark project's
/// <c>matching-quality</c>, which fits them anew and cross-validates them; rounded, then frozen here.
/// </summary>
internal sealed class NameWeights
{
    /// <summary>The log odds of two names that are the same word for word.</summary>
    public const double Top = 7;

    public const double NextToTop = 6.5;

    private readonly float[] _weights;

    private NameWeights(params (Feature Feature, float Weight)[] weights)
    {
        _weights = new float[Evidence.Length];
        foreach (var (feature, weight) in weights) _weights[(int)feature] = weight;
    }

    public NameWeights(float[] weights) => _weights = weights;

    public float this[Feature feature] => _weights[(int)feature];

    public static NameWeights For(PreparedName left, PreparedName right) =>
        left.Kind == NameKind.Person && right.Kind == NameKind.Person ? Persons : Organisations;

    /// <summary>The sum of the evidence, between -7 and 7.</summary>
    public double LogOdds(in Evidence evidence)
    {
        if (evidence[Feature.Identical] > 0) return Top;
        double sum = 0;
        for (var i = 0; i < Evidence.Length; i++) sum += evidence[i] * _weights[i];
        return Math.Clamp(sum, -Top, NextToTop);
    }

    /// <summary>Weights of persons.</summary>
    public static NameWeights Persons { get; } = new(
        (Feature.Start, 0.25f), (Feature.Exact, 0.3f), (Feature.Sound, 1.64f), (Feature.Near10, 1.75f), (Feature.Near20, 0.89f),
        (Feature.Near30, -0.21f), (Feature.Nickname, 0.62f), (Feature.Variant, 0.74f), (Feature.Abbreviation, 0.02f), (Feature.Initial, 0.31f),
        (Feature.Joined, 0.92f), (Feature.Conflict, -3.12f), (Feature.MoreConflict, -0.35f), (Feature.Extra, -0.06f), (Feature.GivenDiffers, -0.6f),
        (Feature.SecondSurnameDiffers, -0.23f), (Feature.NotComparable, -1.75f), (Feature.TwoNames, -0.34f), (Feature.PatronymicReversed, -0.45f),
        (Feature.GivenReordered, -1.17f));

    /// <summary>Weights of organisations and vessels.</summary>
    public static NameWeights Organisations { get; } = new(
        (Feature.Start, 0.92f), (Feature.Exact, 0.3f), (Feature.Sound, 1.41f), (Feature.Near10, 1.53f), (Feature.Near20, 0.43f),
        (Feature.Near30, -0.42f), (Feature.Near40, -1.01f), (Feature.Variant, 0.23f), (Feature.Abbreviation, 1.08f), (Feature.Joined, 1.06f),
        (Feature.Acronym, 0.98f), (Feature.Conflict, -2.75f), (Feature.Extra, -0.33f), (Feature.GivenDiffers, -0.6f), (Feature.NotComparable, -2.42f),
        (Feature.LegalForm, -1.1f), (Feature.NumberExtra, -1.54f), (Feature.FirstDiffers, -0.77f));
}

namespace Puente.Matching.Names;

/// <summary>One reason of a score.</summary>
/// <param name="Code">What speaks; worded by <see cref="ReasonWords"/>.</param>
/// <param name="Weight">Its part of the score: the weights of all reasons add up to it.</param>
/// <param name="Evidence">Its part of the log odds (natural), before limits: positive for, negative against.</param>
/// <param name="Left">What it concerns in the first name, or null.</param>
/// <param name="Right">What it concerns in the second name, or null.</param>
public sealed record Reason(string Code, double Weight, double Evidence, string? Left = null, string? Right = null);

/// <summary>A score with its reasons, strongest first after the starting point.</summary>
public sealed record NameComparison(NameScore Result, IReadOnlyList<Reason> Reasons)
{
    /// <summary>The score.</summary>
    public double Score => Result.Score;

    /// <summary>What the score means.</summary>
    public MatchDecision Decision => Result.Decision;
}

/// <summary>The codes of reasons. They are stable: programs may rely on them.</summary>
public static class ReasonCode
{
    /// <summary>Even odds and the base rate, where every comparison starts.</summary>
    public const string Start = "start";
    /// <summary>One of the names has no word.</summary>
    public const string Empty = "empty";
    /// <summary>Every word agrees.</summary>
    public const string Identical = "identical";
    /// <summary>The sum stops at a limit.</summary>
    public const string Limit = "limit";
    /// <summary>The pair must stay open for a person.</summary>
    public const string Open = "open";

    /// <summary>Every code there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Start, Empty, Identical, Limit, Open, "exact", "sound", "near", "nickname", "variant", "abbreviation", "initial", "joined", "acronym", "conflict", "more-conflict", "extra", "more-extra",
        "given-differs", "second-surname-differs", "not-comparable", "nothing-agrees", "two-names", "only-common", "legal-form", "number", "number-extra", "first-differs", "patronymic-reversed", "given-reordered",
    ];

    internal static string Of(Feature feature) => feature switch
    {
        Feature.Start => Start,
        Feature.Exact => "exact",
        Feature.Sound => "sound",
        Feature.Near10 or Feature.Near20 or Feature.Near30 or Feature.Near40 => "near",
        Feature.Nickname => "nickname",
        Feature.Variant => "variant",
        Feature.Abbreviation => "abbreviation",
        Feature.Initial => "initial",
        Feature.Joined => "joined",
        Feature.Acronym => "acronym",
        Feature.Conflict => "conflict",
        Feature.MoreConflict => "more-conflict",
        Feature.Extra => "extra",
        Feature.MoreExtra => "more-extra",
        Feature.GivenDiffers => "given-differs",
        Feature.SecondSurnameDiffers => "second-surname-differs",
        Feature.NotComparable => "not-comparable",
        Feature.NothingAgrees => "nothing-agrees",
        Feature.TwoNames => "two-names",
        Feature.OnlyCommon => "only-common",
        Feature.LegalForm => "legal-form",
        Feature.Number => "number",
        Feature.NumberExtra => "number-extra",
        Feature.FirstDiffers => "first-differs",
        Feature.PatronymicReversed => "patronymic-reversed",
        Feature.GivenReordered => "given-reordered",
        _ => Identical,
    };
}

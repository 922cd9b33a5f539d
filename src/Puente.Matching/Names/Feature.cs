using System.Runtime.CompilerServices;

namespace Puente.Matching.Names;

/// <summary>What can speak for or against two names being one. Each has one weight for persons and one for organisations.</summary>
internal enum Feature : byte
{
    /// <summary>Where every comparison starts.</summary>
    Start,
    /// <summary>Words that agree, rare ones more than common ones, up to what is enough to judge by.</summary>
    Exact,
    /// <summary>Words that sound alike in Spanish.</summary>
    Sound,
    /// <summary>Words one slip apart: the mean of distances up to a tenth.</summary>
    Near10,
    /// <summary>Distance about a fifth.</summary>
    Near20,
    /// <summary>Distance about three tenths.</summary>
    Near30,
    /// <summary>Distance about four tenths and more.</summary>
    Near40,
    /// <summary>A nickname of the other.</summary>
    Nickname,
    /// <summary>Another spelling of the same name.</summary>
    Variant,
    /// <summary>An abbreviation of the other.</summary>
    Abbreviation,
    /// <summary>An initial of the other.</summary>
    Initial,
    /// <summary>Words written together on one side.</summary>
    Joined,
    /// <summary>Initials of the other's words.</summary>
    Acronym,
    /// <summary>A word on each side that has no counterpart.</summary>
    Conflict,
    /// <summary>Further such words.</summary>
    MoreConflict,
    /// <summary>A word that only one side has.</summary>
    Extra,
    /// <summary>Further such words.</summary>
    MoreExtra,
    /// <summary>The given names differ.</summary>
    GivenDiffers,
    /// <summary>The second surnames differ while the first agree.</summary>
    SecondSurnameDiffers,
    /// <summary>A single word or a sobrenombre against a name: they cannot be compared.</summary>
    NotComparable,
    /// <summary>Nothing at all agrees.</summary>
    NothingAgrees,
    /// <summary>Nearly the same, but each is a name of its own (Mario, Maria).</summary>
    TwoNames,
    /// <summary>Only common words agree.</summary>
    OnlyCommon,
    /// <summary>Different legal forms.</summary>
    LegalForm,
    /// <summary>Different numbers.</summary>
    Number,
    /// <summary>A number that only one side has.</summary>
    NumberExtra,
    /// <summary>The first words differ.</summary>
    FirstDiffers,
    /// <summary>Who is whose son is the other way round (Salman bin Muhammad, Muhammad bin Salman).</summary>
    PatronymicReversed,
    /// <summary>The given names stand in another order, as brothers' names sometimes do (Eduardo Ramon, Ramon Eduardo).</summary>
    GivenReordered,
    /// <summary>The same words: the highest score.</summary>
    Identical,
}

/// <summary>How much of each feature a pair shows.</summary>
[InlineArray(Length)]
internal struct Evidence
{
    /// <summary>The number of features.</summary>
    public const int Length = (int)Feature.Identical + 1;

    private float _first;

    public float this[Feature feature]
    {
        readonly get => this[(int)feature];
        set => this[(int)feature] = value;
    }
}

/// <summary>One step of a comparison, kept only when somebody asks for reasons.</summary>
internal readonly record struct Step(Feature Feature, float Amount, string? Left, string? Right);

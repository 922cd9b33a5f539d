using Puente.Evidence.Sharing;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <summary>What one viewer may see of a profile: the only thing that is ever compared or shown.</summary>
internal sealed class Seen
{
    private const int MostFaces = 24;
    private const int MostMade = 4;
    private readonly List<Clue> _clues;
    private const int MostIdentifiers = 60;

    private Seen(Profile of, List<Clue> clues)
    {
        Of = of;
        // A thing of which a number is read is that number; else it is itself.
        var numbered = clues.Where(c => c is { Kind: ClueKind.Identifier, Through: not null }).Select(c => c.Through!.Thing).ToHashSet();
        var identifiers = clues.Where(c => c.Kind == ClueKind.Identifier || (c.Kind == ClueKind.Thing && !numbered.Contains(c.Through!.Thing))).Select(c => c.Identifier).Distinct().Take(MostIdentifiers).ToList();
        PartialDate?[] births = [.. clues.Where(c => c.Kind == ClueKind.Birth).Select(c => (PartialDate?)c.Birth).Distinct()];
        if (births.Length == 0) births = [null];
        _clues = clues;
        Made = of.Kind != NameKind.Person || !clues.Exists(c => c.Made is not null) ? [] : [.. clues.Where(c => c.Made is not null).DistinctBy(c => c.Identifier).Take(MostMade).Select(c => new MadeFromName(c.Made!, SpelledNames.Fits(c.Made!, Names), c.Birth))];
        Faces = [.. clues.Where(c => c.Kind == ClueKind.Name).Select(c => c.Name!).DistinctBy(n => n.Folded, StringComparer.Ordinal)
            .SelectMany(n => births.Select(b => new LinkageRecord("", n, b, identifiers))).Take(MostFaces)];
    }

    /// <summary>Whose.</summary>
    public Profile Of { get; }

    /// <summary>Its names and dates of birth in every combination: several claims are several claims.</summary>
    public IReadOnlyList<LinkageRecord> Faces { get; }

    /// <summary>The markings of what is seen of it.</summary>
    public IReadOnlyList<long> Markings => [.. _clues.SelectMany(c => c.Through is { } through ? new[] { c.Marking, through.Marking } : [c.Marking]).Distinct().Order()];

    /// <summary>Its names as recorded.</summary>
    public IReadOnlyList<string> Names => [.. _clues.Where(c => c.Kind == ClueKind.Name).Select(c => c.Value).Distinct(StringComparer.Ordinal).Take(MostFaces)];

    /// <summary>Its dates of birth.</summary>
    public IReadOnlyList<PartialDate> Births => [.. _clues.Where(c => c.Kind == ClueKind.Birth).Select(c => c.Birth).Distinct()];

    /// <summary>Its CURPs and RFCs.</summary>
    public IReadOnlyList<MadeFromName> Made { get; }

    /// <summary>What a viewer sees; null when the viewer sees no name of it or it may not be matched.</summary>
    public static Seen? By(Sight sight, Profile profile, DateOnly today)
    {
        var clues = profile.Clues.Where(c => c.IsRead(sight)).ToList();
        if (!Matchable.Is(profile.Kind == NameKind.Person, [.. clues.Where(c => c.Kind == ClueKind.Role).Select(c => c.Value)], [.. clues.Select(c => c.Birth).Where(b => b.Year > 0)], today)) return null;
        var seen = new Seen(profile, clues);
        return seen.Faces.Count == 0 ? null : seen;
    }

    /// <summary>The score of the two faces that agree best.</summary>
    public static (NameScore Score, LinkageRecord Left, LinkageRecord Right, FurtherEvidence? Further) Best(Seen left, Seen right)
    {
        var further = SpelledNames.Of(left, right);
        var best = (Score: default(NameScore), Left: left.Faces[0], Right: right.Faces[0], further);
        foreach (var one in left.Faces)
            foreach (var other in right.Faces)
            {
                var score = RecordMatcher.Score(one, other, further);
                if (score.Score > best.Score.Score) best = (score, one, other, further);
            }

        return best;
    }
}

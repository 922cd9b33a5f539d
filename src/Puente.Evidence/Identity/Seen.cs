using Puente.Evidence.Sharing;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <summary>What one viewer may see of a profile: the only thing that is ever compared or shown.</summary>
internal sealed class Seen
{
    private const int MostFaces = 24;

    private Seen(Profile of, IReadOnlyList<Clue> clues)
    {
        Of = of;
        var identifiers = clues.Where(c => c.Kind == ClueKind.Identifier).Select(c => c.Identifier).Distinct().ToList();
        PartialDate?[] births = [.. clues.Where(c => c.Kind == ClueKind.Birth).Select(c => (PartialDate?)c.Birth).Distinct()];
        if (births.Length == 0) births = [null];
        Faces = [.. clues.Where(c => c.Kind == ClueKind.Name).Select(c => c.Name!).DistinctBy(n => n.Folded, StringComparer.Ordinal)
            .SelectMany(n => births.Select(b => new LinkageRecord("", n, b, identifiers))).Take(MostFaces)];
    }

    /// <summary>Whose.</summary>
    public Profile Of { get; }

    /// <summary>Its names and dates of birth in every combination: several claims are several claims.</summary>
    public IReadOnlyList<LinkageRecord> Faces { get; }

    /// <summary>What a viewer sees; null when the viewer sees no name of it or it may not be matched.</summary>
    public static Seen? By(Sight sight, Profile profile, DateOnly today)
    {
        var clues = profile.Clues.Where(c => sight.Reads(c.Marking, Field.Value)).ToList();
        if (!Matchable.Is(profile.Kind == NameKind.Person, [.. clues.Where(c => c.Kind == ClueKind.Role).Select(c => c.Value)], [.. clues.Select(c => c.Birth).Where(b => b.Year > 0)], today)) return null;
        var seen = new Seen(profile, clues);
        return seen.Faces.Count == 0 ? null : seen;
    }

    /// <summary>The score of the two faces that agree best.</summary>
    public static (NameScore Score, LinkageRecord Left, LinkageRecord Right) Best(Seen left, Seen right)
    {
        var best = (Score: default(NameScore), Left: left.Faces[0], Right: right.Faces[0]);
        foreach (var one in left.Faces)
            foreach (var other in right.Faces)
            {
                var score = RecordMatcher.Score(one, other);
                if (score.Score > best.Score.Score) best = (score, one, other);
            }

        return best;
    }
}

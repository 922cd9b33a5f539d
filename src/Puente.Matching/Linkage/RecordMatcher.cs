using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Matching.Linkage;

/// <summary>
/// Compares records: the log odds of the names, of the birth dates and of the identifiers add up (Fellegi and Sunter 1969, under
/// independence). A date or an identifier that conflicts keeps a pair open whatever the names say; an identifier that agrees closes what
/// names alone would keep open, and the same day of birth closes two surnames with a slip in a given name that is no name of its own.
/// </summary>
public static class RecordMatcher
{
    private const double IdentifierAgrees = 6;
    private const double IdentifierNear = 2;
    private const double IdentifierDiffers = -4;

    /// <summary>Kinds of which a person has only one, so that two that differ speak against.</summary>
    private static readonly HashSet<string> Unique = new(StringComparer.OrdinalIgnoreCase) { "curp", "rfc", "ssn", "imo", "leiCode", "imoNumber", "socialSecurityNumber" };

    /// <summary>What kin and housemates share: it speaks for, makes no match of what is none without it, and never speaks against.</summary>
    private static readonly HashSet<string> SharedKinds = new(StringComparer.OrdinalIgnoreCase)
    {
        "phone", "email", "clabe", "account", "sobrenombre", "iban", "card", "wallet", "device", "plate", "vin", "address", "thing",
    };

    private const double SharedAgrees = 1.5;
    private const double SharedAtMost = 3;

    /// <summary>The score and the decision.</summary>
    public static NameScore Score(LinkageRecord left, LinkageRecord right, FurtherEvidence? further = null) => Run(left, right, further, null);

    /// <summary>The score with its reasons.</summary>
    public static NameComparison Compare(LinkageRecord left, LinkageRecord right, FurtherEvidence? further = null)
    {
        var reasons = new List<Reason>();
        var score = Run(left, right, further, reasons);
        return new NameComparison(score, Explanation.Spread(score, reasons));
    }

    private static NameScore Run(LinkageRecord left, LinkageRecord right, FurtherEvidence? further, List<Reason>? reasons)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Name.IsEmpty || right.Name.IsEmpty) return default;
        var evidence = new Evidence();
        var steps = reasons is null ? null : new List<Step>();
        var ceiling = Alignment.Of(left.Name, right.Name, ref evidence, steps);
        var atMost = NameScore.AtMost(ceiling);
        var weights = NameWeights.For(left.Name, right.Name);
        var sum = weights.LogOdds(in evidence);
        reasons?.AddRange(Explanation.Evidence(steps!, weights, out _));
        if (left.Birth is { } born && right.Birth is { } other)
        {
            var date = BirthEvidence.Of(born, other);
            sum += date.LogOdds;
            if (ceiling == Ceiling.Slip && date.SameDay) atMost = 1;
            if (date.Conflict) atMost = Math.Min(atMost, NameScore.OpenAtMost);
            reasons?.Add(new Reason(date.Code, 0, date.LogOdds, born.ToString(), other.ToString()));
        }

        sum += Identifiers(left.Identifiers, right.Identifiers, ref atMost, reasons);
        if (further is not null)
        {
            foreach (var reason in further.Reasons) sum += reason.Evidence;
            atMost = Math.Min(atMost, further.AtMost);
            reasons?.AddRange(further.Reasons);
        }

        if (Shared(left.Identifiers, right.Identifiers, reasons) is > 0 and var shared)
        {
            // Two spouses share all of it: it makes no match of what is none without it.
            if (NameScore.Of(sum, atMost).Decision != MatchDecision.Match) atMost = Math.Min(atMost, NameScore.OpenAtMost);
            sum += shared;
        }

        sum = Math.Clamp(sum, -NameWeights.Top, NameWeights.Top);
        return NameScore.Of(sum, atMost);
    }

    private static double Identifiers(IReadOnlyList<ListedIdentifier>? left, IReadOnlyList<ListedIdentifier>? right, ref double atMost, List<Reason>? reasons)
    {
        if (left is null || right is null || left.Count == 0 || right.Count == 0) return 0;
        var (best, code, a, b) = (0.0, "", "", "");
        foreach (var one in left)
            foreach (var two in right)
            {
                if (!string.Equals(one.Kind, two.Kind, StringComparison.OrdinalIgnoreCase) || SharedKinds.Contains(one.Kind)) continue;
                var (odds, found) = One(one, two);
                if (code.Length == 0 || odds > best) (best, code, a, b) = (odds, found, found == "identifier-near" ? one.Kind : one.Value, found == "identifier-near" ? Agreeing(one.Value, two.Value) : two.Value);
            }

        if (code.Length == 0 || best == 0) return 0;
        if (best == IdentifierAgrees) atMost = 1;
        if (best == IdentifierDiffers) atMost = NameScore.OpenAtMost;
        reasons?.Add(new Reason(code, 0, best, a, b));
        return best;
    }

    private static double Shared(IReadOnlyList<ListedIdentifier>? left, IReadOnlyList<ListedIdentifier>? right, List<Reason>? reasons)
    {
        if (left is null || right is null) return 0;
        var sum = 0.0;
        foreach (var one in left)
            foreach (var two in right)
            {
                if (sum >= SharedAtMost || !SharedKinds.Contains(one.Kind) || !string.Equals(one.Kind, two.Kind, StringComparison.OrdinalIgnoreCase) || !string.Equals(one.Value, two.Value, StringComparison.OrdinalIgnoreCase)) continue;
                sum += SharedAgrees;
                reasons?.Add(new Reason(one.Kind switch { "sobrenombre" => "sobrenombre-shared", "thing" => "thing-shared", _ => "contact-shared" }, 0, SharedAgrees, one.Value, two.Value));
            }

        return sum;
    }

    private static (double LogOdds, string Code) One(ListedIdentifier left, ListedIdentifier right)
    {
        var (same, length) = Common(left.Value, right.Value);
        if (same == length && left.Value.Length == right.Value.Length) return (IdentifierAgrees, "identifier-agrees");
        if (length >= 8 && same * 4 >= length * 3) return (IdentifierNear, "identifier-near");
        return Unique.Contains(left.Kind) ? (IdentifierDiffers, "identifier-differs") : (0, "");
    }

    private static string Agreeing(string left, string right)
    {
        var (same, length) = Common(left, right);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{same}/{length}");
    }

    private static (int Same, int Length) Common(string left, string right)
    {
        var same = 0;
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
            if (char.ToUpperInvariant(left[i]) == char.ToUpperInvariant(right[i])) same++;
        return (same, Math.Max(left.Length, right.Length));
    }
}

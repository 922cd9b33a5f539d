using Puente.Matching.Identifiers;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <summary>An entry of a list as records that a person or organisation can be compared with.</summary>
internal sealed class Listed
{
    /// <summary>What lists call a number, as statements of the record do.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["c.u.r.p."] = "CURP",
        ["curp"] = "CURP",
        ["r.f.c."] = "RFC",
        ["rfc"] = "RFC",
        ["taxNumber"] = "tax",
        ["passport"] = "passport",
        ["passportNumber"] = "passport",
        ["ssn"] = "SSN",
        ["socialSecurityNumber"] = "SSN",
        ["idNumber"] = "id",
        ["registrationNumber"] = "register",
        ["leiCode"] = "leiCode",
        ["imoNumber"] = "imoNumber",
        ["imo"] = "imoNumber",
        ["registration"] = "register",
        ["folio-mercantil"] = "folio",
        ["tax-id"] = "tax",
        ["driving-licence"] = "licence",
        ["electoral"] = "INE",
        ["ife"] = "INE",
    };

    public Listed(ListEntry entry)
    {
        Entry = entry;
        Identifiers = [.. entry.Identifiers.Select(Canonical)];
        PartialDate?[] births = entry.BirthDates.Count == 0 ? [null] : [.. entry.BirthDates.Select(b => (PartialDate?)b)];
        Faces = [.. entry.Names.Where(n => n.Kind != ListedNameKind.Weak).Select(n => NameMatcher.Default.Prepare(Terms.Fold.Sound(n.Text), entry.Kind)).Where(n => !n.IsEmpty && !n.IsSobrenombre)
            .SelectMany(n => births.Select(b => new LinkageRecord(n.Original, n, b, Identifiers)))];
    }

    public ListEntry Entry { get; }

    public IReadOnlyList<ListedIdentifier> Identifiers { get; }

    private IReadOnlyList<LinkageRecord> Faces { get; }

    /// <summary>The names that agree best, with dates and numbers; null when nothing is at least possible.</summary>
    public (NameScore Score, LinkageRecord One, LinkageRecord Listed)? Best(Seen seen)
    {
        (NameScore Score, LinkageRecord One, LinkageRecord Listed)? best = null;
        if (Entry.Kind != seen.Of.Kind) return null;
        foreach (var one in seen.Faces)
            foreach (var face in Faces)
                if (RecordMatcher.Score(one, face) is { Decision: not MatchDecision.No } score && (best is null || score.Score > best.Value.Score.Score)) best = (score, one, face);
        return best;
    }

    private static ListedIdentifier Canonical(ListedIdentifier identifier)
    {
        var kind = Known.GetValueOrDefault(identifier.Kind.Trim(), identifier.Kind.Trim());
        var read = kind switch { "CURP" => Kinds.Curp, "RFC" => Kinds.Rfc, "SSN" => Kinds.Ssn, _ => null };
        return new ListedIdentifier(kind, read is not null && Identify.As(read, identifier.Value) is { Canonical.Length: > 0 } known ? known.Canonical : Terms.Fold.Identifier(identifier.Value, Terms.IdentifierRule.Plain));
    }
}

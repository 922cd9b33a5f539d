using Puente.Matching.Identifiers;
using Puente.Matching.Linkage;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <summary>
/// CURPs and RFCs of one against name and birth of the other. One that fits the other's name, and not its own holder's, is how an alias
/// shows; that two are one then is for a person to say, whatever the score.
/// </summary>
internal static class SpelledNames
{
    /// <summary>Seven letters of a name that is not the holder's come together by chance in one of many thousand.</summary>
    private const double OtherName = 7;
    private const double OtherNameShort = 4;
    private const double SameName = 0.5;
    private const double AnotherName = -2;
    private const double SameBirth = 3;
    private const double AnotherBirth = -3;

    /// <summary>Words from which a name is known in full: a given name and two surnames.</summary>
    private const int Full = 3;

    /// <summary>What the identifiers of each say of the other; null when they say nothing.</summary>
    public static FurtherEvidence? Of(Seen left, Seen right)
    {
        if (left.Made.Count == 0 && right.Made.Count == 0) return null;
        var (reasons, isAlias) = (new List<Reason>(), false);
        isAlias |= Add(left, right, reasons);
        isAlias |= Add(right, left, reasons);
        return reasons.Count == 0 ? null : new FurtherEvidence(reasons, isAlias ? NameScore.OpenAtMost : 1);
    }

    private static bool Add(Seen holder, Seen other, List<Reason> reasons)
    {
        var isAlias = false;
        foreach (var made in holder.Made.Where(m => other.Made.All(o => o.Read.Kind != m.Read.Kind)).Take(2))
        {
            var value = made.Read.Canonical;
            if (Fits(made.Read, other.Names) is { } fits)
            {
                var fitting = other.Names.FirstOrDefault(n => Identify.Name(made.Read, n).Agrees == fits) ?? other.Names[0];
                if (fits && made.FitsHolder == false)
                {
                    isAlias = true;
                    reasons.Add(new Reason("spells-other", 0, made.Read.Kind == Kinds.Curp || made.Read.Part("homoclave") is not null ? OtherName : OtherNameShort, value, fitting));
                }
                else if (fits) reasons.Add(new Reason("spells-name", 0, SameName, value, fitting));
                else if (made.FitsHolder == true && fitting.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= Full) reasons.Add(new Reason("spells-another", 0, AnotherName, value, fitting));
            }

            if (made.Birth is { Year: > 0 } told && holder.Births.Count == 0 && other.Births.Where(b => b.Day > 0 && !b.About).ToList() is { Count: > 0 } days)
                reasons.Add(days.Contains(told) ? new Reason("tells-birth", 0, SameBirth, value, told.ToString()) : new Reason("tells-another-birth", 0, AnotherBirth, value, days[0].ToString()));
        }

        return isAlias;
    }

    /// <summary>Whether an identifier was made from one of some names; null when that cannot be told.</summary>
    public static bool? Fits(Identifier read, IEnumerable<string> names)
    {
        bool? fits = null;
        foreach (var name in names)
        {
            if (Identify.Name(read, name).Agrees is not { } agrees) continue;
            if (agrees) return true;
            fits = false;
        }

        return fits;
    }
}

/// <summary>An identifier that was made from its holder's name.</summary>
/// <param name="Read">The identifier.</param>
/// <param name="FitsHolder">Whether it fits a name of its holder; null when that cannot be told.</param>
/// <param name="Birth">The date of birth that it tells; no year when it tells none.</param>
internal readonly record struct MadeFromName(Identifier Read, bool? FitsHolder, PartialDate Birth);

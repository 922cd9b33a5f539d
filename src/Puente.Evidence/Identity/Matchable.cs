using Puente.Matching.Linkage;

namespace Puente.Evidence.Identity;

/// <summary>
/// Who may be matched, ranked and screened at all: organisations, and persons who are in the record as suspect or associate and as nothing
/// that protects them. Victims, witnesses, sources, bystanders, officials, account parties and minors never are, nor is a person without a role.
/// Decided from what the viewer sees, for each viewer anew.
/// </summary>
public static class Matchable
{
    /// <summary>The age from which a person is no minor: Convention on the Rights of the Child, article 1.</summary>
    public const int FullAge = 18;

    /// <summary>Roles that keep a person out whatever other role is recorded.</summary>
    private static readonly HashSet<string> Protected = new(StringComparer.Ordinal) { "victim", "witness", "source", "bystander" };

    /// <summary>Whether an entity may be matched.</summary>
    /// <param name="isPerson">Whether it is a natural person.</param>
    /// <param name="roles">The roles in force that the viewer sees.</param>
    /// <param name="births">The dates of birth in force that the viewer sees.</param>
    /// <param name="today">The viewer's day.</param>
    public static bool Is(bool isPerson, IReadOnlyCollection<string> roles, IReadOnlyCollection<PartialDate> births, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentNullException.ThrowIfNull(births);
        if (!isPerson) return true;
        return roles.Any(r => r is "suspect" or "associate") && !roles.Any(Protected.Contains) && !births.Any(b => MayBeMinor(b, today));
    }

    /// <summary>Whether somebody born then can still be a minor: of an uncertain date the latest day counts.</summary>
    public static bool MayBeMinor(PartialDate birth, DateOnly today)
    {
        var month = birth.Month == 0 ? 12 : birth.Month;
        var day = birth.Day == 0 ? DateTime.DaysInMonth(birth.Year, month) : birth.Day;
        return birth.Year > today.Year - FullAge - 1 && new DateOnly(birth.Year, month, day) > today.AddYears(-FullAge);
    }
}

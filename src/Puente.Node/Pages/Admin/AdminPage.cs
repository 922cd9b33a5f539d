using Puente.Evidence.Agencies;
using Puente.Ui.Forms;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Admin;

/// <summary>A page on which an administrator changes the roster.</summary>
public abstract class AdminPage : FormPage
{
    /// <summary>The two countries.</summary>
    protected IReadOnlyList<Option> Countries => [new("MX", T["country.MX"]), new("US", T["country.US"])];

    /// <summary>Every unit, by agency.</summary>
    protected IReadOnlyList<Option> UnitOptions =>
        [.. Roster.Units.Values.OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => new Option(u.Code, $"{u.Code} · {Name(u)}", Group: Name(Roster.Agencies[u.Agency])))];

    /// <summary>The name of an agency in the reader's language.</summary>
    protected string Name(Agency agency)
    {
        ArgumentNullException.ThrowIfNull(agency);
        return T.Language == Language.Spanish ? agency.NameEs : agency.NameEn;
    }

    /// <summary>The name of a unit in the reader's language.</summary>
    protected string Name(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return T.Language == Language.Spanish ? unit.NameEs : unit.NameEn;
    }

    /// <summary>An officer by key, in words.</summary>
    protected string Name(OfficerId id) => Roster.Officers.TryGetValue(id, out var officer) ? officer.Name : T["rights.machine"];

    /// <summary>A day, or nothing.</summary>
    protected string Day(DateOnly? day) => day is { } known ? T.Date(known) : "";

    /// <summary>A day as a field takes it.</summary>
    protected static string? Typed(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}

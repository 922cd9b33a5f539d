using Puente.Evidence.Terms;

namespace Puente.Evidence.Sharing;

/// <summary>
/// The legal regime of a source: who may hold it, who may read it, by what order it leaves the country, until when. It stands above
/// every marking, which can only tighten it.
/// </summary>
/// <param name="Code">Stable, lower case with hyphens: <c>grand-jury</c>.</param>
/// <param name="Country">The country whose law it is, two letters; null when it is not a country's law.</param>
/// <param name="Label">Its name on pages.</param>
/// <param name="Rules">Its versions, oldest first; together they cover every day exactly once.</param>
public sealed record Regime(string Code, string? Country, Label Label, IReadOnlyList<RegimeRule> Rules)
{
    /// <summary>What the regime says on a day.</summary>
    public RegimeRule On(DateOnly day) => Rules.First(r => r.Covers(day));
}

using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Tests.Matching.Names;

/// <summary>Brothers and sisters share both surnames and are never suggested as one person.</summary>
public sealed class SiblingTests
{
    private static readonly string[] Given =
    [
        "Juan Carlos", "Juan Manuel", "Mario", "Maria", "Mauro", "Daniel", "Daniela", "Gilberto", "Gustavo", "Ramon Eduardo", "Eduardo Ramon", "Maria Elena", "Maria Teresa", "Jose Luis", "Jose", "Julio", "Julia",
        "Francisco", "Francisca", "Luis Hernando", "Luis Alfonso", "Monica", "Yanet", "Janeth Paola", "Rosa", "Rosario", "Wilmer", "Wilber", "Evaristo", "Evarista", "Evelino", "Evelina", "Carmelo", "Carmela",
    ];

    [Fact]
    public void Invented_siblings_never_match()
    {
        foreach (var surnames in (string[])["Herrera Buitrago", "García López", "Zambada Niebla", "de la Cruz Ruiz", "Luján Cota", "Xochihua Tepox"])
            for (var i = 0; i < Given.Length; i++)
                for (var j = i + 1; j < Given.Length; j++)
                    foreach (var (left, right) in ((string, string)[])[($"{Given[i]} {surnames}", $"{Given[j]} {surnames}"), ($"{surnames}, {Given[i]}", $"{surnames}, {Given[j]}")])
                        NameMatcher.Default.Compare(left, right, NameKind.Person).Decision.ShouldNotBe(MatchDecision.Match, $"{left} | {right}");
    }

    [Fact]
    public void Different_entries_of_the_narcotics_list_with_both_surnames_in_common_never_match()
    {
        var persons = OfacFiles.Read(SharedData.Path("sanctions", "ofac-2021-07")).Entries
            .Where(e => e.Kind == NameKind.Person && e.Programs.Any(p => p is "SDNTK" or "SDNT"))
            .Select(e => e.Names[0].Text).Where(n => n.Split(',')[0].Contains(' ', StringComparison.Ordinal)).GroupBy(n => n.Split(',')[0]);
        var pairs = 0;
        foreach (var family in persons.Select(f => f.Distinct().ToList()))
            for (var i = 0; i < family.Count; i++)
                for (var j = i + 1; j < family.Count; j++, pairs++)
                    NameMatcher.Default.Compare(family[i], family[j], NameKind.Person).Decision.ShouldNotBe(MatchDecision.Match, $"{family[i]} | {family[j]}");
        pairs.ShouldBeGreaterThan(200);
    }
}

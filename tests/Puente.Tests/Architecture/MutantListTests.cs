using Puente.Mutants;

namespace Puente.Tests.Architecture;

/// <summary>The mutant lists keep up with the code they break.</summary>
public sealed class MutantListTests
{
    [Fact]
    public void Every_mutant_still_finds_its_text() =>
        Mutant.ReadAll(Repository.Root)
            .Select(m => (m, Complaint: m.Complaint(Repository.Root)))
            .Where(x => x.Complaint is not null)
            .Select(x => $"{x.m.List}: {x.m.Name}: {x.Complaint}").ShouldBeEmpty();

    [Fact]
    public void No_two_mutants_have_one_name() =>
        Mutant.ReadAll(Repository.Root).GroupBy(m => m.Name).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
}

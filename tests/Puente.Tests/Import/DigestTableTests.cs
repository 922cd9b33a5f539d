using CsCheck;
using Puente.Evidence.Import.Jobs;

namespace Puente.Tests.Import;

public sealed class DigestTableTests
{
    [Fact]
    public void It_remembers_what_a_dictionary_would()
    {
        var folder = Directory.CreateTempSubdirectory("puente-digests-");
        try
        {
            Gen.Select(Gen.Int[0, 3000], Gen.Int[1, 300]).Sample((steps, different) =>
            {
                var random = new Random(steps);
                using var table = new DigestTable<int>(folder.FullName);
                var dictionary = new Dictionary<UInt128, int>();
                for (var i = 0; i < steps; i++)
                {
                    // Digests that begin alike lie in the same place.
                    var digest = new UInt128((ulong)random.Next(different), (ulong)random.Next(400));
                    table.Add(digest).ShouldBe(dictionary[digest] = dictionary.GetValueOrDefault(digest) + 1);
                }

                table.Count.ShouldBe(dictionary.Count);
                foreach (var (digest, count) in dictionary) table.GetValueOrDefault(digest).ShouldBe(count);
                table.TryGetValue(new UInt128(ulong.MaxValue, 1), out _).ShouldBeFalse();
            }, iter: 10, seed: "0N0XIzNsQ0O2");
            folder.EnumerateFiles().ShouldBeEmpty("its file has no name");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

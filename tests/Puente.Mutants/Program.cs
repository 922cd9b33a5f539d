using System.Diagnostics;
using Puente.Mutants;

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Puente.Mutants ROOT SCRATCH [TEXT]");
    return 2;
}

var (root, chosen) = (Path.GetFullPath(args[0]), args.Length > 2 ? args[2] : "");
var mutants = Mutant.ReadAll(root)
    .Where(m => m.Name.Contains(chosen, StringComparison.OrdinalIgnoreCase) || m.List.Contains(chosen, StringComparison.OrdinalIgnoreCase))
    .ToList();
var clock = Stopwatch.StartNew();
var scratch = Scratch.Create(root, Path.GetFullPath(args[1]));
var bad = scratch.Baseline(mutants);
if (bad is not null)
{
    Console.WriteLine(bad);
    return 1;
}

Console.WriteLine($"== scratch copy built and green in {clock.Elapsed.TotalSeconds:0} s");
var counts = new Dictionary<Verdict, int>();
foreach (var mutant in mutants)
{
    var since = clock.Elapsed;
    var (verdict, note) = scratch.Try(mutant);
    counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
    var word = verdict switch { Verdict.Caught => "caught", Verdict.Missed => "MISSED", _ => "NOT APPLICABLE" };
    Console.WriteLine($"{word,-14} {(clock.Elapsed - since).TotalSeconds,5:0.0} s  {mutant.List}: {mutant.Name}{(note.Length > 0 ? $" ({note})" : "")}");
}

int Count(Verdict verdict) => counts.GetValueOrDefault(verdict);
var wrong = Count(Verdict.Missed) + Count(Verdict.NotApplicable);
Console.WriteLine($"{mutants.Count} mutants in {clock.Elapsed.TotalSeconds:0} s: {Count(Verdict.Caught)} caught, {Count(Verdict.Missed)} missed, {Count(Verdict.NotApplicable)} not applicable");
Console.WriteLine($"{Count(Verdict.Caught)} passed, {wrong} failed, 0 skipped");
return wrong == 0 && mutants.Count > 0 ? 0 : 1;

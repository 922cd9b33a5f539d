namespace Puente.Money.Patterns.Traffic;

/// <summary>Work over all accounts, shared between threads in small ranges, so that a hub holds up one thread only.</summary>
internal static class Ranges
{
    private const int Step = 1024;

    /// <summary>Does something for every account; the worker's number is below <paramref name="threads"/>.</summary>
    public static void Each(int accounts, int threads, Action<int, int> work)
    {
        var next = 0;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, worker =>
        {
            while (true)
            {
                var from = Interlocked.Add(ref next, Step) - Step;
                if (from >= accounts) return;
                for (var account = from; account < Math.Min(accounts, from + Step); account++) work(worker, account);
            }
        });
    }
}

using System.Diagnostics;

namespace Puente.Evidence.Import.Jobs;

/// <summary>How far a running import is and how fast it goes. Thread-safe.</summary>
internal sealed class ImportPace
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private volatile State _state = new(new Tally(), 0);

    /// <summary>Notes how far it is.</summary>
    public void Went(Tally tally, double done) => _state = new State(tally, done);

    /// <summary>The view of an import with its progress.</summary>
    public ImportView On(ImportView view)
    {
        var (tally, done) = _state;
        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        return view with
        {
            State = view.State == ImportState.Done ? ImportState.Running : view.State,
            Finished = view.State == ImportState.Done ? null : view.Finished,
            Tally = tally,
            Done = done,
            RowsPerSecond = tally.Read / Math.Max(seconds, 0.001),
            Left = done is > 0.001 and < 1 ? TimeSpan.FromSeconds(seconds * (1 - done) / done) : null,
        };
    }

    private sealed record State(Tally Tally, double Done);
}

namespace Puente.Money.Searches;

/// <summary>How far a running search is. Thread-safe.</summary>
internal sealed class SearchPace(TimeProvider clock) : IProgress<double>
{
    private volatile State _state = new(SearchStep.Reading, null, clock.GetTimestamp());

    /// <summary>Begins a step.</summary>
    public void Begin(SearchStep step) => _state = new State(step, null, clock.GetTimestamp());

    /// <summary>Notes the part of the step that is done.</summary>
    public void Report(double value) => _state = _state with { Done = value };

    /// <summary>A view with this progress.</summary>
    public PatternSearchView On(PatternSearchView view)
    {
        var state = _state;
        var took = clock.GetElapsedTime(state.Since);
        return view with
        {
            State = PatternSearchState.Running,
            Step = state.Step,
            Progress = state.Done,
            Left = state.Done is > 0.01 and <= 1 and { } done ? took * ((1 - done) / done) : null,
        };
    }

    private sealed record State(SearchStep Step, double? Done, long Since);
}

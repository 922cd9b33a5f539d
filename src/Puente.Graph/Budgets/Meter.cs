using System.Runtime.CompilerServices;

namespace Puente.Graph.Budgets;

/// <summary>Counts the visits of one question against its budget. A mutable struct: passed by reference.</summary>
internal struct Meter
{
    private const int Stride = 4096;
    private readonly Budget _budget;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private long _checkAt;

    public Meter(Budget budget)
    {
        _budget = budget;
        _clock = budget.Clock ?? TimeProvider.System;
        _started = budget.Time is null ? 0 : _clock.GetTimestamp();
        _checkAt = Math.Min(Stride, budget.Visits ?? Stride);
        if (budget.Stop.IsCancellationRequested) Cut |= Cut.Cancelled;
    }

    /// <summary>Edges looked at.</summary>
    public long Visits;

    /// <summary>What has been cut so far.</summary>
    public Cut Cut;

    /// <summary>True when the question has to stop.</summary>
    public readonly bool IsOver => (Cut & (Cut.Visits | Cut.Time | Cut.Cancelled | Cut.Answers)) != 0;

    /// <summary>Counts visits; false when the question has to stop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Spend(int visits)
    {
        Visits = unchecked(Visits + visits);
        return Visits < _checkAt ? !IsOver : Check();
    }

    private bool Check()
    {
        _checkAt = Math.Min(Visits + Stride, Math.Max(_budget.Visits ?? long.MaxValue, Visits + 1));
        if (Visits > _budget.Visits) Cut |= Cut.Visits;
        if (_budget.Stop.IsCancellationRequested) Cut |= Cut.Cancelled;
        if (_budget.Time is { } time && _clock.GetElapsedTime(_started) > time) Cut |= Cut.Time;
        return !IsOver;
    }
}

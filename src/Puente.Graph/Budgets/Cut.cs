namespace Puente.Graph.Budgets;

/// <summary>Why an answer is not complete. <see cref="None"/> promises that it is, within what was asked.</summary>
[Flags]
public enum Cut
{
    /// <summary>Nothing was left out.</summary>
    None = 0,

    /// <summary>A vertex had more admitted edges than one expansion was to follow.</summary>
    Expansion = 1,

    /// <summary>There were more answers than were asked for.</summary>
    Answers = 2,

    /// <summary>The visits of the budget were used up.</summary>
    Visits = 4,

    /// <summary>The time of the budget was used up.</summary>
    Time = 8,

    /// <summary>The asker cancelled.</summary>
    Cancelled = 16,
}

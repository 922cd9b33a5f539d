namespace Puente.Evidence.Time;

/// <summary>How finely a moment is known: its value names a whole unit of this size.</summary>
public enum Precision : byte
{
    /// <summary>A calendar year.</summary>
    Year,
    /// <summary>A calendar month.</summary>
    Month,
    /// <summary>A day.</summary>
    Day,
    /// <summary>An hour.</summary>
    Hour,
    /// <summary>A minute.</summary>
    Minute,
    /// <summary>A second.</summary>
    Second,
    /// <summary>A millisecond.</summary>
    Millisecond,
}

/// <summary>In which order a text writes day and month. Never guessed: 03/04/2008 is two different days in the two countries.</summary>
public enum DateOrder : byte
{
    /// <summary>Year first, or the month in letters; a date like 03/04/2008 is refused.</summary>
    YearFirst,
    /// <summary>Day, month, year: Mexico.</summary>
    DayFirst,
    /// <summary>Month, day, year: United States.</summary>
    MonthFirst,
}

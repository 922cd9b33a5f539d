namespace Puente.Evidence;

/// <summary>Why something that could be expected was refused. <paramref name="Code"/> is the text key in both languages and the audit fact.</summary>
/// <param name="Code">Stable, lower-case, dotted: <c>access.not-allowed</c>.</param>
/// <param name="Args">Named values for the text.</param>
public sealed record Refusal(string Code, params (string Name, string Value)[] Args)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Args.Length == 0 ? Code : $"{Code} ({string.Join(", ", Args.Select(a => $"{a.Name}={a.Value}"))})";
}

/// <summary>Exactly one of a value or a refusal. For expected refusals only: bugs throw, outside input gives <see cref="Problem"/>s.</summary>
public readonly record struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>The refusal, or null when there is a value.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when there is a value.</summary>
    public bool IsOk => Refusal is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is a refusal instead.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal}");

    /// <summary>The value, as is.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>The refusal, as is.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Nothing to return but success.</summary>
public readonly record struct Done;

/// <summary>One thing wrong with outside input, in words made at the edge from <paramref name="Code"/>.</summary>
/// <param name="Line">1-based line of the file, or 0 where there is none.</param>
/// <param name="Column">Name of the column or field, or empty.</param>
/// <param name="Code">Text key: says the reason and the remedy.</param>
/// <param name="Args">Named values for the text.</param>
public sealed record Problem(long Line, string Column, string Code, params (string Name, string Value)[] Args);

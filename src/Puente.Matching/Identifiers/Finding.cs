namespace Puente.Matching.Identifiers;

/// <summary>
/// One thing that was found: a stable code, and values by name for the text that a program shows for the code. The library has no words of
/// its own, so that every language is equal.
/// </summary>
/// <param name="Code">Such as <c>identifier.check</c>.</param>
/// <param name="Severity">What it means for the identifier.</param>
/// <param name="Args">Values by name, in no language.</param>
public sealed record Finding(string Code, Severity Severity, IReadOnlyList<KeyValuePair<string, string>> Args)
{
    /// <summary>The value of a name; null when the finding has none.</summary>
    public string? Arg(string name) => Args.FirstOrDefault(a => a.Key == name).Value;

    internal static Finding Of(string code, Severity severity, params (string Name, string Value)[] args) =>
        new(code, severity, [.. args.Select(a => KeyValuePair.Create(a.Name, a.Value))]);

    /// <inheritdoc />
    public override string ToString() => $"{Severity} {Code}" + string.Concat(Args.Select(a => $" {a.Key}={a.Value}"));
}

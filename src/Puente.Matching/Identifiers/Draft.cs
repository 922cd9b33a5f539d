using System.Globalization;

namespace Puente.Matching.Identifiers;

/// <summary>An identifier while it is being read.</summary>
internal sealed class Draft(string kind, string raw)
{
    private readonly List<KeyValuePair<string, string>> _parts = [];
    private readonly List<Finding> _findings = [];

    public bool Sound => _findings.All(f => f.Severity != Severity.Error);

    public Draft Part(string name, string value)
    {
        _parts.Add(KeyValuePair.Create(name, value));
        return this;
    }

    public Draft Info(string code, params (string Name, string Value)[] args) => Found(code, Severity.Info, args);

    public Draft Warn(string code, params (string Name, string Value)[] args) => Found(code, Severity.Warning, args);

    public Draft Error(string code, params (string Name, string Value)[] args) => Found(code, Severity.Error, args);

    /// <summary>The value has another number of characters than the kind.</summary>
    public Draft Length(string expected, int found) => Error("identifier.length", ("expected", expected), ("found", Number(found)));

    /// <summary>A character that cannot stand where it stands; positions count from 1.</summary>
    public Draft Character(int position, char found) => Error("identifier.character", ("position", Number(position)), ("found", found.ToString()));

    /// <summary>A check character other than the one computed.</summary>
    public Draft Check(char expected, char found, Severity severity = Severity.Error) =>
        Found("identifier.check", severity, ("expected", expected.ToString()), ("found", found.ToString()));

    /// <summary>The end of reading. A value with errors is a third as plausible.</summary>
    public Identifier Done(string canonical, double plausibility) =>
        new(kind, raw, canonical, _parts, [.. _findings.OrderByDescending(f => f.Severity)], Sound ? plausibility : plausibility / 3);

    /// <summary>The end of reading a value that does not have the shape at all.</summary>
    public Identifier Unlike() => Done("", 0);

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public Draft Found(string code, Severity severity, params (string Name, string Value)[] args)
    {
        _findings.Add(Finding.Of(code, severity, args));
        return this;
    }
}

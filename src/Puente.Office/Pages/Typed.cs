namespace Puente.Office.Pages;

/// <summary>What a person typed into a form, and what is wrong with it, field by field. Nothing typed is lost: a form that is refused is shown again with it.</summary>
public sealed class Typed
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    private Typed()
    {
    }

    /// <summary>A form nobody has touched.</summary>
    public static Typed Nothing => new();

    /// <summary>The sent form, or the parameters of the address while nothing was sent.</summary>
    public static Typed Of(HttpRequest request)
    {
        var typed = new Typed();
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType)
            foreach (var (name, values) in request.Form) typed._values[name] = values.Count > 1 ? string.Join('\n', values.ToArray()) : values.ToString();
        else
            foreach (var (name, values) in request.Query) typed._values[name] = values.ToString();
        return typed;
    }

    /// <summary>The value of a field as typed; empty when there is none.</summary>
    public string this[string name]
    {
        get => _values.GetValueOrDefault(name, "");
        set => _values[name] = value;
    }

    /// <summary>Names of the fields that were sent.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Which button was pressed.</summary>
    public string Pressed => this["do"];

    /// <summary>True while nothing is wrong.</summary>
    public bool IsRight => _errors.Count == 0;

    /// <summary>What is wrong, in the order it was found.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Errors => _errors;

    /// <summary>The value without spaces around it, or null when nothing is left.</summary>
    public string? Text(string name) => this[name].Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a box was ticked.</summary>
    public bool Ticked(string name) => this[name].Length > 0;

    /// <summary>Sets a value unless something was typed there.</summary>
    public void Suggest(string name, string? value)
    {
        if (value is not null && !_values.ContainsKey(name)) _values[name] = value;
    }

    /// <summary>Drops every value whose field begins so.</summary>
    public void Forget(string beginning)
    {
        foreach (var name in _values.Keys.Where(n => n.StartsWith(beginning, StringComparison.Ordinal)).ToList()) _values.Remove(name);
    }

    /// <summary>Notes what is wrong with a field; the first word counts.</summary>
    public void Wrong(string name, string words) => _errors.TryAdd(name, words);

    /// <summary>What is wrong with a field, or null.</summary>
    public string? Error(string name) => _errors.GetValueOrDefault(name);
}

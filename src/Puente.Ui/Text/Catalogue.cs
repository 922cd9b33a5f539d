using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Puente.Ui.Text;

/// <summary>
/// Every text that people read, by key and language. Areas are files <c>Text/{language}/{area}.json</c>, so that
/// several authors add keys without meeting; a key exists once. Other assemblies may embed files of the same shape.
/// </summary>
public sealed class Catalogue
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, Message>> _messages;
    private readonly FrozenDictionary<string, Texts> _texts;
    private readonly List<string> _repeated = [];

    /// <summary>Reads the texts embedded in this assembly and in <paramref name="more"/>.</summary>
    /// <exception cref="InvalidOperationException">A file is not a flat object of texts.</exception>
    public Catalogue(params Assembly[] more)
    {
        _messages = Language.All.ToFrozenDictionary(l => l.Code, l => Read(l, [typeof(Catalogue).Assembly, .. more]));
        _texts = Language.All.ToFrozenDictionary(l => l.Code, l => new Texts(this, l));
    }

    /// <summary>Keys that were written again, with the file of the second time; the first one counts. A test keeps it empty.</summary>
    public IReadOnlyList<string> Repeated => _repeated;

    /// <summary>The keys of a language.</summary>
    public IReadOnlyCollection<string> Keys(Language language) => _messages[language.Code].Keys;

    /// <summary>The texts of a language.</summary>
    public Texts For(Language language) => _texts[language.Code];

    /// <summary>The message of a key, or null.</summary>
    public Message? Find(Language language, string key) => _messages[language.Code].GetValueOrDefault(key);

    private FrozenDictionary<string, Message> Read(Language language, Assembly[] assemblies)
    {
        var found = new Dictionary<string, Message>(StringComparer.Ordinal);
        foreach (var assembly in assemblies)
        {
            foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
            {
                var path = name.Replace('\\', '/');
                if (!path.StartsWith($"Text/{language.Code}/", StringComparison.Ordinal) || !path.EndsWith(".json", StringComparison.Ordinal))
                    continue;
                using var stream = assembly.GetManifestResourceStream(name)!;
                using var file = JsonDocument.Parse(stream);
                foreach (var entry in file.RootElement.EnumerateObject())
                {
                    if (!found.TryAdd(entry.Name, MessageOf(entry, path)))
                        _repeated.Add($"{path}: {entry.Name}");
                }
            }
        }
        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static Message MessageOf(JsonProperty entry, string path) => entry.Value.ValueKind switch
    {
        JsonValueKind.String => new Message(entry.Value.GetString()!),
        JsonValueKind.Object => new Message(
            entry.Value.GetProperty("other").GetString()!,
            entry.Value.TryGetProperty("one", out var one) ? one.GetString() : null),
        _ => throw new InvalidOperationException($"The text '{entry.Name}' in {path} is neither a text nor forms 'one' and 'other'."),
    };
}

using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Terms;

/// <summary>Reads vocabulary files into one vocabulary: declarations of all files first, then the kinds in order of inheritance.</summary>
internal sealed class VocabularyReader
{
    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, KindDeclaration> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FactDeclaration> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EntityKind> _made = new(StringComparer.Ordinal);
    private readonly List<Property> _common = [];
    private bool _standard = true;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private VocabularyReader()
    {
    }

    public static Vocabulary ReadStandard()
    {
        var reading = Read([]);
        return reading.Vocabulary ?? throw new InvalidOperationException("vocabulary.yaml: " + string.Join("; ", reading.Problems));
    }

    public static VocabularyReading Read(IEnumerable<VocabularyFile> extra)
    {
        var reader = new VocabularyReader();
        using (var standard = Resource.Open("vocabulary.yaml"))
            reader.Declare(new VocabularyFile("vocabulary.yaml", standard));
        reader._standard = false;
        foreach (var file in extra) reader.Declare(file);
        return reader.Finish();
    }

    private void Declare(VocabularyFile file)
    {
        var page = new YamlPage(file.Name, _problems);
        if (page.Open(file.Text) is not { } top) return;
        page.Allow(top, "kinds", "facts", "details");
        _common.AddRange(page.Properties(top, "details"));
        if (page.Map(top, "kinds") is { } kinds)
            foreach (var (code, at, value) in page.Entries(kinds))
                if (page.Declared(at, code, value) is { } map) DeclareKind(page, code, at, map);
        if (page.Map(top, "facts") is { } facts)
            foreach (var (code, at, value) in page.Entries(facts))
                if (page.Declared(at, code, value) is { } map) DeclareFact(page, code, at, map);
    }

    private void DeclareKind(YamlPage page, string code, YamlNode at, YamlMappingNode map)
    {
        if (!_kinds.TryGetValue(code, out var known))
        {
            _kinds.Add(code, KindDeclaration.Read(page, code, at, map, _standard));
            return;
        }

        // A later file may add properties to a kind it did not declare, nothing else.
        foreach (var (key, node, _) in page.Entries(map))
            if (key != "properties") page.Report(node, key, "vocabulary.redefined", ("code", code));
        foreach (var property in page.Properties(map, "properties"))
            if (known.Properties.Exists(p => p.Code == property.Code))
                page.Report(page.KeyNode(page.Map(map, "properties")!, property.Code), property.Code, "vocabulary.redefined", ("code", property.Code));
            else known.Properties.Add(property);
    }

    private void DeclareFact(YamlPage page, string code, YamlNode at, YamlMappingNode map)
    {
        if (!_facts.TryAdd(code, FactDeclaration.Read(page, code, at, map, _common))) page.Report(at, code, "vocabulary.redefined", ("code", code));
    }

    private VocabularyReading Finish()
    {
        foreach (var declaration in _kinds.Values) Make(declaration);
        var facts = new List<FactKind>();
        foreach (var declaration in _facts.Values)
        {
            declaration.CheckRanges(_kinds.ContainsKey);
            facts.Add(declaration.Make());
        }

        return _problems.Count > 0
            ? new VocabularyReading(null, _problems)
            : new VocabularyReading(new Vocabulary([.. _kinds.Keys.Select(k => _made[k])], facts), []);
    }

    private EntityKind? Make(KindDeclaration declaration)
    {
        if (_made.TryGetValue(declaration.Code, out var done)) return done;
        if (!_open.Add(declaration.Code))
        {
            declaration.Report("extends", "vocabulary.cycle");
            return null;
        }

        var parents = new List<EntityKind>();
        foreach (var name in declaration.Extends)
            if (!_kinds.TryGetValue(name, out var parent)) declaration.Report("extends", "vocabulary.kind-unknown", ("kind", name));
            else if (Make(parent) is { } made) parents.Add(made);
        _open.Remove(declaration.Code);
        var kind = declaration.Make(parents);
        foreach (var caption in kind.Caption)
            if (kind.Property(caption) is null) declaration.Report("caption", "vocabulary.property-unknown", ("property", caption));
        return _made[declaration.Code] = kind;
    }
}

namespace Puente.Evidence.Import.Jobs;

/// <summary>An entity met in this run.</summary>
internal sealed class Met
{
    public required long Id { get; init; }

    public required string Kind { get; set; }

    /// <summary>This import made it.</summary>
    public bool Own { get; init; }

    /// <summary>The recording that made it is no longer in force.</summary>
    public bool Gone { get; init; }

    /// <summary>Referred to, not yet described in this run.</summary>
    public bool Provisional { get; set; }

    /// <summary>The key it was referred to by, as long as nothing describes it.</summary>
    public string? Key { get; set; }

    public bool Counted { get; set; }

    public bool HasRole { get; set; }
}

/// <summary>The entities that a run of an import met: those that the slice at hand names in memory, all in a table on disk.</summary>
internal sealed class MetEntities(string folder) : IDisposable
{
    private readonly DigestTable<Row> _all = new(folder);
    private readonly Dictionary<UInt128, Met> _near = [];
    private readonly Dictionary<UInt128, string> _referred = [];
    private readonly List<string> _kinds = [];

    /// <summary>Entities that this import made, that were referred to and never described. Few, or the file is not what it says.</summary>
    public IEnumerable<(long Id, string Kind, string Key)> Unresolved =>
        _referred.Select(r => (Met: _all.GetValueOrDefault(r.Key), r.Value)).Where(r => r.Met.Own).Select(r => (r.Met.Id, _kinds[r.Met.Kind], r.Value));

    /// <summary>An entity near the slice at hand.</summary>
    public Met this[UInt128 digest]
    {
        get => _near[digest];
        set => _near[digest] = value;
    }

    /// <summary>An entity near the slice at hand, if it was met.</summary>
    public bool TryGetValue(UInt128 digest, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Met? met) => _near.TryGetValue(digest, out met);

    /// <summary>Brings near what was met before of the keys of a slice; returns the others.</summary>
    public HashSet<UInt128> Near(IEnumerable<UInt128> digests)
    {
        var unmet = new HashSet<UInt128>();
        foreach (var digest in digests)
        {
            if (_near.ContainsKey(digest)) continue;
            if (_all.TryGetValue(digest, out var row)) _near[digest] = Of(digest, row);
            else unmet.Add(digest);
        }

        return unmet;
    }

    /// <summary>Keeps what the slice changed and puts it far.</summary>
    public void Keep()
    {
        foreach (var (digest, met) in _near)
        {
            if (met.Key is { } key) _referred[digest] = key;
            else _referred.Remove(digest);
            _all[digest] = new Row { Id = met.Id, Kind = KindOf(met.Kind), Own = met.Own, Gone = met.Gone, Provisional = met.Provisional, Counted = met.Counted, HasRole = met.HasRole };
        }

        _near.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _all.Dispose();

    private Met Of(UInt128 digest, Row row) => new()
    {
        Id = row.Id,
        Kind = _kinds[row.Kind],
        Own = row.Own,
        Gone = row.Gone,
        Provisional = row.Provisional,
        Key = _referred.GetValueOrDefault(digest),
        Counted = row.Counted,
        HasRole = row.HasRole,
    };

    /// <summary>Kinds are as few as the vocabulary has.</summary>
    private int KindOf(string kind)
    {
        var at = _kinds.IndexOf(kind);
        if (at >= 0) return at;
        _kinds.Add(kind);
        return _kinds.Count - 1;
    }

    private struct Row
    {
        public long Id;
        public int Kind;
        public bool Own, Gone, Provisional, Counted, HasRole;
    }
}

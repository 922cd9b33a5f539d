using System.Globalization;
using System.Text.Json.Nodes;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Node.Commands;

/// <summary>A CSV file of names with a header, streamed. Columns may stand in any order; those that are not known are passed over.</summary>
internal sealed class MatchingFile : IDisposable
{
    private static readonly string[] Identifiers = ["curp", "rfc", "passport", "ssn", "soc_sec_id", "idnumber"];

    private readonly TextReader _reader;
    private readonly List<ListProblem> _problems = [];
    private readonly IEnumerator<(int Line, string[] Fields)> _rows;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _file;

    private MatchingFile(FileInfo file, string[][] needed)
    {
        _file = file.Name;
        _reader = PlainInput.Open(file.FullName);
        _rows = new CsvRows(_reader, file.Name, _problems).Read().GetEnumerator();
        var any = false;
        PlainInput.Read(file.Name, () => any = _rows.MoveNext());
        if (!any && _problems.Count > 0) End();
        if (!any) throw Wrong(Terminal.T.Format("command.match.no-header", ("file", file.Name), ("columns", string.Join(", ", needed.Select(n => n[0])))));
        for (var i = 0; i < _rows.Current.Fields.Length; i++) _columns.TryAdd(_rows.Current.Fields[i].Trim().Trim('\uFEFF'), i);
        foreach (var names in needed)
            if (!names.Any(n => Alias(n, names[0])))
                throw Wrong(Terminal.T.Format("command.match.no-column", ("file", file.Name), ("column", names[0]), ("header", string.Join(", ", _rows.Current.Fields))));
    }

    /// <summary>Opens a file that has these columns, each under one of its names.</summary>
    public static MatchingFile Open(FileInfo file, string[][] needed)
    {
        if (!file.Exists) throw new CommandEndsException(ExitCode.Input, Terminal.T.Format("command.no-file", ("file", file.FullName)));
        return new MatchingFile(file, needed);
    }

    /// <summary>A list: a folder or file of OFAC, or FollowTheMoney entities one a line. What was wrong in it is said on standard error.</summary>
    public static ScreeningList List(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path)) throw new CommandEndsException(ExitCode.Input, Terminal.T.Format("command.no-file", ("file", path)));
        var list = OfacFiles.Recognises(path) ? OfacFiles.Read(path)
            : path.Contains(".json", StringComparison.OrdinalIgnoreCase) || path.Contains(".ftm", StringComparison.OrdinalIgnoreCase) ? FollowTheMoneyLines.Read(path) : NameList(path);
        foreach (var problem in list.Problems) Terminal.Note(Said(problem));
        return list.Entries.Count > 0 ? list : throw Wrong(Terminal.T.Format("command.match.empty-list", ("file", path)));
    }

    /// <summary>The rows, one by one. A row without a value in a needed column is compared as an empty name.</summary>
    public IEnumerable<MatchingRow> Rows()
    {
        while (Next()) yield return new MatchingRow(_rows.Current.Line, _rows.Current.Fields, _columns);
    }

    /// <summary>Says what was wrong and ends with <see cref="ExitCode.Input"/> if anything was.</summary>
    public void End()
    {
        if (_problems.Count > 0) throw Wrong(string.Join('\n', _problems.Select(Said)));
    }

    public void Dispose()
    {
        _rows.Dispose();
        _reader.Dispose();
    }

    internal static IEnumerable<ListedIdentifier> Identified(MatchingRow row) =>
        Identifiers.Select(kind => new ListedIdentifier(kind, row[kind])).Where(i => i.Value.Length > 0);

    private bool Next()
    {
        var any = false;
        PlainInput.Read(_file, () => any = _rows.MoveNext());
        return any;
    }

    private bool Alias(string name, string canonical)
    {
        if (!_columns.TryGetValue(name, out var at)) return false;
        _columns[canonical] = at;
        return true;
    }

    /// <summary>A plain CSV list: a column name, and perhaps id and kind.</summary>
    private static ScreeningList NameList(string path)
    {
        using var file = Open(new FileInfo(path), [["name", "full_name", "nombre"]]);
        var entries = file.Rows().Where(r => r["name"].Length > 0).Select(r => new ListEntry
        {
            Id = r["id"] is { Length: > 0 } id ? id : r.Line.ToString(CultureInfo.InvariantCulture),
            Kind = r.Kind == NameKind.Unknown ? NameMatcher.Default.Prepare(r["name"]).Kind : r.Kind,
            Names = [new ListedName(r["name"], ListedNameKind.Primary)],
        }).ToList();
        return new ScreeningList(Path.GetFileName(path), entries, [.. file._problems]);
    }

    internal static string Said(ListProblem problem) =>
        string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{problem.Line}:{problem.Column}: ") + Terminal.T.Format("command.match.problem." + problem.Code.Split('.')[1], ("text", problem.Text));

    private static CommandEndsException Wrong(string text) => new(ExitCode.Input, text, new JsonObject { ["detail"] = text });
}

/// <summary>A row of a file of names.</summary>
internal sealed record MatchingRow(int Line, string[] Fields, Dictionary<string, int> Columns)
{
    /// <summary>The trimmed value of a column; empty when there is none.</summary>
    public string this[string column] => Columns.TryGetValue(column, out var at) && at < Fields.Length ? Fields[at].Trim() : "";

    /// <summary>What the column <c>kind</c> or <c>schema</c> says; unknown for anything else.</summary>
    public NameKind Kind => (this["kind"] is { Length: > 0 } kind ? kind : this["schema"]).ToUpperInvariant() switch
    {
        "PERSON" or "INDIVIDUAL" => NameKind.Person,
        "ORGANISATION" or "ORGANIZATION" or "COMPANY" or "PUBLICBODY" => NameKind.Organisation,
        "VESSEL" or "AIRCRAFT" or "VEHICLE" => NameKind.Vessel,
        _ => NameKind.Unknown,
    };

    /// <summary>The row as a record of a store: id, name, birth date, identifiers.</summary>
    public LinkageRecord Record(NameMatcher matcher)
    {
        var birth = new[] { "birth_date", "date_of_birth", "dob", "birthdate" }.Select(c => this[c]).FirstOrDefault(t => t.Length > 0);
        return new LinkageRecord(this["id"] is { Length: > 0 } id ? id : Line.ToString(CultureInfo.InvariantCulture), matcher.Prepare(this["name"], Kind),
            PartialDate.TryParse(birth, out var date) ? date : null, [.. MatchingFile.Identified(this)]);
    }
}

using System.IO.Compression;
using System.Text;
using Puente.Matching.Names;

namespace Puente.Matching.Screening;

/// <summary>
/// The Specially Designated Nationals list as OFAC publishes it: <c>sdn.csv</c> and, beside it, <c>alt.csv</c>, <c>add.csv</c> and
/// <c>sdn_comments.csv</c>; headerless, <c>-0-</c> for nothing, plain or gzip. Remarks that run on in the comments file are joined
/// before they are read, also in mid-word.
/// </summary>
public static class OfacFiles
{
    private const int SdnColumns = 12;
    private const int AltColumns = 4;

    /// <summary>Reads a folder that holds the files, or the path of the sdn file itself.</summary>
    /// <exception cref="IOException">The sdn file cannot be opened.</exception>
    public static ScreeningList Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var main = Directory.Exists(path) ? Find(folder, "sdn") ?? throw new FileNotFoundException("There is no sdn.csv in the folder.", Path.Combine(path, "sdn.csv")) : path;
        var problems = new List<ListProblem>();
        var more = Continuations(Find(folder, "sdn_comments"), problems);
        var aliases = Aliases(Find(folder, "alt"), problems);
        var countries = Addresses(Find(folder, "add"), problems);
        var entries = new List<ListEntry>();
        foreach (var (line, row) in Rows(main, problems))
        {
            if (row.Length < SdnColumns)
            {
                problems.Add(new ListProblem(main, line, row.Length, "list.columns", CsvRows.Short(string.Join(',', row))));
                continue;
            }

            var id = row[0].Trim();
            entries.Add(Entry(id, row, Null(row[11]) + more.GetValueOrDefault(id), aliases.GetValueOrDefault(id) ?? [], countries.GetValueOrDefault(id) ?? []));
            aliases.Remove(id);
        }

        problems.AddRange(aliases.Keys.Select(id => new ListProblem("alt", 0, 1, "list.no-entry", id)));
        return new ScreeningList("OFAC SDN", entries, problems);
    }

    /// <summary>Whether a path looks like this list.</summary>
    public static bool Recognises(string path) =>
        Directory.Exists(path) ? Find(path, "sdn") is not null : Path.GetFileName(path).StartsWith("sdn", StringComparison.OrdinalIgnoreCase);

    private static ListEntry Entry(string id, string[] row, string remarks, List<ListedName> aliases, List<string> addresses)
    {
        var read = OfacRemarks.Read(remarks);
        return new ListEntry
        {
            Id = id,
            Kind = Null(row[2]) switch { "individual" => NameKind.Person, "vessel" or "aircraft" => NameKind.Vessel, _ => NameKind.Organisation },
            Names = [new ListedName(row[1].Trim(), ListedNameKind.Primary), .. aliases, .. read.Weak.Select(w => new ListedName(w, ListedNameKind.Weak))],
            BirthDates = read.BirthDates,
            Countries = [.. read.Countries.Concat(addresses).Distinct(StringComparer.OrdinalIgnoreCase)],
            Identifiers = read.Identifiers,
            Programs = Null(row[3]).Split("] [", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
    }

    private static Dictionary<string, string> Continuations(string? file, List<ListProblem> problems)
    {
        var more = new Dictionary<string, string>(StringComparer.Ordinal);
        if (file is null) return more;
        foreach (var (_, row) in Rows(file, problems))
            if (row.Length > 1) more[row[0].Trim()] = more.GetValueOrDefault(row[0].Trim()) + row[1];
        return more;
    }

    private static Dictionary<string, List<ListedName>> Aliases(string? file, List<ListProblem> problems)
    {
        var aliases = new Dictionary<string, List<ListedName>>(StringComparer.Ordinal);
        if (file is null) return aliases;
        foreach (var (line, row) in Rows(file, problems))
        {
            if (row.Length < AltColumns) problems.Add(new ListProblem(file, line, row.Length, "list.columns", CsvRows.Short(string.Join(',', row))));
            else Of(aliases, row[0].Trim()).Add(new ListedName(row[3].Trim(), ListedNameKind.Alias));
        }

        return aliases;
    }

    private static Dictionary<string, List<string>> Addresses(string? file, List<ListProblem> problems)
    {
        var countries = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        if (file is null) return countries;
        foreach (var (_, row) in Rows(file, problems))
            if (row.Length > 4 && Null(row[4]) is { Length: > 0 } country) Of(countries, row[0].Trim()).Add(country);
        return countries;
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> lists, string id)
    {
        if (!lists.TryGetValue(id, out var list)) lists[id] = list = [];
        return list;
    }

    private static IEnumerable<(int Line, string[] Fields)> Rows(string file, List<ListProblem> problems)
    {
        using var reader = Open(file);
        foreach (var row in new CsvRows(reader, file, problems).Read()) yield return row;
    }

    internal static StreamReader Open(string file)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Encoding.UTF8)
            : new StreamReader(stream, Encoding.UTF8);
    }

    private static string? Find(string folder, string name)
    {
        foreach (var ending in (string[])[".csv", ".csv.gz", ".CSV"])
            if (Path.Combine(folder, name + ending) is var path && File.Exists(path)) return path;
        return null;
    }

    private static string Null(string field) => field.Trim() is var text && text == "-0-" ? "" : text;
}

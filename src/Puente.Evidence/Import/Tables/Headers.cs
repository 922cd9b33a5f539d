using System.Globalization;

namespace Puente.Evidence.Import.Tables;

/// <summary>Makes column names that a mapping can point to.</summary>
internal static class Headers
{
    /// <summary>Trimmed, unique names: a repeated one gets <c> (2)</c>, an empty one <c>#</c> and its position. Each change is a problem.</summary>
    public static (IReadOnlyList<string> Columns, List<Problem> Problems) Name(IReadOnlyList<string> cells, long line)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<string>(cells.Count);
        var problems = new List<Problem>();
        for (var i = 0; i < cells.Count; i++)
        {
            var name = string.Join(' ', cells[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (name.Length > 200)
                name = name[..200];
            if (name.Length == 0)
            {
                name = Position(i);
                problems.Add(new Problem(line, name, "table.header-empty"));
            }
            var unique = name;
            for (var n = 2; !used.Add(unique); n++)
                unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({n})");
            if (unique != name)
                problems.Add(new Problem(line, unique, "table.header-repeated", ("name", name)));
            columns.Add(unique);
        }
        return (columns, problems);
    }

    /// <summary>Names for a table without a header row.</summary>
    public static IReadOnlyList<string> Numbered(int count) => [.. Enumerable.Range(0, count).Select(Position)];

    private static string Position(int index) => string.Create(CultureInfo.InvariantCulture, $"#{index + 1}");
}

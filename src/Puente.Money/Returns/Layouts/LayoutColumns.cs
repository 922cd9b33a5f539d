using Puente.Evidence.Terms;

namespace Puente.Money.Returns.Layouts;

/// <summary>Where the fields of a layout stand in the columns of one table.</summary>
internal sealed class LayoutColumns
{
    private readonly int[]?[] _places = new int[]?[Enum.GetValues<Part>().Length];
    private readonly string[] _plain;

    private LayoutColumns(IReadOnlyList<string> names) => (Names, _plain) = (names, [.. names.Select(Plain)]);

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Fits a layout to columns; null when the date or the amounts have none, so that these are no columns of the layout.</summary>
    public static LayoutColumns? Of(Layout layout, IReadOnlyList<string> names)
    {
        var columns = new LayoutColumns(names);
        var plain = columns._plain;
        foreach (var (part, wanted) in layout.Parts)
        {
            var found = wanted.Select(w => Array.IndexOf(plain, Plain(w))).Where(i => i >= 0).ToArray();
            if (found.Length > 0) columns._places[(int)part] = part is Part.Text or Part.Date ? found : [found[0]];
        }

        return columns.Has(Part.Date) && (columns.Has(Part.Amount) || (columns.Has(Part.Debit) && columns.Has(Part.Credit))) ? columns : null;
    }

    /// <summary>Whether the table has a column for a field.</summary>
    public bool Has(Part part) => _places[(int)part] is not null;

    /// <summary>The cell of a field, trimmed; of a text all its cells with spaces between. Empty when there is none.</summary>
    public string Cell(Part part, IReadOnlyList<string> cells)
    {
        if (_places[(int)part] is not { } places) return "";
        if (places.Length == 1) return places[0] < cells.Count ? cells[places[0]].Trim() : "";
        return string.Join(' ', places.Where(i => i < cells.Count).Select(i => cells[i].Trim()).Where(c => c.Length > 0));
    }

    /// <summary>Whether a row repeats the header, as every page of some files does.</summary>
    public bool IsHeader(IReadOnlyList<string> cells)
    {
        if (cells.Count != Names.Count) return false;
        for (var i = 0; i < _plain.Length; i++)
            if (cells[i] != Names[i] && (cells[i].AsSpan().ContainsAnyInRange('0', '9') != Names[i].AsSpan().ContainsAnyInRange('0', '9') || Plain(cells[i]) != _plain[i])) return false;
        return true;
    }

    /// <summary>A heading as it is compared: without accents, case and doubled spaces.</summary>
    public static string Plain(string heading) => string.Join(' ', Fold.Plain(heading).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

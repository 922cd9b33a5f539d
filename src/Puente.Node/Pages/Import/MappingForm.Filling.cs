using System.Globalization;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Time;

namespace Puente.Node.Pages.Import;

public sealed partial class MappingForm
{
    /// <summary>
    /// Puts a mapping into the fields; false, and nothing is touched, when it says more than they can: several passes, more changes of a value
    /// than there is room for, a key of a fact with a scope.
    /// </summary>
    public bool Fill(Mapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (mapping.Passes is not [var pass] || pass.Facts.Any(f => f.Key?.Scope is not null) || Mapped(pass).Any(v => v.Value.Transforms.Count > Changes || v.Value.Template is not null && v.Value.Literals.Count > 0)) return false;
        foreach (var rows in new[] { Entities, Facts, Values, Filters })
        {
            _typed.Forget(rows.Table + ".");
            rows.Clear();
        }

        FillFile(_typed, mapping);
        foreach (var filter in pass.Filters)
            if (Add(Filters) is { } row)
                (_typed[row + ".column"], _typed[row + ".not"], _typed[row + ".values"]) = (filter.Column, filter.Not ? "not" : "", string.Join("; ", filter.Values));
        var letters = pass.Entities.Select((e, i) => (e.Name, Letter: Letter(i))).ToDictionary(e => e.Name, e => e.Letter);
        foreach (var entity in pass.Entities)
            if (Add(Entities) is { } row)
                (_typed[row + ".kind"], _typed[row + ".key"], _typed[row + ".scope"]) = (entity.Kind, string.Join('\n', entity.Key.Columns), entity.Key.Scope ?? "");
        foreach (var fact in pass.Facts)
            if (Add(Facts) is { } row)
            {
                (_typed[row + ".kind"], _typed[row + ".key"]) = (fact.Kind, string.Join('\n', fact.Key?.Columns ?? []));
                foreach (var (end, name) in new[] { ("from", fact.From), ("to", fact.To), ("item", fact.Item), ("place", fact.Place) })
                    _typed[row + "." + end] = name is null ? "" : letters.GetValueOrDefault(name, "");
            }

        foreach (var (of, property, value) in Mapped(pass)) FillValue(letters.GetValueOrDefault(of, of), property, value, letters);
        return true;
    }

    /// <summary>Puts a mapping's name, title and shape of file into the fields.</summary>
    public static void FillFile(Typed typed, Mapping mapping)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(mapping);
        var file = mapping.File;
        (typed["title"], typed["name"]) = (mapping.Title, mapping.Name);
        typed["dates"] = file.Dates switch { DateOrder.DayFirst => "day-first", DateOrder.MonthFirst => "month-first", _ => "year-first" };
        (typed["decimal"], typed["zone"], typed["encoding"], typed["sheet"]) = (file.DecimalSign.ToString(), file.Zone ?? "", file.Encoding ?? "", file.Sheet ?? "");
        typed["delimiter"] = file.Delimiter is { } sign ? sign == '\t' ? "tab" : sign.ToString() : "";
        (typed["preamble"], typed["header"]) = (file.Preamble?.ToString(CultureInfo.InvariantCulture) ?? "", file.HasHeader ? "" : "none");
    }

    private void FillValue(string of, string property, ValueMapping value, Dictionary<string, string> letters)
    {
        var sources = value.Columns.Select(c => (Column: c, Text: "")).Concat(value.Literals.Select(l => (Column: "", Text: l)))
            .Concat(value.Template is { } template ? [("", template)] : Enumerable.Empty<(string, string)>()).ToList();
        if (sources.Count == 0) sources.Add(("", ""));
        foreach (var (column, text) in sources)
        {
            if (Add(Values) is not { } row) return;
            (_typed[row + ".of"], _typed[row + ".property"], _typed[row + ".column"], _typed[row + ".text"]) = (of, property, column, text);
            (_typed[row + ".entity"], _typed[row + ".join"], _typed[row + ".required"]) = (value.Entity is { } entity ? letters.GetValueOrDefault(entity, "") : "", value.Join ?? "", value.Required ? "1" : "");
            foreach (var (change, i) in value.Transforms.Select((c, i) => (c, i))) (_typed[ChangeOf(row, i)], _typed[ChangeOf(row, i) + ".text"]) = ValueChange.Write(change);
        }
    }

    private static string? Add(FormRows rows) => rows.Add() is { } key ? rows.Row(key) : null;

    private static IEnumerable<(string Of, string Property, ValueMapping Value)> Mapped(Pass pass) =>
        pass.Entities.SelectMany(e => e.Properties.Select(p => (e.Name, p.Property, p.Value)))
            .Concat(pass.Facts.SelectMany((f, i) => new[] { ("at", f.At), ("until", f.Until), ("amount", f.Amount), ("currency", f.Currency) }
                .Where(p => p.Item2 is not null).Select(p => (FactName(i), p.Item1, p.Item2!)).Concat(f.Details.Select(d => (FactName(i), d.Property, d.Value)))));
}

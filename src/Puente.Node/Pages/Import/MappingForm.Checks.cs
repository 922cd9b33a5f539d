using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Import;

public sealed partial class MappingForm
{
    /// <summary>Says beside each field what is wrong with it.</summary>
    public void Check(Vocabulary vocabulary, Texts t)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(t);
        if (_typed.Text("title") is null) _typed.Wrong("title", t["record.value.missing"]);
        if (_typed.Text("zone") is { } zone && !Zones.Exists(zone)) _typed.Wrong("zone", t.Format("time.zone-unknown", ("zone", zone)));
        if (_typed.Text("encoding") is { } encoding && Encodings.ByName(encoding) is null) _typed.Wrong("encoding", t.Format("table.encoding-unknown", ("encoding", encoding)));
        var letters = Entities.Keys.Where(k => vocabulary.Kind(_typed[Entities.Row(k) + ".kind"]) is not null).ToDictionary(Letter, k => vocabulary.Kind(_typed[Entities.Row(k) + ".kind"])!);
        foreach (var key in Entities.Keys) CheckEntity(Entities.Row(key), t);
        foreach (var key in Facts.Keys) CheckFact(Facts.Row(key), vocabulary, letters, t);
        foreach (var key in Values.Keys) CheckValue(Values.Row(key), vocabulary, letters, t);
        foreach (var row in Filters.Keys.Select(Filters.Row))
        {
            if (_typed.Text(row + ".column") is null) _typed.Wrong(row + ".column", t["import.column.missing"]);
            if (Words(row + ".values").Length == 0) _typed.Wrong(row + ".values", t["record.value.missing"]);
        }
    }

    private void CheckEntity(string row, Texts t)
    {
        if (_typed.Text(row + ".kind") is null) _typed.Wrong(row + ".kind", t["report.kind.missing"]);
        else if (Chosen(row + ".key").Count == 0) _typed.Wrong(row + ".key", t["import.key.missing"]);
    }

    private void CheckFact(string row, Vocabulary vocabulary, Dictionary<string, EntityKind> letters, Texts t)
    {
        if (vocabulary.Fact(_typed[row + ".kind"]) is not { } kind)
        {
            _typed.Wrong(row + ".kind", t["report.kind.missing"]);
            return;
        }

        foreach (var (name, end) in Record.ReportFact.Ends(kind))
        {
            var letter = _typed.Text(row + "." + name);
            if (letter is null ? end.Need == EndNeed.Required : !letters.ContainsKey(letter)) _typed.Wrong(row + "." + name, t["report.other.missing"]);
            else if (letter is not null && end.Range.Count > 0 && !end.Allows(letters[letter]))
                _typed.Wrong(row + "." + name, t.Format("record.end.kind", ("kind", letters[letter].Label.In(t.Language.Code)), ("wanted", string.Join(", ", end.Range.Select(r => vocabulary.Kind(r)?.Label.In(t.Language.Code) ?? r)))));
        }
    }

    private void CheckValue(string row, Vocabulary vocabulary, Dictionary<string, EntityKind> letters, Texts t)
    {
        if (_typed.Text(row + ".of") is not { } of) return;
        if (_typed.Text(row + ".property") is not { } property) _typed.Wrong(row + ".property", t["record.property.missing"]);
        else if (letters.TryGetValue(of, out var kind))
        {
            if (kind.Property(property) is null) _typed.Wrong(row + ".property", t.Format("import.property.unfit", ("kind", kind.Label.In(t.Language.Code))));
        }
        else if (Facts.Keys.Select(k => (int?)k).FirstOrDefault(k => FactName(k!.Value) == of) is not { } fact || vocabulary.Fact(_typed[Facts.Row(fact) + ".kind"]) is not { } happened)
            _typed.Wrong(row + ".of", t["report.other.missing"]);
        else if (!FactParts.Contains(property) && happened.Detail(property) is null)
            _typed.Wrong(row + ".property", t.Format("import.property.unfit", ("kind", happened.Label.In(t.Language.Code))));

        if (_typed.Text(row + ".text") is null && _typed.Text(row + ".column") is null && _typed.Text(row + ".entity") is null) _typed.Wrong(row + ".column", t["import.column.missing"]);
        foreach (var column in _typed.Text(row + ".text") is { } text ? Templates.Columns(text).Where(c => !_columns.Contains(c)) : [])
            _typed.Wrong(row + ".text", t.Format("import.column.unknown", ("column", column)));
        for (var i = 0; i < Changes; i++)
            if (_typed.Text(ChangeOf(row, i)) is { } change && ValueChange.Read(change, _typed[ChangeOf(row, i) + ".text"]) is null)
                _typed.Wrong(ChangeOf(row, i) + ".text", t["import.change.hint." + change]);
    }
}

using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Terms;

/// <summary>A fact kind as a file declares it, before its ranges are checked against the kinds of all files.</summary>
internal sealed record FactDeclaration(FactKind Kind, YamlPage Page, YamlNode At)
{
    public static FactDeclaration Read(YamlPage page, string code, YamlNode at, YamlMappingNode map)
    {
        page.Allow(map, "label", "inverse", "from", "to", "item", "fields", "undirected", "sensitive", "details", "ftm");
        var fields = FactFields.None;
        foreach (var word in page.Words(map, "fields"))
            fields |= page.Choose(YamlPage.Node(map, "fields")!, "fields", word, FactFields.None);
        var label = page.Label(map, "label");
        var undirected = page.Flag(map, "undirected");
        var kind = new FactKind(
            code, label, undirected && YamlPage.Node(map, "inverse") is null ? label : page.Label(map, "inverse"),
            End(page, map, "from"), End(page, map, "to"), End(page, map, "item"),
            fields, !undirected, page.Flag(map, "sensitive"), page.Properties(map, "details"), Ftm(page, map));
        if (kind.From.Need == EndNeed.Absent && kind.To.Need == EndNeed.Absent && kind.Item.Need == EndNeed.Absent)
            page.Report(at, code, "vocabulary.ends-missing", ("code", code));
        return new FactDeclaration(kind, page, at);
    }

    public FactKind Make() => Kind;

    public void CheckRanges(Func<string, bool> isKnown)
    {
        foreach (var (name, end) in new[] { ("from", Kind.From), ("to", Kind.To), ("item", Kind.Item) })
            foreach (var range in end.Range)
                if (!isKnown(range)) Page.Report(At, name, "vocabulary.kind-unknown", ("code", Kind.Code), ("kind", range));
    }

    private static FactEnd End(YamlPage page, YamlMappingNode map, string key)
    {
        if (page.Map(map, key) is not { } end) return FactEnd.None;
        page.Allow(end, "label", "of", "optional");
        var range = page.Words(end, "of");
        if (range.Count == 0) page.Report(end, key, "vocabulary.range-missing", ("end", key));
        return new FactEnd(page.Flag(end, "optional") ? EndNeed.Optional : EndNeed.Required, page.Label(end, "label"), range);
    }

    private static FtmMapping? Ftm(YamlPage page, YamlMappingNode map)
    {
        if (page.Map(map, "ftm") is not { } ftm) return null;
        page.Allow(ftm, "schema", "property", "from", "to", "item", "place", "at", "until", "amount", "currency", "write-only");
        return new FtmMapping(
            page.Needed(ftm, "schema"), page.Text(ftm, "property"), page.Text(ftm, "from"), page.Text(ftm, "to"), page.Text(ftm, "item"),
            page.Text(ftm, "place"), page.Words(ftm, "at"), page.Text(ftm, "until"), page.Text(ftm, "amount"), page.Text(ftm, "currency"),
            !page.Flag(ftm, "write-only"));
    }
}

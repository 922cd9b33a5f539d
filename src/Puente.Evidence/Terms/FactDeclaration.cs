using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Terms;

/// <summary>A fact kind as a file declares it, before its ranges are checked against the kinds of all files.</summary>
internal sealed record FactDeclaration(FactKind Kind, YamlPage Page, YamlNode At)
{
    public static FactDeclaration Read(YamlPage page, string code, YamlNode at, YamlMappingNode map, IReadOnlyList<Property> common)
    {
        page.Allow(map, "label", "forward", "inverse", "from", "to", "item", "fields", "undirected", "sensitive", "details", "ftm");
        var fields = FactFields.None;
        foreach (var word in page.Words(map, "fields"))
            fields |= page.Choose(YamlPage.Node(map, "fields")!, "fields", word, FactFields.None);
        var forward = page.Label(map, "forward");
        var undirected = page.Flag(map, "undirected");
        var details = page.Properties(map, "details");
        details.AddRange(common.Where(c => !details.Exists(d => d.Code == c.Code)));
        var kind = new FactKind(
            code, page.Label(map, "label"), forward,
            (undirected || YamlPage.Node(map, "to") is null) && YamlPage.Node(map, "inverse") is null ? forward : page.Label(map, "inverse"),
            End(page, map, "from"), End(page, map, "to"), End(page, map, "item"),
            fields, !undirected, page.Flag(map, "sensitive"), details, Ftm(page, map));
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
            page.Needed(ftm, "schema"), page.Text(ftm, "property"), Ends("from"), Ends("to"), Ends("item"), Ends("place"),
            page.Words(ftm, "at"), page.Text(ftm, "until"), page.Text(ftm, "amount"), page.Text(ftm, "currency"), !page.Flag(ftm, "write-only"));

        IReadOnlyList<FtmEnd> Ends(string key) =>
            [.. page.Words(ftm, key).Select(w => w.Split(':') is [var property, var kind] ? new FtmEnd(property, kind) : new FtmEnd(w, null))];
    }
}

using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Terms;

/// <summary>A kind as a file declares it, before the kinds it extends are known.</summary>
internal sealed record KindDeclaration(
    string Code, bool Abstract, Label Label, Label Plural, string Icon, IReadOnlyList<string> Extends,
    IReadOnlyList<string> Caption, List<Property> Properties, string? Ftm, YamlPage Page, YamlNode At)
{
    public static KindDeclaration Read(YamlPage page, string code, YamlNode at, YamlMappingNode map, bool standard)
    {
        page.Allow(map, "abstract", "label", "plural", "icon", "extends", "caption", "properties", "ftm");
        var extends = page.Words(map, "extends");
        return new KindDeclaration(
            code, page.Flag(map, "abstract"), page.Label(map, "label"), page.Label(map, "plural"), page.Text(map, "icon") ?? "thing",
            extends.Count == 0 && code is not ("Thing" or "Value") ? ["Thing"] : extends,
            page.Words(map, "caption"), page.Properties(map, "properties"), page.Text(map, "ftm") ?? (standard ? code : null), page, at);
    }

    public EntityKind Make(IReadOnlyList<EntityKind> parents) =>
        new(Code, Abstract, Label, Plural, Icon, parents, Caption, Properties, Ftm);

    public void Report(string column, string code, params (string Name, string Value)[] args) =>
        Page.Report(At, column, code, [("code", Code), .. args]);
}

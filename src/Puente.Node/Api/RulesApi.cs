using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Node.Pages.Record;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>What can be recorded here and under what marking: the kinds of the node and the presets of the viewer, in both languages.</summary>
internal static class RulesApi
{
    public sealed record ChoiceShape(string Code, Label Label);

    public sealed record PropertyShape(string Code, string Type, Label Label, IReadOnlyList<ChoiceShape>? Choices);

    public sealed record KindShape(string Code, Label Label, Label Plural, bool Abstract, IReadOnlyList<string> Is, IReadOnlyList<PropertyShape> Properties);

    public sealed record EndShape(string Need, Label? Label, IReadOnlyList<string> Of);

    public sealed record FactKindShape(
        string Code, Label Label, Label Forward, Label Inverse, EndShape? From, EndShape? To, EndShape? Item, IReadOnlyList<string> Fields, IReadOnlyList<PropertyShape> Details);

    public sealed record VocabularyShape(IReadOnlyList<KindShape> Kinds, IReadOnlyList<FactKindShape> Facts);

    public sealed record PresetShape(string Code, Label Label, Label Help, bool Daily, string Regime, MarkingShape Marking);

    public static void MapRules(this RouteGroupBuilder api)
    {
        api.MapGet("/vocabulary", Vocabulary).Needs(Readers).Does("vocabulary");
        api.MapGet("/presets", Choices).Needs(Role.Recorder | Role.Importer).Does("preset.list");
    }

    private static Role Readers => Role.Reader | Role.Recorder | Role.Importer | Role.ReleaseAuthority | Role.DisclosureCustodian | Role.Auditor | Role.Administrator;

    private static VocabularyShape Vocabulary(Vocabulary vocabulary) => new(
        [.. vocabulary.Kinds.Select(k => new KindShape(k.Code, k.Label, k.Plural, k.Abstract, [.. k.Lineage.Skip(1).Select(l => l.Code)], [.. k.Properties.Select(Of)]))],
        [.. vocabulary.Facts.Select(f => new FactKindShape(f.Code, f.Label, f.Forward, f.Inverse, Of(f.From), Of(f.To), Of(f.Item),
            [.. Enum.GetValues<FactFields>().Where(x => x != FactFields.None && f.Fields.HasFlag(x)).Select(x => x.ToString().ToLowerInvariant())], [.. f.Details.Select(Of)]))]);

    private static IReadOnlyList<PresetShape> Choices(HttpContext context, FormPresets presets, Evidence.Records.Archive archive)
    {
        var by = context.ViewerOf();
        var shaper = new Shaper(archive.Ids, by);
        return [.. presets.For(by).OrderByDescending(p => p.Preset.Daily).Select(p =>
            new PresetShape(p.Preset.Code, p.Preset.Label, p.Preset.Help, p.Preset.Daily, p.Preset.Regime, shaper.Of(p.Marking)))];
    }

    private static PropertyShape Of(Property p) =>
        new(p.Code, p.Type.ToString().ToLowerInvariant(), p.Label, p.Choices.Count == 0 ? null : [.. p.Choices.Select(c => new ChoiceShape(c.Code, c.Label))]);

    private static EndShape? Of(FactEnd end) => end.Need == EndNeed.Absent ? null : new(end.Need.ToString().ToLowerInvariant(), end.Label, end.Range);
}

using Puente.Evidence;
using Puente.Evidence.Sharing;

namespace Puente.Tests;

/// <summary>A node's own kinds, regimes and presets, from the files of its folder.</summary>
public sealed class NodeRulesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-rules-").FullName;

    [Fact]
    public void A_folder_without_files_has_the_rules_of_the_product()
    {
        var rules = NodeRules.Read(_folder).OrThrow();
        rules.Regimes.All.Count.ShouldBe(Regimes.Standard.All.Count);
        rules.Presets.All.Count.ShouldBe(Presets.Standard.All.Count);
    }

    [Fact]
    public void A_folder_adds_kinds_regimes_and_presets()
    {
        Write("vocabulary.yaml", "kinds:\n  Drone:\n    extends: Airplane\n    label: [Drone, Dron]\n    plural: [Drones, Drones]\n");
        Write("vocabulary/tattoos.yaml", "kinds:\n  Person:\n    properties:\n      tattoo: { label: [Tattoo, Tatuaje] }\n");
        Write("regimes.yaml", "regimes:\n  state-law:\n    label: [State law, Ley estatal]\n    country: MX\n    rules:\n      - widest: agency\n        citation: Ley 1\n");
        Write("presets.yaml", "presets:\n  state:\n    label: [State, Estatal]\n    help: [Your agency., Su institución.]\n    country: MX\n    regime: state-law\n    tlp: amber-strict\n");
        var rules = NodeRules.Read(_folder).OrThrow();
        rules.Vocabulary.Kind("Drone")!.Label.Es.ShouldBe("Dron");
        rules.Vocabulary.Kind("Person")!.Property("tattoo").ShouldNotBeNull();
        rules.Regimes.Find("state-law")!.Country.ShouldBe("MX");
        rules.Presets.Find("state")!.Regime.ShouldBe("state-law");
        rules.Presets.For("US").ShouldNotContain(p => p.Code == "state");
    }

    [Fact]
    public void A_folder_tightens_a_regime_of_the_product()
    {
        Write("regimes.yaml", "regimes:\n  agency-record:\n    rules:\n      - widest: country\n        review-after: P2Y\n        citation: Own rule\n");
        var regime = NodeRules.Read(_folder).OrThrow().Regimes.Find("agency-record")!;
        regime.Label.ShouldBe(Regimes.Standard.Find("agency-record")!.Label);
        regime.On(new DateOnly(2026, 1, 1)).WidestAudience.ShouldBe(Circle.Country);
    }

    [Theory]
    [InlineData("grand-jury", "widest: anyone", "widest")]
    [InlineData("wiretap", "widest: unit\n        from: 2010-01-01", null)]
    [InlineData("suspicious-activity-report", "widest: country", "holders")]
    [InlineData("multiple-sale-local", "widest: unit\n        holders: [police]\n        destroy-after: P2M", "destroy-after")]
    public void A_folder_never_loosens_a_regime_of_the_product(string code, string rule, string? field)
    {
        Write("regimes.yaml", $"regimes:\n  {code}:\n    rules:\n      - {rule}\n        citation: Own rule\n");
        var reading = NodeRules.Read(_folder);
        reading.Rules.ShouldBeNull();
        var problem = reading.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(field is null ? "regime.days-not-covered" : "regime.loosens");
        problem.Line.ShouldBe(2);
        problem.Args.ShouldContain(("file", "regimes.yaml"));
        if (field is not null) problem.Args.ShouldContain(("field", field));
    }

    [Theory]
    [InlineData("presets.yaml", "presets:\n  internal:\n    label: [I, I]\n", 2, "vocabulary.redefined")]
    [InlineData("presets.yaml", "presets:\n  x:\n    label: [X, X]\n    help: [X, X]\n    regime: no-such\n    tlp: red\n", 5, "preset.regime-unknown")]
    [InlineData("regimes.yaml", "functions:\n  x: [X, X]\n", 1, "yaml.key-unknown")]
    [InlineData("regimes.yaml", "regimes: [\n", 2, "yaml.syntax")]
    [InlineData("vocabulary.yaml", "kind: {}\n", 1, "yaml.key-unknown")]
    public void A_bad_file_is_refused_with_its_name_line_and_reason(string file, string text, int line, string code)
    {
        Write(file, text);
        var problem = NodeRules.Read(_folder).Problems.FirstOrDefault(p => p.Code == code).ShouldNotBeNull();
        problem.Line.ShouldBe(line);
        problem.Args.ShouldContain(("file", file));
    }

    [Fact]
    public void A_node_does_not_open_with_half_its_rules()
    {
        Write("presets.yaml", "presets: 1\n");
        Should.Throw<UnfitRulesException>(() => NodeRules.Read(_folder).OrThrow()).Problems.ShouldHaveSingleItem();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

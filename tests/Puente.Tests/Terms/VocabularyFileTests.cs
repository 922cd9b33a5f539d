using Puente.Evidence.Terms;

namespace Puente.Tests.Terms;

public sealed class VocabularyFileTests
{
    private static VocabularyReading Load(string text) => Vocabulary.Load([new VocabularyFile("mine.yaml", new StringReader(text))]);

    [Fact]
    public void A_node_adds_kinds_properties_and_facts_without_code()
    {
        var reading = Load("""
            kinds:
              Drone:
                extends: Airplane
                label: [Drone, Dron]
                plural: [Drones, Drones]
                properties:
                  payload: { type: weight, label: [Payload, Carga útil] }
              Person:
                properties:
                  tattoo: { label: [Tattoo, Tatuaje] }
            facts:
              Overflight:
                label: [Overflight, Sobrevuelo]
                forward: [flew over, sobrevoló]
                inverse: [was flown over by, fue sobrevolado por]
                from: { label: [Drone, Dron], of: [Drone] }
                to: { label: [Place, Lugar], of: [Place] }
                fields: [at, place]
            """);
        reading.Problems.ShouldBeEmpty();
        var vocabulary = reading.Vocabulary!;
        vocabulary.Kind("Drone")!.Is("Vehicle").ShouldBeTrue();
        vocabulary.Kind("Drone")!.FtmSchema.ShouldBe("Airplane");
        vocabulary.Kind("Person")!.Property("tattoo")!.Label.Es.ShouldBe("Tatuaje");
        vocabulary.Fact("Overflight")!.From.Allows(vocabulary.Kind("Drone")!).ShouldBeTrue();
        vocabulary.Fact("Overflight")!.From.Allows(vocabulary.Kind("Airplane")!).ShouldBeFalse();
        Vocabulary.Standard.Kind("Drone").ShouldBeNull();
    }

    [Theory]
    [InlineData("kinds:\n  X: ]\n", 2, "yaml.syntax")]
    [InlineData("- a\n- b\n", 1, "yaml.mapping-wanted")]
    [InlineData("kinds:\n  X: yes\n", 2, "yaml.mapping-wanted")]
    [InlineData("kind:\n  X: {}\n", 1, "yaml.key-unknown")]
    [InlineData("kinds:\n  X:\n    label: [X, X]\n", 3, "yaml.key-missing")]
    [InlineData("kinds:\n  X:\n    label: [X]\n    plural: [X, X]\n", 3, "yaml.label-wanted")]
    [InlineData("kinds:\n  X:\n    label: [X, ' ']\n    plural: [X, X]\n", 3, "yaml.label-wanted")]
    [InlineData("kinds:\n  X-1:\n    label: [X, X]\n    plural: [X, X]\n", 2, "vocabulary.code-form")]
    [InlineData("kinds:\n  X:\n    extends: Y\n    label: [X, X]\n    plural: [X, X]\n", 2, "vocabulary.kind-unknown")]
    [InlineData("kinds:\n  X: { extends: Y, label: [X, X], plural: [X, X] }\n  Y: { extends: X, label: [Y, Y], plural: [Y, Y] }\n", 2, "vocabulary.cycle")]
    [InlineData("kinds:\n  X:\n    caption: [nosuch]\n    label: [X, X]\n    plural: [X, X]\n", 2, "vocabulary.property-unknown")]
    [InlineData("kinds:\n  X:\n    label: [X, X]\n    plural: [X, X]\n    properties:\n      a: { type: colour, label: [A, A] }\n", 6, "yaml.value-unknown")]
    [InlineData("kinds:\n  X:\n    label: [X, X]\n    plural: [X, X]\n    properties:\n      a: { type: choice, label: [A, A] }\n", 6, "vocabulary.choices")]
    [InlineData("kinds:\n  X:\n    label: [X, X]\n    plural: [X, X]\n    properties:\n      a: { lable: [A, A] }\n", 6, "yaml.key-unknown")]
    [InlineData("kinds:\n  Person:\n    label: [Human, Humano]\n", 3, "vocabulary.redefined")]
    [InlineData("kinds:\n  Person:\n    properties:\n      curp: { label: [C, C] }\n", 4, "vocabulary.redefined")]
    [InlineData("facts:\n  Payment:\n    label: [P, P]\n", 2, "vocabulary.redefined")]
    [InlineData("facts:\n  F:\n    label: [F, F]\n    forward: [f, f]\n", 2, "vocabulary.ends-missing")]
    [InlineData("facts:\n  F:\n    label: [F, F]\n    forward: [f, f]\n    from: { label: [F, F], of: [Ghost] }\n", 2, "vocabulary.kind-unknown")]
    [InlineData("facts:\n  F:\n    label: [F, F]\n    forward: [f, f]\n    from: { label: [F, F] }\n", 5, "vocabulary.range-missing")]
    [InlineData("facts:\n  F:\n    label: [F, F]\n    forward: [f, f]\n    fields: [when]\n    from: { label: [F, F], of: [Person] }\n", 5, "yaml.value-unknown")]
    public void A_bad_file_is_refused_with_its_name_line_and_reason(string text, int line, string code)
    {
        var reading = Load(text);
        reading.Vocabulary.ShouldBeNull();
        var problem = reading.Problems.FirstOrDefault(p => p.Code == code && p.Line == line).ShouldNotBeNull(string.Join("; ", reading.Problems));
        problem.Args.ShouldContain(("file", "mine.yaml"));
    }
}

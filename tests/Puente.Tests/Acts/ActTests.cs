using System.Security.Cryptography;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Puente.Evidence.Acts;
using Puente.Tests.Ui;
using Puente.Ui.Text;

namespace Puente.Tests.Acts;

/// <summary>What an act is called and how its content is written; both outlive the code that made it.</summary>
public sealed class ActTests
{
    private static readonly HashSet<string> Writers = ["WriteAsync", "NoteAsync", "ChangeAsync", "ReplaceAsync"];
    private static readonly HashSet<string> Types = ["ActLog", "EvidenceStore", "RosterBook", "OneTimeCodes", "ActReading", "Departures"];

    private static readonly HashSet<string> Texts = [.. new Catalogue().Keys(Language.English)];

    [Fact]
    public void Every_kind_of_act_that_is_written_has_a_text()
    {
        var kinds = Kinds();
        kinds.Count.ShouldBeGreaterThan(40, "the kinds were not found in the code");
        kinds.Where(kind => !Texts.Contains("act." + kind)).Order().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("import")]
    [InlineData("statement.view")]
    [InlineData("statement.export")]
    [InlineData("statement.remark")]
    [InlineData("session.start")]
    [InlineData("session.refused")]
    [InlineData("right.approve")]
    [InlineData("officer.add")]
    [InlineData("search.ask")]
    [InlineData("node.backup")]
    [InlineData("node.restore")]
    [InlineData("hold.place")]
    public void What_matters_is_an_act(string kind) => Kinds().ShouldContain(k => k == kind || k.StartsWith(kind + ".", StringComparison.Ordinal));

    [Fact]
    public void The_canonical_content_of_an_act_is_the_same_for_ever()
    {
        var canonical = ActLog.Canonical(new
        {
            Zeta = 1,
            alpha = new[] { "Núñez", "a/b", "\"q\"", "\u0001", "<tag>" },
            nothing = (string?)null,
            nested = new { b = true, a = 1.50m, when = new DateTimeOffset(2026, 3, 12, 10, 0, 0, TimeSpan.Zero), none = (int?)null },
            count = long.MaxValue,
        });
        canonical.ShouldBe("""{"Zeta":1,"alpha":["Núñez","a/b","\"q\"","\u0001","<tag>"],"count":9223372036854775807,"nested":{"a":1.50,"b":true,"when":"2026-03-12T10:00:00+00:00"}}""");
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))).ShouldBe("48993d056161a0c607ea4e0887d4fa0878f611a9b040e82af7ae90350ebf8c8f");
        ActLog.Canonical(null).ShouldBe("{}");
    }

    /// <summary>Codes put down in a method that writes an act, other than those that are the key of a text themselves: refusals and what is said.</summary>
    private static HashSet<string> Kinds() =>
    [
        .. from method in Pages.Methods
           where method.DeclaringType.FullName.StartsWith("Puente.", StringComparison.Ordinal)
           where method.Body.Instructions.Any(i => i.Operand is MethodReference called && Writers.Contains(called.Name) && Types.Contains(called.DeclaringType.Name))
           from i in method.Body.Instructions
           where i.OpCode == OpCodes.Ldstr && IsKind((string)i.Operand) && !Texts.Contains((string)i.Operand)
           select (string)i.Operand,
    ];

    private static bool IsKind(string text) => text.Length < 40 && text.Split('.') is { Length: 2 or 3 } parts && parts.All(p => p.Length > 2 && p.All(c => char.IsAsciiLetterLower(c) || c == '-'));
}

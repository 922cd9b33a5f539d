using System.Text.RegularExpressions;
using Mono.Cecil.Cil;
using Puente.Ui.Text;

namespace Puente.Tests.Ui;

/// <summary>What people read comes from the catalogue, and what the catalogue holds is read.</summary>
public sealed partial class PageTextTests
{
    private static readonly Catalogue Catalogue = new();
    private static readonly HashSet<string> Keys = [.. Catalogue.Keys(Language.English)];

    // Names of file formats are the same in every language.
    private static readonly HashSet<string> Names = ["CSV", "XLSX", "JSON", "YAML", "PDF"];

    private static readonly HashSet<string> ReadAttributes =
        new(["title", "alt", "placeholder", "label", "aria-label", "aria-description", "text", "hint", "caption", "lead", "kind", "note", "unit", "detail",
            "error", "emptytitle", "emptytext", "counttext", "showcaption"], StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void No_page_has_bare_text()
    {
        var bare = from call in Pages.Calls("RenderTreeBuilder")
                   let text = call.Called.Name switch
                   {
                       "AddMarkupContent" => Tag().Replace(Last(call.Texts), " "),
                       "AddContent" => Last(call.Texts),
                       "AddAttribute" or "AddComponentParameter" when call.Texts.Count >= 2 && ReadAttributes.Contains(call.Texts[^2]) => call.Texts[^1],
                       _ => "",
                   }
                   where Letter().IsMatch(Entity().Replace(text, "")) && !Names.Contains(text.Trim())
                   select $"{Pages.Place(call.In)}: {text.Trim()}";
        bare.ShouldBeEmpty();
    }

    [Fact]
    public void No_page_has_inline_style_or_script()
    {
        var inline = from call in Pages.Calls("RenderTreeBuilder")
                     from text in call.Texts
                     where (call.Called.Name == "AddMarkupContent" && Inline().IsMatch(text))
                         || (call.Called.Name == "AddAttribute" && text is "style" or "onclick" or "onload" or "onsubmit" or "onchange")
                         || (call.Called.Name == "OpenElement" && text is "style")
                     select $"{Pages.Place(call.In)}: {text}";
        inline.ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_asked_for_exists()
    {
        var asked = from call in Pages.Calls("Texts")
                    where call.Called.Name == "get_Item" && call.Texts.Count > 0
                    let key = call.Texts[^1]
                    where !Keys.Contains(key)
                    select $"{Pages.Place(call.In)}: {key}";
        asked.ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_written_in_a_page_exists()
    {
        var areas = Keys.Select(k => k[..k.IndexOf('.', StringComparison.Ordinal)]).ToHashSet();
        var missing = from literal in Pages.Literals
                      let place = Pages.Place(literal.In)
                      where Pages.IsPage(literal.In)
                      let text = literal.Text
                      where Key().IsMatch(text) && !text.Any(char.IsDigit) && !text.EndsWith(".js", StringComparison.Ordinal) && !text.EndsWith(".yaml", StringComparison.Ordinal) && areas.Contains(text[..text.IndexOf('.', StringComparison.Ordinal)])
                      where !Keys.Contains(text) && !Keys.Any(k => k.StartsWith(text + ".", StringComparison.Ordinal))
                      select $"{place}: {text}";
        missing.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_refusal_and_problem_has_words() =>
        Codes().Where(c => !Keys.Contains(c.Code)).Select(c => $"{c.Place}: {c.Code}").Distinct().ShouldBeEmpty();

    [Fact]
    public void Every_text_is_used()
    {
        var literals = Pages.Literals.Select(l => l.Text).ToHashSet(StringComparer.Ordinal);
        var fronts = literals.Where(l => l.Contains('.', StringComparison.Ordinal) && l.Length < 60).ToList();
        var unused = Keys.Where(k => !literals.Contains(k)
            && !fronts.Any(f => k.StartsWith(f, StringComparison.Ordinal) && (f.EndsWith('.') || literals.Contains(k[f.Length..]))));
        unused.Order().ShouldBeEmpty();
    }

    private static string Last(IReadOnlyList<string> texts) => texts.Count == 0 ? "" : texts[^1];

    // new Refusal("code", ...) and new Problem(line, column, "code", ...): the code is put down just before the arguments' array.
    private static IEnumerable<(string Place, string Code)> Codes() =>
        from method in Pages.Methods
        from made in method.Body.Instructions
        where made.OpCode == OpCodes.Newobj && made.Operand is Mono.Cecil.MethodReference { DeclaringType.Name: "Refusal" or "Problem", DeclaringType.Namespace: "Puente.Evidence" }
        let code = CodeBefore(made)
        where code is not null
        select (Pages.Place(method), code);

    private static string? CodeBefore(Instruction made)
    {
        for (var i = made.Previous; i is not null; i = i.Previous)
        {
            if (i.OpCode == OpCodes.Ldstr && i.Next is { } next && (next.OpCode.Name.StartsWith("ldc.i4", StringComparison.Ordinal) || next.OpCode == OpCodes.Call))
                return Code().IsMatch((string)i.Operand) ? (string)i.Operand : null;
        }
        return null;
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("&[a-zA-Z]+;|&#[0-9]+;")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Letter();

    [GeneratedRegex(@"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^[a-z][a-z0-9-]*(\.[A-Za-z0-9-]+)+$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$")]
    private static partial Regex Code();
}

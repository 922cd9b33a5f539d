using System.Globalization;
using System.Text.RegularExpressions;
using Puente.Tests.Architecture;

namespace Puente.Tests.Ui;

/// <summary>The one block of tokens: readable in both themes, and the only place of colours.</summary>
public sealed partial class StyleTests
{
    private static readonly string Css = Repository.Read("src/Puente.Ui/wwwroot/puente.css");

    private static readonly Dictionary<string, (string Light, string Dark)> Tokens =
        Token().Matches(Css).ToDictionary(m => m.Groups[1].Value, m => (m.Groups[2].Value, m.Groups[3].Value));

    public static TheoryData<string, string, double> Pairs => new()
    {
        // WCAG 2.2, 1.4.3: 4.5 for text; 1.4.11: 3 for edges of controls, focus and marks of pictures.
        { "text", "ground", 7 }, { "text", "panel", 7 }, { "text", "panel-2", 7 }, { "text", "accent-soft", 7 }, { "text", "warn-soft", 7 }, { "text", "bad-soft", 7 },
        { "muted", "ground", 4.5 }, { "muted", "panel", 4.5 }, { "muted", "panel-2", 4.5 }, { "muted", "quiet-soft", 4.5 }, { "muted", "accent-soft", 4.5 },
        { "accent", "ground", 4.5 }, { "accent", "panel", 4.5 }, { "accent", "panel-2", 4.5 }, { "accent", "accent-soft", 4.5 }, { "accent-strong", "panel", 4.5 },
        { "on-accent", "accent", 4.5 }, { "on-accent", "accent-strong", 4.5 },
        { "good", "good-soft", 4.5 }, { "warn", "warn-soft", 4.5 }, { "bad", "bad-soft", 4.5 }, { "warn", "panel", 4.5 }, { "bad", "panel", 4.5 }, { "bad", "ground", 4.5 },
        { "line-strong", "panel", 3 }, { "line-strong", "ground", 3 }, { "focus", "panel", 3 }, { "focus", "ground", 3 },
        { "series-1", "panel", 3 }, { "series-2", "panel", 3 }, { "series-3", "panel", 3 }, { "series-4", "panel", 3 }, { "series-5", "panel", 3 }, { "series-6", "panel", 3 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Colours_stand_out_in_both_themes(string front, string back, double atLeast)
    {
        Contrast(Tokens[front].Light, Tokens[back].Light).ShouldBeGreaterThanOrEqualTo(atLeast, $"{front} on {back}, light");
        Contrast(Tokens[front].Dark, Tokens[back].Dark).ShouldBeGreaterThanOrEqualTo(atLeast, $"{front} on {back}, dark");
    }

    [Fact]
    public void Screen_colours_come_from_tokens_only()
    {
        var screen = Css[(Css.IndexOf("/* ---------- base", StringComparison.Ordinal))..Css.IndexOf("/* ---------- print", StringComparison.Ordinal)];
        Colour().Matches(screen).Select(m => m.Value).ShouldBeEmpty();
    }

    [Fact]
    public void Every_token_used_is_set()
    {
        var known = Set().Matches(Css).Select(m => m.Groups[1].Value).ToHashSet();
        var scripts = Repository.Under("src/Puente.Ui/wwwroot/elements/", ".js").Select(Repository.Read);
        scripts.Append(Css).SelectMany(t => Used().Matches(t)).Select(m => m.Groups[1].Value).Where(v => !known.Contains(v)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_icon_used_is_drawn()
    {
        var drawn = Symbol().Matches(Repository.Read("src/Puente.Ui/wwwroot/icons.svg")).Select(m => m.Groups[1].Value).ToHashSet();
        (from file in Repository.Under("src/", ".razor")
         from Match use in Icon().Matches(Repository.Read(file))
         let name = use.Groups[1].Value + use.Groups[2].Value
         where !drawn.Contains(name)
         select $"{file}: {name}").ShouldBeEmpty();
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(0) + 0.7152 * Channel(2) + 0.0722 * Channel(4);
    }

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)")]
    private static partial Regex Token();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(")]
    private static partial Regex Colour();

    [GeneratedRegex(@"(--[a-z0-9-]+):")]
    private static partial Regex Set();

    [GeneratedRegex(@"var\((--[a-z0-9-]+)\)")]
    private static partial Regex Used();

    [GeneratedRegex("<symbol id=\"([a-z-]+)\"")]
    private static partial Regex Symbol();

    [GeneratedRegex("<Icon Name=\"([a-z-]+)\"|\\bIcon=\"([a-z-]+)\"")]
    private static partial Regex Icon();
}

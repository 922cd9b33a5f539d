using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Puente.Ui.Text;

namespace Puente.Ui.Components;

/// <summary>
/// A strip of time with a lane for each kind of thing, drawn on the server: a dot is a known day, a bar lasts from its first to its last day,
/// and what is known in part is hollow and as long as it may have been. Every mark opens its statement.
/// </summary>
public sealed class TimeStrip : ComponentBase
{
    private const int Axis = 22, Lane = 40, MostTicks = 5;
    private const double Thin = 0.9;

    [Inject] private Texts T { get; set; } = null!;

    /// <summary>What the strip shows, for a screen reader.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>What happened.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<TimeMark> Marks { get; set; } = [];

    private double _first, _span;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Marks.Count == 0) return;
        var (first, last) = (Marks.Min(m => m.From), Marks.Max(m => m.Until));
        var margin = Math.Max((last - first) * 0.03, TimeSpan.FromDays(20).TotalMilliseconds);
        (_first, _span) = (first - margin, last - first + (2 * margin));
        var lanes = Marks.GroupBy(m => m.Lane).ToList();
        var height = Axis + (lanes.Count * Lane);
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", "time-strip");
        builder.AddAttribute(2, "role", "group");
        builder.AddAttribute(3, "aria-label", Label);
        builder.AddAttribute(4, "width", "100%");
        builder.AddAttribute(5, "height", height);
        builder.OpenRegion(6);
        foreach (var (at, words) in Ticks()) Tick(builder, at, words, height);
        builder.CloseRegion();
        builder.OpenRegion(7);
        for (var i = 0; i < lanes.Count; i++) Draw(builder, lanes[i].Key, lanes[i], Axis + (i * Lane));
        builder.CloseRegion();
        builder.CloseElement();
    }

    private void Tick(RenderTreeBuilder builder, long at, string words, int height)
    {
        builder.OpenElement(0, "line");
        builder.AddAttribute(1, "class", "tick");
        builder.AddAttribute(2, "x1", Percent(at));
        builder.AddAttribute(3, "x2", Percent(at));
        builder.AddAttribute(4, "y1", Axis - 4);
        builder.AddAttribute(5, "y2", height);
        builder.CloseElement();
        builder.OpenElement(6, "text");
        builder.AddAttribute(7, "x", Percent(at));
        builder.AddAttribute(8, "y", 12);
        builder.AddAttribute(9, "text-anchor", Share(at) > 90 ? "end" : "middle");
        builder.AddContent(10, words);
        builder.CloseElement();
    }

    private void Draw(RenderTreeBuilder builder, string lane, IEnumerable<TimeMark> marks, int top)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "lane");
        builder.AddAttribute(2, "x", 0);
        builder.AddAttribute(3, "y", top + 12);
        builder.AddContent(4, lane);
        builder.CloseElement();
        foreach (var mark in marks.OrderByDescending(m => m.Until - m.From))
        {
            var (start, width) = (Share(mark.From), Share(mark.Until) - Share(mark.From));
            builder.OpenElement(5, "a");
            builder.AddAttribute(6, "href", mark.Href);
            builder.AddAttribute(7, "aria-label", mark.Title);
            builder.AddAttribute(8, "class", mark.Uncertain ? "uncertain" : null);
            if (width < Thin) Dot(builder, start + (width / 2), top + 26);
            else Bar(builder, start, width, top + 20);
            builder.CloseElement();
        }
    }

    private static void Dot(RenderTreeBuilder builder, double at, int middle)
    {
        builder.OpenElement(9, "circle");
        builder.AddAttribute(10, "cx", Percent(at));
        builder.AddAttribute(11, "cy", middle);
        builder.AddAttribute(12, "r", 5.5);
        builder.CloseElement();
    }

    private static void Bar(RenderTreeBuilder builder, double start, double width, int top)
    {
        builder.OpenElement(13, "rect");
        builder.AddAttribute(14, "x", Percent(start));
        builder.AddAttribute(15, "width", Percent(width));
        builder.AddAttribute(16, "y", top);
        builder.AddAttribute(17, "height", 12);
        builder.AddAttribute(18, "rx", 3);
        builder.CloseElement();
    }

    private IEnumerable<(long At, string Words)> Ticks()
    {
        var (from, until) = (DateTimeOffset.FromUnixTimeMilliseconds((long)_first), DateTimeOffset.FromUnixTimeMilliseconds((long)(_first + _span)));
        var months = ((until.Year - from.Year) * 12) + until.Month - from.Month;
        if (months < 2)
        {
            var days = Math.Max(1, (int)Math.Ceiling((until - from).TotalDays / MostTicks));
            for (var day = new DateTimeOffset(from.Date, TimeSpan.Zero).AddDays(1); day < until; day = day.AddDays(days)) yield return (day.ToUnixTimeMilliseconds(), T.Date(DateOnly.FromDateTime(day.Date)));
            yield break;
        }

        var step = ((int[])[1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]).First(s => months / s <= MostTicks || s == 1200);
        for (var month = (((from.Year * 12) + from.Month - 1) / step * step) + step; ; month += step)
        {
            if (month / 12 > 9998) yield break;
            var at = new DateTimeOffset(month / 12, (month % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero);
            if (at >= until) yield break;
            yield return (at.ToUnixTimeMilliseconds(), step % 12 == 0 ? at.Year.ToString(CultureInfo.InvariantCulture) : at.ToString("MMM yyyy", T.Language.Culture));
        }
    }

    private double Share(long at) => (at - _first) / _span * 100;

    private string Percent(long at) => Percent(Share(at));

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:0.##}%");
}

using System.Globalization;
using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Commands;

/// <summary>Watches from the command line, on a node that runs.</summary>
[Collection(nameof(Counter))]
public sealed class WatchCommandTests(Counter counter)
{
    private static string LastDay => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30).ToString("O", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_watch_is_begun_tells_what_is_recorded_is_seen_and_ended()
    {
        var watch = (string)(await counter.JsonAsync("nunez", "watch", "add", "tlacuilo", "--reason", "Case 12", "--until", LastDay))["id"]!;
        (await counter.JsonAsync("nunez", "watch", "hits", watch)).AsArray().ShouldBeEmpty();
        await RecordAsync("Tlacuilo Uno");
        var hit = await HitAsync(watch);
        ((string)hit["attribute"]!["value"]!).ShouldBe("Tlacuilo Uno");
        (await counter.RunAsync("nunez", "watch", "list")).Output.ShouldContain("tlacuilo");
        (await counter.RunAsync("nunez", "watch", "hits")).Output.ShouldContain("Tlacuilo Uno");
        (await counter.RunAsync("tanaka", "watch", "hits", watch)).Code.ShouldBe(2);
        (await counter.RunAsync("tanaka", "watch", "end", watch)).Code.ShouldBe(2);
        (await counter.RunAsync("nunez", "watch", "seen", watch)).Code.ShouldBe(0);
        (await counter.JsonAsync("nunez", "watch", "hits", watch)).AsArray().ShouldBeEmpty();
        (await counter.JsonAsync("nunez", "watch", "hits", watch, "--all")).AsArray().Count.ShouldBe(1);
        (await counter.RunAsync("nunez", "watch", "end", watch)).Code.ShouldBe(0);
        (await counter.RunAsync("nunez", "watch", "end", watch)).Error.ShouldContain("ended before");
    }

    [Fact]
    public async Task Entities_and_lists_are_watched_too_and_nonsense_is_refused()
    {
        var entity = await RecordAsync("Amantla Uno");
        var watched = (string)(await counter.JsonAsync("nunez", "watch", "add", "--entity", entity, "--reason", "Case 12", "--until", LastDay, "--for-unit"))["id"]!;
        var list = (string)(await counter.JsonAsync("nunez", "watch", "add", "--lines", counter.Write("watched.txt", "+52 631 999 8877\nTeocalli Dos\n"), "--reason", "Case 12", "--until", LastDay))["id"]!;
        await counter.JsonAsync("nunez", "record", "attribute", entity, "notes=Seen in Nogales", "--source-title", "Note");
        await counter.JsonAsync("nunez", "record", "entity", "Phone", "number=631 999 8877", "--source-title", "Note", "--anyway");
        ((string)(await HitAsync(watched))["attribute"]!["property"]!).ShouldBe("notes");
        ((int)(await HitAsync(list))["line"]!).ShouldBe(1);
        (await counter.RunAsync("nunez", "watch", "add", "x", "--entity", entity, "--reason", "Case", "--until", LastDay)).Error.ShouldContain("exactly one");
        (await counter.RunAsync("nunez", "watch", "add", "x", "--reason", "Case", "--until", "2020-01-01")).Error.ShouldContain("last day");
    }

    private async Task<JsonNode> HitAsync(string watch)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            late.Token.ThrowIfCancellationRequested();
            if ((await counter.JsonAsync("nunez", "watch", "hits", watch)).AsArray() is [{ } hit]) return hit;
        }
    }

    private async Task<string> RecordAsync(string name) =>
        (string)(await counter.JsonAsync("nunez", "record", "entity", "Vehicle", "name=" + name, "--source-title", "Note", "--anyway"))["entities"]!["new"]!;
}

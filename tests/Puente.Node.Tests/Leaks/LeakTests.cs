using System.Globalization;
using System.Reflection;
using System.Text;
using Puente.Evidence.Acts;
using Puente.Evidence.Documents;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Retention;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Walks;
using Puente.Evidence.Watches;
using Puente.Money.Following;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;
using Puente.Money.Searches;
using Puente.Money.Tracing.Node;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Leaks;

/// <summary>
/// What a viewer may not see leaves every answer as it would be if it did not exist, byte for byte. Each world of a pair has the
/// same visible statements; one has hidden ones besides. A case is one way out, one viewer who must not tell, and one answer of each.
/// </summary>
[Trait(Campaign.Category, Campaign.Name)]
public sealed class LeakTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_hidden_leaves_every_answer_as_it_would_be_without_it(Engine engine)
    {
        var wanted = engine == Engine.Sqlite ? Campaign.Pick(50_000, 1_000_000) : Campaign.Pick(4_000, 100_000);
        var tally = new Tally();
        for (var seed = Campaign.Seed; tally.Cases < wanted; seed++) await CompareAsync(engine, seed, 60, tally);

        Campaign.Report($"leaks-{engine.ToString().ToLowerInvariant()}", tally.Page(engine));
        tally.Leaks.ShouldBeEmpty();
        tally.Told.ShouldBeGreaterThan(tally.Worlds / 5, "those who may see what is hidden must be able to tell the worlds apart, or the test sees nothing");
        if (tally.Worlds > 100) tally.ByHidden.Count.ShouldBe(Plan.Ways);
    }

    /// <summary>A short run over seeds of its own, for the mutants: one broken filter must show within it.</summary>
    [Fact]
    public async Task A_few_worlds_show_a_broken_filter()
    {
        var tally = new Tally();
        for (var seed = 0; tally.Cases < 24_000 && tally.Leaks.Count == 0; seed++) await CompareAsync(Engine.Sqlite, seed, 20, tally);
        TestContext.Current.TestOutputHelper?.WriteLine(tally.Page(Engine.Sqlite));
        tally.Leaks.ShouldBeEmpty();
    }

    [Fact]
    public void Every_method_that_answers_a_viewer_has_a_door()
    {
        Type[] doors = [typeof(Reading), typeof(SearchIndex), typeof(SavedSearches), typeof(ActReading), typeof(FactGraph), .. ByType];
        doors.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => typeof(Task).IsAssignableFrom(m.ReturnType) || m.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal))
            .Select(m => ByType.Contains(m.DeclaringType!) ? $"{m.DeclaringType!.Name}.{m.Name}" : m.Name).Distinct()
            .Except(Doors.Methods).ShouldBeEmpty("add a door for each");
    }

    private static readonly Type[] ByType = [typeof(DocumentDesk), typeof(MatchDesk), typeof(ScreeningDesk), typeof(IdentityIndex), typeof(WatchDesk), typeof(RetentionDesk), typeof(OrderDesk), typeof(ReturnDesk), typeof(ReturnLines), typeof(ReturnTransfers), typeof(PairDesk), typeof(RateDesk), typeof(FollowDesk), typeof(PatternSearchDesk), typeof(FindingDesk), typeof(TraceDesk)];

    private static async Task CompareAsync(Engine engine, int seed, int perViewer, Tally tally)
    {
        var plan = Plan.Of(seed);
        var refused = new HashSet<int>();
        await using var without = await World.MakeAsync(engine, false);
        await using var with = await World.MakeAsync(engine, true);
        await without.PlayAsync(plan, refused);
        await with.PlayAsync(plan, refused);
        tally.Worlds++;
        if (with.IsVoid || without.IsVoid)
        {
            tally.Void++;
            return;
        }

        var random = new Random(seed);
        var doors = new Doors(with, plan, random);
        foreach (var seat in People.Seats)
        {
            var purpose = random.Next(3) == 0 ? "trace" : "investigation";
            var mustNotTell = plan.MustNotTell(seat, purpose);
            DateTimeOffset? known = random.Next(4) == 0 ? with.Clock.GetUtcNow().AddMinutes(-random.Next(150)) : null;
            for (var i = 0; i < (mustNotTell ? perViewer : 10); i++)
            {
                var door = doors.Draw(!mustNotTell, !plan.Pointed(seat, purpose));
                var left = await door.Answer(without, Seen(without, seat, purpose, known));
                var right = await door.Answer(with, Seen(with, seat, purpose, known));
                if (!mustNotTell)
                {
                    if (left != right) tally.Told++;
                    continue;
                }

                tally.Count(door.Name, plan.HiddenKind);
                if (left != right) tally.Leaks.Add($"seed {seed}, {seat}, {purpose}, hidden {plan.HiddenKind}, door {door.Name}: {Difference(left, right)}");
            }
        }
    }

    private static Viewer Seen(World world, (Puente.Evidence.Agencies.OfficerId, string) seat, string purpose, DateTimeOffset? known) =>
        world.Viewer(seat, purpose).LookingBack(known, null);

    internal static string Difference(string left, string right)
    {
        var at = 0;
        while (at < left.Length && at < right.Length && left[at] == right[at]) at++;
        string Around(string text) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];
        return $"without: ...{Around(left)}... with: ...{Around(right)}...";
    }

    private sealed class Tally
    {
        public int Cases { get; private set; }

        public int Worlds { get; set; }

        public int Void { get; set; }

        public int Told { get; set; }

        public List<string> Leaks { get; } = [];

        public SortedDictionary<string, int> ByHidden { get; } = new(StringComparer.Ordinal);

        private SortedDictionary<string, int> ByDoor { get; } = new(StringComparer.Ordinal);

        public void Count(string door, string hidden)
        {
            Cases++;
            ByDoor[door] = ByDoor.GetValueOrDefault(door) + 1;
            ByHidden[hidden] = ByHidden.GetValueOrDefault(hidden) + 1;
        }

        public string Page(Engine engine)
        {
            var page = new StringBuilder();
            page.AppendLine(CultureInfo.InvariantCulture, $"# Leak worlds on {engine}, seed {Campaign.Seed}").AppendLine();
            page.AppendLine(CultureInfo.InvariantCulture, $"{Cases:N0} cases in {Worlds:N0} pairs of worlds ({Void:N0} without a hidden statement left out): {Leaks.Count} differences for viewers who must not tell; {Told:N0} differences for those who may.");
            foreach (var (title, counts) in new[] { ("Way out", ByDoor), ("Hidden", ByHidden) })
            {
                page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"| {title} | Cases |").AppendLine("| --- | ---: |");
                foreach (var (name, count) in counts) page.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {count:N0} |");
            }

            return page.ToString();
        }
    }
}

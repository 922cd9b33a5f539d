using System.Globalization;

namespace Puente.Node.Tests.Fixtures;

/// <summary>How long the long tests run: short by default, long under <c>./test.sh --campaign SEED</c>.</summary>
public static class Campaign
{
    /// <summary>The trait of tests that have a long form: <c>[Trait(Campaign.Category, Campaign.Name)]</c>.</summary>
    public const string Category = "Category";

    /// <summary>The value of that trait.</summary>
    public const string Name = "Campaign";

    private static readonly string? Given = Environment.GetEnvironmentVariable("PUENTE_CAMPAIGN");

    /// <summary>Whether the long forms run.</summary>
    public static bool IsOn => !string.IsNullOrEmpty(Given);

    /// <summary>The seed of everything random.</summary>
    public static int Seed => IsOn ? int.Parse(Given!, CultureInfo.InvariantCulture) : 20261123;

    /// <summary>The short or the long size.</summary>
    public static int Pick(int usual, int campaign) => IsOn ? campaign : usual;

    /// <summary>Writes a result page to bench/results, only in a campaign.</summary>
    public static void Report(string subject, string markdown)
    {
        if (!IsOn) return;
        var folder = Directory.CreateDirectory(Path.Combine(Checkout.Root, "bench", "results")).FullName;
        File.WriteAllText(Path.Combine(folder, $"campaign-{subject}.md"), markdown.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
    }
}

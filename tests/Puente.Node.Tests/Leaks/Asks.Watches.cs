namespace Puente.Node.Tests.Leaks;

internal sealed partial class Asks
{
    /// <summary>Watches of what only one node has, and what becomes of watches.</summary>
    private IReadOnlyList<Ask> Watching() =>
    [
        new("POST /api/v1/watches", "/api/v1/watches") { Method = HttpMethod.Post, Json = new { entity = Any(_ids["entities"]), reason = "test", lastDay = "2026-12-31" } },
        new("POST /api/v1/watches", "/api/v1/watches") { Method = HttpMethod.Post, Json = new { text = Any(Words), reason = "test", lastDay = "2026-12-31", shared = true } },
        new("POST /api/v1/watches/{id}/seen", $"/api/v1/watches/{Any(_ids["watches"])}/seen") { Method = HttpMethod.Post, Json = new { until = "2026-06-01T00:00:00Z" } },
        new("POST /api/v1/retention/{id}/renewal", $"/api/v1/retention/{Any(_ids["retention"])}/renewal") { Method = HttpMethod.Post, Json = new { ground = " ", next = "2027-01-01" } },
        new("POST /api/v1/retention/{id}/expiry", $"/api/v1/retention/{Any(_ids["retention"])}/expiry") { Method = HttpMethod.Post, Json = new { ground = " " } },
        new("POST /api/v1/retention/{id}/ending", $"/api/v1/retention/{Any(_ids["retention"])}/ending") { Method = HttpMethod.Post, Json = new { ground = " " } },
        new("POST /api/v1/watches/{id}/end", $"/api/v1/watches/{Any(_ids["watches"])}/end") { Method = HttpMethod.Post },
    ];
}

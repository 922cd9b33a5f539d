namespace Puente.Node.Tests.Leaks;

internal sealed partial class Asks
{
    /// <summary>What is sent about orders and pairs, half of it about one that only one node has.</summary>
    private IReadOnlyList<Ask> Money()
    {
        var (order, pair, file) = (Any(_ids["orders"]), Any(_ids["pairs"]), Any(_ids["files"]));
        Ask Of(string what, object body) => new($"POST /api/v1/money/orders/{{id}}/{what}", $"/api/v1/money/orders/{order}/{what}") { Method = HttpMethod.Post, Json = body };
        return
        [
            new("POST /api/v1/money/follow", "/api/v1/money/follow") { Method = HttpMethod.Post, Json = new { entity = Any(_ids["entities"]), backward = random.Next(2) == 0, hops = 3 } },
            new("POST /api/v1/money/follow", "/api/v1/money/follow") { Method = HttpMethod.Post, Json = new { entity = Any(_ids["statements"]), backward = random.Next(2) == 0, stopAt = new[] { Any(["cash", "partner", "hub:1", "below:500000", "country:MX", "account:" + Any(_ids["entities"])]) } } },
            new("POST /api/v1/money/trace", "/api/v1/money/trace") { Method = HttpMethod.Post, Json = new { proceeds = new[] { Any(_ids["statements"]) }, hops = random.Next(4) } },
            new("POST /api/v1/money/funds", "/api/v1/money/funds") { Method = HttpMethod.Post, Json = new { entity = Any(_ids["entities"]) } },
            Of("service", new { served = "2026-01-09" }),
            Of("certificate", new { signer = "a", capacity = "b", signed = "2026-01-09", rule = "c" }),
            Of("gaps", new { gaps = "none" }),
            Of("review", new { reviewBy = "2027-01-09", reason = "trial" }),
            Of("trial", new { upload = file, layout = "us-signed" }),
            Of("returns", new { upload = file, layout = "us-signed" }),
            new("POST /api/v1/money/pattern-searches/{id}/cancellation", $"/api/v1/money/pattern-searches/{Any(_ids["pattern-searches"])}/cancellation") { Method = HttpMethod.Post },
            new("POST /api/v1/money/findings/{id}/review", $"/api/v1/money/findings/{Any(_ids["findings"])}/review") { Method = HttpMethod.Post, Json = new { decision = random.Next(2) == 0 ? "accept" : "dismiss", reason = "trial" } },
            new("POST /api/v1/money/pairs/{id}/decision", $"/api/v1/money/pairs/{pair}/decision") { Method = HttpMethod.Post, Json = new { accept = false, reason = "two" } },
        ];
    }
}

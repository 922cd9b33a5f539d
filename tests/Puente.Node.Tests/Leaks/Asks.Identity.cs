namespace Puente.Node.Tests.Leaks;

internal sealed partial class Asks
{
    /// <summary>What is decided of two, half of it about one that only one node has, and lists.</summary>
    private IReadOnlyList<Ask> Matching()
    {
        var (left, right) = (Any(_ids["entities"]), Any(_ids["entities"]));
        return
        [
            new("POST /api/v1/identity/acceptances", "/api/v1/identity/acceptances") { Method = HttpMethod.Post, Json = new { left, right, source = Any(_ids["sources"]), evaluation = "B2", language = "en" } },
            new("POST /api/v1/identity/rejections", "/api/v1/identity/rejections") { Method = HttpMethod.Post, Json = new { left, right, reason = "two" } },
            new("POST /api/v1/identity/rejections/{id}/undoing", $"/api/v1/identity/rejections/{Any(_ids["rejections"])}/undoing") { Method = HttpMethod.Post },
            new("POST /api/v1/identity/screenings", "/api/v1/identity/screenings") { Method = HttpMethod.Post, Json = new { upload = new string('0', 26) } },
            new("POST /api/v1/identity/screenings/{id}/cancellation", $"/api/v1/identity/screenings/{Any(_ids["screenings"])}/cancellation") { Method = HttpMethod.Post },
        ];
    }
}

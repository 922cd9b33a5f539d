using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Node.Api;
using Puente.Node.Hosting;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Leaks;
using Puente.Office.Api;

namespace Puente.Node.Tests.Api;

/// <summary>A request with a key of the program's own is done once: sent again it gets the answer that was given.</summary>
public sealed class DoneOnceTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-once-").FullName;
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private NodeHost _node = null!;

    public async ValueTask InitializeAsync()
    {
        await StartAsync(store => store.Database.Writer.WriteAsync(Lane.Prompt, People.WriteAsync));
        await RestartAsync();
        foreach (var (login, unit) in new[] { ("hale", "US/ATF/PHX"), ("ortiz", "MX/UIF/CDMX") })
        {
            var viewer = _node.Services.GetRequiredService<Viewers>().Open(People.Roster.ByLogin(login)!.Id, unit, "trace").Value;
            _tokens[login] = (await _node.Services.GetRequiredService<AccessTokens>().CreateAsync(viewer, "once", TimeSpan.FromDays(30))).Secret;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_same_key_and_request_get_the_same_answer_and_are_done_once_also_after_a_restart()
    {
        var first = await SendAsync("hale", "k-1", Vehicle("Grey sedan"));
        first.Status.ShouldBe(HttpStatusCode.Created);
        first.Repeated.ShouldBeFalse();
        var again = await SendAsync("hale", "k-1", Vehicle("Grey sedan"));
        (again.Status, again.Body, again.Repeated).ShouldBe((first.Status, first.Body, true));
        await RestartAsync();
        again = await SendAsync("hale", "k-1", Vehicle("Grey sedan"));
        (again.Status, again.Body, again.Repeated).ShouldBe((first.Status, first.Body, true));
        (await CountAsync("Grey sedan")).ShouldBe(1);

        (await SendAsync("hale", "k-2", Vehicle("Grey sedan"))).Repeated.ShouldBeFalse();
        await SendAsync("hale", null, Vehicle("Grey sedan"));
        (await CountAsync("Grey sedan")).ShouldBe(3, "another key, and none, are other requests");
    }

    [Fact]
    public async Task A_key_on_another_request_is_refused_and_keys_of_officers_are_their_own()
    {
        await SendAsync("hale", "k-1", Vehicle("Grey sedan"));
        var other = await SendAsync("hale", "k-1", Vehicle("Red pickup"));
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Code(other).ShouldBe("repeat.other");
        (await CountAsync("Red pickup")).ShouldBe(0);
        (await SendAsync("ortiz", "k-1", Vehicle("Red pickup"))).Status.ShouldBe(HttpStatusCode.Created);
        foreach (var wrong in (string[])["a b", new string('x', 201)]) Code(await SendAsync("hale", wrong, Vehicle("Red pickup"))).ShouldBe("repeat.key");
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await SendAsync("hale", "k-1", Vehicle("Grey sedan"));
        _clock.Advance(TimeSpan.FromHours(23));
        (await SendAsync("hale", "k-1", Vehicle("Grey sedan"))).Repeated.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromHours(2));
        (await SendAsync("hale", "k-1", Vehicle("Grey sedan"))).Repeated.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_refused_did_nothing_and_its_key_can_be_used_for_the_request_put_right()
    {
        (await SendAsync("hale", "k-1", new { })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SendAsync("hale", "k-1", "no body of ours")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync("hale", "k-1", Vehicle("Grey sedan"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_was_begun_and_never_answered_is_not_done_again()
    {
        await SendAsync("hale", "k-1", Vehicle("Grey sedan"));
        await using (var connection = await _node.Services.GetRequiredService<Database>().OpenAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync("update repeated_request set status = null, body = null");
        var again = await SendAsync("hale", "k-1", Vehicle("Grey sedan"));
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        Code(again).ShouldBe("repeat.unanswered");
        (await CountAsync("Grey sedan")).ShouldBe(1);
    }

    [Fact]
    public async Task Sent_many_times_at_once_it_is_done_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SendAsync("hale", "k-1", Vehicle("Grey sedan"))));
        answers.Select(a => a.Status).Distinct().ShouldBeSubsetOf([HttpStatusCode.Created, HttpStatusCode.Conflict]);
        (await CountAsync("Grey sedan")).ShouldBe(1);
    }

    [Fact]
    public async Task A_question_is_answered_anew_whatever_its_key()
    {
        (await SendAsync("hale", "k-1", new { text = "sedan" }, "searches")).Body.ShouldNotContain("Grey sedan");
        await SendAsync("hale", null, Vehicle("Grey sedan"));
        var again = await SendAsync("hale", "k-1", new { text = "sedan" }, "searches");
        again.Body.ShouldContain("Grey sedan");
        again.Repeated.ShouldBeFalse();
    }

    /// <summary>An answer that is kept must not hold what its asker may not see any more: whatever answers statements is a question.</summary>
    [Fact]
    public void Every_operation_that_is_posted_is_done_once_or_is_one_of_the_questions()
    {
        var posted = _node.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(e => e.Metadata.GetMetadata<Operation>() is not null && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("POST")).ToList();
        posted.Where(e => !DoneOnce.Applies(e)).Select(e => e.Metadata.GetMetadata<Operation>()!.Id).Order(StringComparer.Ordinal).ShouldBe(
        [
            "act.paper", "chart.draw", "dataset.seek", "entity.alike", "login.end", "login.poll", "login.start", "money.exhibit", "money.follow", "money.funds", "money.trace", "node.rebuild", "order.trial", "roster.enrol", "search.ask", "upload.preview",
            "upload.receive",
        ]);
        posted.Count(DoneOnce.Applies).ShouldBeGreaterThan(25);
    }

    private static object Vehicle(string name) => new
    {
        newSource = new { title = "Note" },
        evaluation = "B2",
        marking = new { preset = "own-unit" },
        entities = new[] { new { @ref = "v", kind = "Vehicle" } },
        attributes = new[] { new { entity = "v", property = "name", value = name } },
    };

    private static string Code((HttpStatusCode Status, string Body, bool Repeated) answer) => (string)JsonNode.Parse(answer.Body)!["code"]!;

    private async Task<(HttpStatusCode Status, string Body, bool Repeated)> SendAsync(string officer, string? key, object body, string path = "statements")
    {
        using var client = new HttpClient { BaseAddress = new Uri(_node.Address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[officer]);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.TryAddWithoutValidation(DoneOnce.Header, key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.Contains(DoneOnce.Repeated));
    }

    private async Task<long> CountAsync(string name)
    {
        await using var connection = await _node.Services.GetRequiredService<Database>().OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("select count(*) from attribute where value = @name", new { name });
    }

    private async Task RestartAsync()
    {
        await _node.DisposeAsync();
        await StartAsync(null);
    }

    private async Task StartAsync(Func<Evidence.EvidenceStore, Task>? prepare) =>
        _node = (await NodeHost.StartAsync(new NodeOptions(_folder) { Urls = "http://127.0.0.1:0", Clock = _clock, Prepare = prepare })).Value;
}

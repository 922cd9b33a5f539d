using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Puente.Money.Following;
using Puente.Money.Returns.Rates;
using Puente.Node.Api;

namespace Puente.Node.Tests.Money;

/// <summary>An answer of following money, as programs get it.</summary>
public sealed class FollowWrittenTests
{
    [Fact]
    public async Task An_answer_is_what_its_shape_says_however_often_a_path_repeats_its_beginning()
    {
        await using var services = new ServiceCollection().AddLogging().AddApi().BuildServiceProvider();
        var options = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var random = new Random(8);
        foreach (var paths in new[] { 0, 1, 40, 3_000 })
        {
            var ends = Enumerable.Range(0, 1 + paths / 4).Select(i => new FollowApi.EndShape(i % 3 == 0 ? $"e{i}" : null, $"Señora \"{i}\" <é>", i % 3 == 0 ? "Person" : "")).ToList();
            var transfers = Enumerable.Range(0, 1 + paths / 2).Select(i => new FollowApi.TransferShape(
                i % 5 == 0 ? $"f{i}" : null, i % 5 == 0 ? null : "d1", i % 5 == 0 ? null : i, ends[random.Next(ends.Count)], ends[random.Next(ends.Count)],
                i % 7 == 0 ? null : DateTimeOffset.UnixEpoch.AddMinutes(i), random.NextInt64(), "MXN", i % 2 == 0 ? null : 5, i % 2 == 0 ? null : new Rate("MXN", "USD", new DateOnly(2026, 1, 2), 0.05m, "FIX"))).ToList();
            var taken = Enumerable.Range(0, paths).Select(_ => Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(transfers.Count)).ToList()).ToList();
            var answer = new FollowApi.FollowShape(ends, paths, 2, paths > 1, "answers", [], [.. ends.Select(e => new FollowApi.FlowShape(e, ends[0], "MXN", 1, 2, null, DateTimeOffset.UnixEpoch))]);
            using var body = new MemoryStream();
            var context = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
            await new FollowWritten(answer, transfers, taken).ExecuteAsync(context);
            await context.Response.BodyWriter.FlushAsync();
            Encoding.UTF8.GetString(body.ToArray()).ShouldBe(JsonSerializer.Serialize(answer with { Paths = [.. taken.Select(p => (IReadOnlyList<FollowApi.TransferShape>)[.. p.Select(t => transfers[t])])] }, options));
        }
    }
}

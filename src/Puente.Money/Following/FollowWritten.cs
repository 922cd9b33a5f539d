using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Puente.Money.Following;

/// <summary>An answer as <see cref="FollowApi.FollowShape"/> describes it. Thousands of paths repeat their beginnings: each transfer is made into text once and copied where it stands again.</summary>
internal sealed class FollowWritten(FollowApi.FollowShape answer) : IResult, IEndpointMetadataProvider
{
    private const int Flushed = 1 << 16;

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(FollowApi.FollowShape), ["application/json"]));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        var body = httpContext.Response.BodyWriter;
        await using var to = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true });
        var (transfers, sent) = (new WrittenOnce<FollowApi.TransferShape>(options), 0L);
        to.WriteStartObject();
        Write("starts", answer.Starts);
        to.WriteNumber("all", answer.All);
        to.WriteNumber("once", answer.Once);
        to.WriteBoolean("complete", answer.Complete);
        to.WriteString("cut", answer.Cut);
        to.WriteStartArray("paths");
        foreach (var path in answer.Paths)
        {
            to.WriteStartArray();
            foreach (var transfer in path) to.WriteRawValue(transfers.Of(transfer), skipInputValidation: true);
            to.WriteEndArray();
            if (to.BytesCommitted + to.BytesPending - sent < Flushed) continue;
            await to.FlushAsync(httpContext.RequestAborted);
            await body.FlushAsync(httpContext.RequestAborted);
            sent = to.BytesCommitted;
        }

        to.WriteEndArray();
        Write("flows", answer.Flows);
        to.WriteEndObject();
        await to.FlushAsync(httpContext.RequestAborted);

        void Write<T>(string name, T value)
        {
            to.WritePropertyName(name);
            JsonSerializer.Serialize(to, value, options);
        }
    }

    /// <summary>Objects as JSON, each made once.</summary>
    private sealed class WrittenOnce<T>(JsonSerializerOptions options)
        where T : class
    {
        private readonly Dictionary<T, Range> _places = new(ReferenceEqualityComparer.Instance);
        private readonly ArrayBufferWriter<byte> _bytes = new(1 << 12);
        private readonly JsonWriterOptions _how = new() { Encoder = options.Encoder, SkipValidation = true };

        public ReadOnlySpan<byte> Of(T value)
        {
            if (!_places.TryGetValue(value, out var place))
            {
                var start = _bytes.WrittenCount;
                using (var writer = new Utf8JsonWriter(_bytes, _how)) JsonSerializer.Serialize(writer, value, options);
                _places[value] = place = start.._bytes.WrittenCount;
            }

            return _bytes.WrittenSpan[place];
        }
    }
}

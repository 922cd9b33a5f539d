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
/// <param name="answer">The answer without its paths.</param>
/// <param name="transfers">All transfers; those that no path has are not there.</param>
/// <param name="paths">The paths, as the places of their transfers.</param>
internal sealed class FollowWritten(FollowApi.FollowShape answer, IReadOnlyList<FollowApi.TransferShape?> transfers, IEnumerable<IEnumerable<int>> paths) : IResult, IEndpointMetadataProvider
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
        using var written = new TransfersOnce(transfers, options);
        var sent = 0L;
        to.WriteStartObject();
        Write("starts", answer.Starts);
        to.WriteNumber("all", answer.All);
        to.WriteNumber("once", answer.Once);
        to.WriteBoolean("complete", answer.Complete);
        to.WriteString("cut", answer.Cut);
        to.WriteStartArray("paths");
        foreach (var path in paths)
        {
            to.WriteStartArray();
            foreach (var transfer in path) to.WriteRawValue(written[transfer], skipInputValidation: true);
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

    /// <summary>Transfers as JSON, each made once, when it is first wanted.</summary>
    private sealed class TransfersOnce(IReadOnlyList<FollowApi.TransferShape?> transfers, JsonSerializerOptions options) : IDisposable
    {
        private readonly (int Start, int End)[] _places = new (int, int)[transfers.Count];
        private readonly ArrayBufferWriter<byte> _bytes = new(1 << 12);
        private Utf8JsonWriter? _to;

        public ReadOnlySpan<byte> this[int at]
        {
            get
            {
                ref var place = ref _places[at];
                if (place.End == 0) place = (_bytes.WrittenCount, Write(transfers[at]!));
                return _bytes.WrittenSpan[place.Start..place.End];
            }
        }

        public void Dispose() => _to?.Dispose();

        private int Write(FollowApi.TransferShape transfer)
        {
            if (_to is null) _to = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true });
            else _to.Reset();
            _to.WriteStartObject();
            if (transfer.Statement is not null) _to.WriteString("statement"u8, transfer.Statement);
            if (transfer.Dataset is not null) _to.WriteString("dataset"u8, transfer.Dataset);
            if (transfer.Row is { } row) _to.WriteNumber("row"u8, row);
            Write("from"u8, transfer.From);
            Write("to"u8, transfer.To);
            if (transfer.At is { } at) _to.WriteString("at"u8, at);
            _to.WriteNumber("amount"u8, transfer.Amount);
            _to.WriteString("currency"u8, transfer.Currency);
            if (transfer.Reported is { } reported) _to.WriteNumber("reported"u8, reported);
            if (transfer.Rate is not null)
            {
                _to.WritePropertyName("rate"u8);
                JsonSerializer.Serialize(_to, transfer.Rate, options);
            }

            _to.WriteEndObject();
            _to.Flush();
            return _bytes.WrittenCount;
        }

        private void Write(ReadOnlySpan<byte> name, FollowApi.EndShape end)
        {
            _to!.WriteStartObject(name);
            if (end.Entity is not null) _to.WriteString("entity"u8, end.Entity);
            _to.WriteString("name"u8, end.Name);
            _to.WriteString("kind"u8, end.Kind);
            _to.WriteEndObject();
        }
    }
}

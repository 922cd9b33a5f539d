using System.Text.Json;
using System.Text.Json.Serialization;
using Puente.Evidence;
using Puente.Evidence.Time;

namespace Puente.Office.Api;

/// <summary>A partial time is written as its canonical text, <c>1974-03~</c>; programs send text and read it with the times of a body.</summary>
public sealed class WhenWriter : JsonConverter<When>
{
    public override When Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        When.Parse(reader.GetString() ?? "") is { IsOk: true } read ? read.Value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, When value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A problem is written with its named values by name.</summary>
public sealed class ProblemWriter : JsonConverter<Problem>
{
    public override Problem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Problems are told, never sent.");

    public override void Write(Utf8JsonWriter writer, Problem value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, ProblemShape.Of(value), options);
}

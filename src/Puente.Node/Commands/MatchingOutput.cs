using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Node.Commands;

/// <summary>What comparing gives: one JSON object a line, or lines in words with the strongest reasons.</summary>
internal sealed class MatchingOutput(bool json) : IDisposable
{
    private const int Shown = 4;

    private readonly StreamWriter _out = new(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
    private readonly System.Buffers.ArrayBufferWriter<byte> _line = new(512);
    private readonly Utf8JsonWriter _writer = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes one object.</summary>
    public void Line(Action<Utf8JsonWriter> write)
    {
        _line.Clear();
        _writer.Reset(_line);
        _writer.WriteStartObject();
        write(_writer);
        _writer.WriteEndObject();
        _writer.Flush();
        _out.Write(Encoding.UTF8.GetString(_line.WrittenSpan));
        _out.Write('\n');
    }

    /// <summary>Writes a line and its strongest reasons.</summary>
    public void Say(string line, NameComparison compared)
    {
        if (json) return;
        _out.Write(Terminal.Clean(line) + "\n");
        foreach (var reason in compared.Reasons.Where(r => r.Code != ReasonCode.Start).Take(Shown))
            _out.Write(Terminal.Clean($"         {reason.Weight:+0.000;-0.000;0.000}  {ReasonWords.Of(reason, Terminal.T.Language.Code)}") + "\n");
    }

    /// <summary>A decision as programs read it.</summary>
    public static string Code(MatchDecision decision) => decision switch { MatchDecision.Match => "match", MatchDecision.Possible => "possible", _ => "no" };

    /// <summary>A comparison, with what the Treasury's search would say when that is asked for.</summary>
    public static void Write(Utf8JsonWriter to, NameComparison compared, int? ofac = null)
    {
        to.WriteNumber("score", compared.Score);
        if (ofac is { } theirs) to.WriteNumber("ofac", theirs);
        to.WriteString("decision", Code(compared.Decision));
        to.WriteStartArray("reasons");
        foreach (var reason in compared.Reasons)
        {
            to.WriteStartObject();
            to.WriteString("code", reason.Code);
            to.WriteNumber("weight", reason.Weight);
            to.WriteString("text", ReasonWords.Of(reason, Terminal.T.Language.Code));
            if (reason.Left is not null) to.WriteString("left", reason.Left);
            if (reason.Right is not null) to.WriteString("right", reason.Right);
            to.WriteEndObject();
        }

        to.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter to, string name, IReadOnlyList<ScreeningHit> hits)
    {
        to.WriteString("name", name);
        to.WriteStartArray("hits");
        foreach (var hit in hits)
        {
            to.WriteStartObject();
            to.WriteString("id", hit.Entry.Id);
            to.WriteString("name", hit.Name.Text);
            to.WriteString("nameKind", hit.Name.Kind switch { ListedNameKind.Primary => "primary", ListedNameKind.Weak => "weak", _ => "alias" });
            if (hit.Entry.Programs.Count > 0) to.WriteString("programs", string.Join("; ", hit.Entry.Programs));
            Write(to, hit.Explain(), OfacScore.Of(name, hit.Name.Text));
            to.WriteEndObject();
        }

        to.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter to, LinkageRecord left, LinkageRecord right, NameComparison compared, int cluster)
    {
        to.WriteString("left", left.Id);
        to.WriteString("right", right.Id);
        to.WriteString("leftName", left.Name.Original);
        to.WriteString("rightName", right.Name.Original);
        Write(to, compared);
        if (cluster > 0 && compared.Decision == MatchDecision.Match) to.WriteNumber("cluster", cluster);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _out.Dispose();
    }
}

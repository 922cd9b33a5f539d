using System.Text;
using System.Text.Unicode;
using Puente.Evidence.Import.Tables;

namespace Puente.Money.Records.Plain;

/// <summary>Text of a plain file's bytes.</summary>
internal static class PlainText
{
    private static readonly Lazy<Encoding> Western = new(() => Encodings.ByName("windows-1252")!);

    /// <summary>The text; bytes that are no UTF-8 although the file was taken for it are read as Windows-1252, so that no name is lost.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        encoding is UTF8Encoding && !Utf8.IsValid(bytes) ? Western.Value.GetString(bytes) : encoding.GetString(bytes);
}

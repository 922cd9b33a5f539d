using System.Text;

namespace Puente.Money.Commands;

/// <summary>Many lines to standard output, written in large pieces; a reader that ends early is no fault.</summary>
internal sealed class BufferedOutput : IDisposable
{
    private readonly StreamWriter _to = new(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);

    public void Write(string line) => _to.WriteLine(line);

    public void Dispose() => _to.Dispose();
}

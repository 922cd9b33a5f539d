using System.Security.Cryptography;
using System.Text;
using Puente.Evidence.Datasets;

namespace Puente.Evidence.Walks;

/// <summary>A dataset whose rows an image holds.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Version">A digest of its marking and of how its rows were read.</param>
internal readonly record struct ImagedRows(DatasetId Dataset, ReadOnlyMemory<byte> Version)
{
    /// <summary>Bytes of a digest.</summary>
    public const int VersionBytes = 16;

    /// <summary>The rows of a dataset as they stand.</summary>
    public static ImagedRows Of(DatasetId dataset, StandingRows rows, IRowReading reading) =>
        new(dataset, SHA256.HashData(Encoding.UTF8.GetBytes($"{rows.Marking} {rows.Rows} {reading.Version}")).AsMemory(0, VersionBytes));

    /// <summary>Whether this is what the image holds.</summary>
    public bool Is(ImagedRows other) => Dataset == other.Dataset && Version.Span.SequenceEqual(other.Version.Span);
}

/// <summary>
/// What stands in the open before an image: which datasets it holds, and a random number. The key of the image follows from the keys of all of them, the number and every byte of
/// this lead (HKDF, RFC 5869): who lacks the key of one dataset cannot open it, and one whose lead was changed does not open.
/// </summary>
internal sealed class RowImageLead
{
    private const ulong Name = 0x31_47_4D_49_53_57_4F_52;
    private const int SaltBytes = 32;
    private const int MostDatasets = 1 << 20;
    private readonly byte[] _salt;

    private RowImageLead(byte[] salt, IReadOnlyList<ImagedRows> datasets)
    {
        (_salt, Datasets) = (salt, datasets);
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        to.Write(Name);
        to.Write(salt);
        to.Write(datasets.Count);
        foreach (var (dataset, version) in datasets)
        {
            to.Write(dataset.Key);
            to.Write(version.Span);
        }

        Bytes = bytes.ToArray();
    }

    /// <summary>The datasets in the order of their ordinals.</summary>
    public IReadOnlyList<ImagedRows> Datasets { get; }

    /// <summary>As it is written.</summary>
    public byte[] Bytes { get; }

    /// <summary>The lead of a new image.</summary>
    public static RowImageLead New(IReadOnlyList<ImagedRows> datasets) => new(RandomNumberGenerator.GetBytes(SaltBytes), datasets);

    /// <summary>The lead of a file; null when there is none.</summary>
    public static RowImageLead? Read(string path)
    {
        try
        {
            using var from = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
            if (from.ReadUInt64() != Name) return null;
            var salt = from.ReadBytes(SaltBytes);
            var count = from.ReadInt32();
            if (salt.Length != SaltBytes || count is < 1 or > MostDatasets) return null;
            var datasets = new List<ImagedRows>();
            for (; count > 0; count--) datasets.Add(new ImagedRows(new DatasetId(from.ReadInt64()), from.ReadBytes(ImagedRows.VersionBytes)));
            return new RowImageLead(salt, datasets);
        }
        catch (Exception fault) when (RowImages.IsOfTheDisk(fault))
        {
            return null;
        }
    }

    /// <summary>The key of the image.</summary>
    /// <param name="secretOf">The key of each dataset.</param>
    public byte[] Key(Func<DatasetId, byte[]> secretOf) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, [.. Datasets.SelectMany(d => secretOf(d.Dataset))], 32, _salt, Bytes);
}

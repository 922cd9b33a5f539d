using CsCheck;
using Puente.Evidence.Storage;

namespace Puente.Tests.Storage;

public sealed class PublicIdTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    [Fact]
    public void An_id_reads_back_as_what_it_names()
    {
        using var ids = new PublicIds(Key);
        Gen.Enum<IdKind>().Select(Gen.Long[1, long.MaxValue]).Sample((kind, key) => ids.TryRead(kind, ids.Text(kind, key), out var back) && back == key, seed: "0000000000101");
    }

    [Fact]
    public void An_id_of_one_kind_is_not_an_id_of_another()
    {
        using var ids = new PublicIds(Key);
        ids.TryRead(IdKind.Fact, ids.Text(IdKind.Entity, 7), out _).ShouldBeFalse();
    }

    [Fact]
    public void A_made_up_id_is_refused()
    {
        using var ids = new PublicIds(Key);
        Gen.Char["0123456789abcdefghjkmnpqrstvwxyz"].Array[26].Sample(text => !ids.TryRead(IdKind.Entity, new string(text), out _), seed: "0000000000102");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("../../etc/passwd/../../etc")]
    [InlineData("uuuuuuuuuuuuuuuuuuuuuuuuuu")]
    public void Text_that_is_no_id_is_refused(string? text)
    {
        using var ids = new PublicIds(Key);
        ids.TryRead(IdKind.Entity, text, out _).ShouldBeFalse();
    }

    [Fact]
    public void Ids_of_another_node_mean_nothing_here()
    {
        using var ours = new PublicIds(Key);
        using var theirs = new PublicIds([.. Key.Reverse()]);
        ours.TryRead(IdKind.Entity, theirs.Text(IdKind.Entity, 7), out _).ShouldBeFalse();
    }
}

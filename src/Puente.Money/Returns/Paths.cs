using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Returns;

/// <summary>Public ids of this room's things, and where they are shown.</summary>
internal static class Paths
{
    public static string Text(this Archive archive, OrderId id) => archive.Ids.Text(IdKind.Order, id.Key);

    public static string Text(this Archive archive, ReturnId id) => archive.Ids.Text(IdKind.Return, id.Key);

    public static string Text(this Archive archive, PairId id) => archive.Ids.Text(IdKind.Pair, id.Key);

    public static string Path(this Archive archive, OrderId id) => "/money/orders/" + archive.Text(id);

    public static string Path(this Archive archive, ReturnId id) => "/money/returns/" + archive.Text(id);

    public static OrderId? Order(this Archive archive, string? text) => archive.Ids.TryRead(IdKind.Order, text, out var key) ? new OrderId(key) : null;

    public static ReturnId? Return(this Archive archive, string? text) => archive.Ids.TryRead(IdKind.Return, text, out var key) ? new ReturnId(key) : null;

    public static PairId? Pair(this Archive archive, string? text) => archive.Ids.TryRead(IdKind.Pair, text, out var key) ? new PairId(key) : null;

    public static UploadId? Upload(this Archive archive, string? text) => archive.Ids.TryRead(IdKind.Upload, text, out var key) ? new UploadId(key) : null;
}

namespace Puente.Graph.Layouts;

/// <summary>Puts parts of a drawing side by side in rows as wide as the first and largest part, or wider when many parts are alike.</summary>
internal sealed class Packing
{
    private const double Gap = ForceLayout.Length;
    private double _width;
    private double _x;
    private double _y;
    private double _row;

    /// <summary>How far the next part is to be moved. Parts come largest first.</summary>
    public (double X, double Y) Room(IReadOnlyList<Spot> part)
    {
        var (left, top) = (part.Min(s => s.X), part.Min(s => s.Y));
        var (width, height) = (part.Max(s => s.X) - left + Gap, part.Max(s => s.Y) - top + Gap);
        if (_width == 0) _width = Math.Max(width, 12 * Gap);
        if (_x > 0 && _x + width > _width) (_x, _y, _row) = (0, _y + _row, 0);
        var room = (_x - left, _y - top);
        (_x, _row) = (_x + width, Math.Max(_row, height));
        return room;
    }
}

namespace Puente.Graph.Paths;

/// <summary>Steps of a walk, each knowing the one before it: a tree that only grows.</summary>
internal sealed class StepList
{
    private Step[] _steps = new Step[256];

    public int Count { get; private set; }

    public ref readonly Step this[int at] => ref _steps[at];

    public void Clear()
    {
        if (_steps.Length > 1 << 20) _steps = new Step[256];
        Count = 0;
    }

    public void Add(in Step step)
    {
        if (Count == _steps.Length) Array.Resize(ref _steps, _steps.Length * 2);
        _steps[Count++] = step;
    }

    /// <summary>Whether the path that ends here has come through a vertex.</summary>
    public bool Passes(int at, int vertex)
    {
        var steps = _steps;
        for (; at >= 0; at = steps[at].Parent)
            if (steps[at].Vertex == vertex) return true;
        return false;
    }

    /// <summary>The step of the path's first edge; -1 at a start.</summary>
    public int FirstOf(int at)
    {
        if (_steps[at].Parent < 0) return -1;
        while (_steps[_steps[at].Parent].Parent >= 0) at = _steps[at].Parent;
        return at;
    }

    /// <summary>Adds the numbers of a path's edges, first to last.</summary>
    public void AddEdges(int at, List<int> into)
    {
        if (_steps[at].Parent < 0) return;
        AddEdges(_steps[at].Parent, into);
        into.Add(_steps[at].Edge);
    }

    public Step[] ToArray() => _steps.AsSpan(0, Count).ToArray();
}

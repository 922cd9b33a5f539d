using System.Reflection;

namespace Puente.Office.Pages;

/// <summary>An assembly with pages besides this one; a room registers its own.</summary>
public sealed record PageAssembly(Assembly Assembly);

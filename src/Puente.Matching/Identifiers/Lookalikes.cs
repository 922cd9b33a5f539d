namespace Puente.Matching.Identifiers;

/// <summary>Figures and letters that people take for each other.</summary>
internal static class Lookalikes
{
    /// <summary>The figure that a letter looks like; other characters as they are.</summary>
    public static char Figure(char c) => c switch { 'O' or 'Q' or 'D' => '0', 'I' or 'L' => '1', 'Z' => '2', 'S' => '5', 'B' => '8', 'G' => '6', _ => c };

    /// <summary>The letter that a figure looks like; other characters as they are.</summary>
    public static char Letter(char c) => c switch { '0' => 'O', '1' => 'I', '2' => 'Z', '5' => 'S', '8' => 'B', '6' => 'G', _ => c };
}

using System.Globalization;
using System.Numerics;

namespace Puente.Money.Tracing;

/// <summary>An exact fraction in lowest terms.</summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    private readonly BigInteger _below;

    /// <summary>A fraction of two whole numbers, the second not zero.</summary>
    public Fraction(BigInteger above, BigInteger below)
    {
        if (below.IsZero) throw new DivideByZeroException();
        var common = BigInteger.GreatestCommonDivisor(above, below) * below.Sign;
        (Above, _below) = (above / common, below / common - 1);
    }

    /// <summary>The number above the line.</summary>
    public BigInteger Above { get; }

    /// <summary>The number below the line, always above zero.</summary>
    public BigInteger Below => _below + 1;

    /// <summary>A whole number.</summary>
    public static implicit operator Fraction(long whole) => new(whole, 1);

    /// <summary>The sum.</summary>
    public static Fraction operator +(Fraction left, Fraction right) => new(left.Above * right.Below + right.Above * left.Below, left.Below * right.Below);

    /// <summary>The difference.</summary>
    public static Fraction operator -(Fraction left, Fraction right) => new(left.Above * right.Below - right.Above * left.Below, left.Below * right.Below);

    /// <summary>The product.</summary>
    public static Fraction operator *(Fraction left, Fraction right) => new(left.Above * right.Above, left.Below * right.Below);

    /// <summary>The quotient.</summary>
    public static Fraction operator /(Fraction left, Fraction right) => new(left.Above * right.Below, left.Below * right.Above);

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Above * other.Below).CompareTo(other.Above * Below);

    /// <summary>Whether one is less than the other.</summary>
    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is more than the other.</summary>
    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is at most the other.</summary>
    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is at least the other.</summary>
    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    /// <summary>The same as a sum.</summary>
    public static Fraction Add(Fraction left, Fraction right) => left + right;

    /// <summary>The same as a difference.</summary>
    public static Fraction Subtract(Fraction left, Fraction right) => left - right;

    /// <summary>The same as a product.</summary>
    public static Fraction Multiply(Fraction left, Fraction right) => left * right;

    /// <summary>The same as a quotient.</summary>
    public static Fraction Divide(Fraction left, Fraction right) => left / right;

    /// <summary>A whole number as a fraction.</summary>
    public static Fraction FromInt64(long whole) => whole;

    /// <summary><c>6/11</c>, or <c>15</c> when it is whole.</summary>
    public override string ToString() => Below.IsOne ? Above.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Above}/{Below}");
}

namespace SupplyRisk;

/// <summary>What kind of "no" a refusal is; one place in the host maps it to a status code.</summary>
public enum RefusalKind
{
    /// <summary>The input cannot be used.</summary>
    Invalid,

    /// <summary>There is no such thing, or not for this actor.</summary>
    NotFound,

    /// <summary>Somebody else changed it, or it is not in a state for this.</summary>
    Conflict,

    /// <summary>The actor has no right to it.</summary>
    Forbidden,
}

/// <summary>A business "no": the caller's mistake, never a bug.</summary>
/// <param name="Kind">What kind of "no".</param>
/// <param name="Code">Lasting snake_case word for programs.</param>
/// <param name="Message">For people: what is wrong and what to do.</param>
/// <param name="Field">The field of a form it belongs to, or null.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Message, string? Field = null);

/// <summary>What a handler returns: a value, or all the reasons it refused.</summary>
public sealed record Result<T>
{
    private Result(T? value, IReadOnlyList<Refusal> refusals) => (Value, Refusals) = (value, refusals);

    /// <summary>Set if <see cref="Refusals"/> is empty.</summary>
    public T? Value { get; }

    /// <summary>Empty if it was done.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    public bool Done => Refusals.Count == 0;

#pragma warning disable CA2225, CA1000 // the conversions are the reason for the type: handlers return a value or a refusal as it is
    public static implicit operator Result<T>(T value) => new(value, []);

    public static implicit operator Result<T>(Refusal refusal) => new(default, [refusal]);

    /// <summary>For a value whose type is an interface, which no conversion takes.</summary>
    public static Result<T> Of(T value) => new(value, []);

    public static Result<T> Refused(IReadOnlyList<Refusal> refusals) => new(default, refusals);
#pragma warning restore CA2225, CA1000
}

/// <summary>How far a long piece of work is.</summary>
/// <param name="Stage">What it is doing, for people.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all, or null if not known.</param>
public readonly record struct StageProgress(string Stage, long Done, long? Total);

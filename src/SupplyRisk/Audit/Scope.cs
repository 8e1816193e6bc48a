using System.Linq.Expressions;

namespace SupplyRisk.Audit;

/// <summary>The one filter every read, count and facet passes: what an actor may see.</summary>
public static class Scope
{
    /// <param name="supplier">The supplier a row belongs to.</param>
    /// <returns>The rows of suppliers that <paramref name="actor"/> may see.</returns>
    public static IQueryable<T> SeenBy<T>(this IQueryable<T> rows, Actor actor, Expression<Func<T, Guid>> supplier)
    {
        if (actor.Suppliers is not { } seen) return rows;
        // A list, because every provider translates Contains over one to a set of values.
        var ids = Expression.Constant(seen.ToList());
        var contains = Expression.Call(ids, nameof(List<>.Contains), null, supplier.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(contains, supplier.Parameters));
    }

    /// <summary>True if <paramref name="actor"/> may see the supplier.</summary>
    public static bool Sees(this Actor actor, Guid supplier) => actor.Suppliers is not { } seen || seen.Contains(supplier);
}

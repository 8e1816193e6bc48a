using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace SupplyRisk.App.Api;

/// <summary>A query parameter that no one reads is a mistake the caller should hear of, not a filter that silently did nothing.</summary>
internal static class KnownParameters
{
    private static readonly ConcurrentDictionary<MethodInfo, IReadOnlySet<string>> Known = new();

    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Query.Count > 0 && http.GetEndpoint()?.Metadata.GetMetadata<MethodInfo>() is { } handler)
        {
            var known = Known.GetOrAdd(handler, NamesOf);
            foreach (var given in http.Request.Query.Keys)
                if (!known.Contains(given))
                    return ApiResults.Bad(given, $"There is no parameter '{given}' here; there {(known.Count == 0 ? "are none" : "are " + string.Join(", ", known.Order(StringComparer.Ordinal)))}.");
        }
        return await next(context);
    }

    private static HashSet<string> NamesOf(MethodInfo handler) =>
        [.. from p in handler.GetParameters() let asked = p.GetCustomAttribute<FromQueryAttribute>() where asked is not null select asked.Name ?? p.Name];
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace SupplyRisk.Search.Elasticsearch;

public static class ElasticsearchServices
{
    /// <summary>Search in a cluster of its own.</summary>
    /// <param name="options">Without <see cref="ElasticsearchOptions.Problems"/>.</param>
    public static IServiceCollection AddElasticsearchSearch(this IServiceCollection services, ElasticsearchOptions options) =>
        services.AddSingleton<ISearchIndex>(provider => ActivatorUtilities.CreateInstance<ElasticsearchSearchIndex>(provider, options));

    /// <summary>One for the life of the index: connections are kept, but not so long that a moved name goes unnoticed.</summary>
    internal static SocketsHttpHandler Handler(ElasticsearchOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip,
            AllowAutoRedirect = false, // the sign-in is for the nodes named, not for where they send us
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (options.Authorities() is { } authorities)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }
        return handler;
    }
}

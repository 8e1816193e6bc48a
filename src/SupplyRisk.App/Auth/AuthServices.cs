using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SupplyRisk.App.Pages;
using SupplyRisk.Audit;
using SupplyRisk.Data;
using SupplyRisk.People;

namespace SupplyRisk.App.Auth;

/// <summary>Who may come in, and how: registered in one place, asked in one place.</summary>
internal static class AuthServices
{
    public const int Attempts = 5, HashIterations = 210_000; // OWASP's advice for PBKDF2 with SHA-512
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    /// <summary>Names of rate limits.</summary>
    public const string SignInLimit = "sign-in", ApiLimit = "api";

    private const int SignInsAMinute = 20;

    public static void AddSupplyRiskAuth(this WebApplicationBuilder builder, DemoMode demo)
    {
        var (services, options) = (builder.Services, SignInOptions.Read(builder.Configuration));
        services.AddSingleton(demo);
        services.AddSingleton(options);
        services.AddSingleton<DemoPeople>();
        services.AddScoped(s => s.GetRequiredService<IDbContextFactory<SupplyRiskDb>>().CreateDbContext());
        services.AddScoped<SignInPerson>();
        services.AddScoped<JoinByLink>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<SessionEvents>();
        AddIdentity(services);
        AddSchemes(services, options, demo);
        // Whoever is not known is asked to sign in, wherever an address does not say otherwise: a new one is closed until somebody opens it.
        services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder(Schemes.Any).RequireAuthenticatedUser().Build());
        AddLimits(services, options);
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var proxy in options.Proxies) o.KnownIPNetworks.Add(proxy);
        });
    }

    /// <summary>After routing: limits, then who it is, then whether they may come in at all.</summary>
    public static void UseSupplyRiskAuth(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseAuthentication();
        app.Use(SecondFactorFirstAsync);
        app.UseAuthorization();
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<Person>(o =>
        {
            o.User.AllowedUserNameCharacters = ""; // the user name is the e-mail address, whatever stands in it
            o.User.RequireUniqueEmail = true;
            o.Lockout.MaxFailedAccessAttempts = Attempts;
            o.Lockout.DefaultLockoutTimeSpan = Rest;
            o.Tokens.AuthenticatorIssuer = "SupplyRisk";
            (o.Password.RequireDigit, o.Password.RequireLowercase, o.Password.RequireUppercase, o.Password.RequireNonAlphanumeric) = (false, false, false, false);
            o.Password.RequiredLength = PasswordRules.Least;
        })
            .AddUserStore<PeopleStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddTokenProvider<AuthenticatorTokenProvider<Person>>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = HashIterations);
    }

    private static void AddSchemes(IServiceCollection services, SignInOptions options, DemoMode demo)
    {
        var schemes = services.AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, null, o => o.ForwardDefaultSelector = http =>
                // Keys and tokens are for programs: the pages know people only.
                (SessionEvents.IsForPrograms(http.Request.Path) || http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) && http.Request.Headers.Authorization.Count > 0
                    ? KeyScheme.KeyOf(http.Request) is null && options.Authority is not null ? Schemes.Bearer : Schemes.Key
                    : demo.IsOn ? Schemes.Demo : Schemes.Session)
            .AddScheme<AuthenticationSchemeOptions, KeyScheme>(Schemes.Key, null)
            .AddCookie(Schemes.Session, o =>
            {
                Cookie(o, "session", Session.Idle);
                o.SlidingExpiration = true;
                o.EventsType = typeof(SessionEvents);
            })
            .AddCookie(Schemes.HalfWay, o => Cookie(o, "half-way", TimeSpan.FromMinutes(5)))
            .AddCookie(Schemes.Provided, o => Cookie(o, "provided", TimeSpan.FromMinutes(5)));
        if (demo.IsOn) schemes.AddScheme<AuthenticationSchemeOptions, DemoScheme>(Schemes.Demo, null);
        if (options.Authority is not null) schemes.AddJwtBearer(Schemes.Bearer, o => Bearer(o, options));
        if (options.Provider is { } provider) AddProvider(schemes, provider);
    }

    private static void Cookie(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions o, string name, TimeSpan life)
    {
        o.Cookie.Name = name;
        o.Cookie.HttpOnly = true;
        o.Cookie.SameSite = SameSiteMode.Lax; // Strict would show the sign-in to whoever follows a link from a mail
        o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        o.Cookie.IsEssential = true;
        o.ExpireTimeSpan = life;
        o.SlidingExpiration = false;
    }

    private static void Bearer(JwtBearerOptions o, SignInOptions options)
    {
        o.Authority = options.Authority;
        o.Audience = options.Audience;
        o.MapInboundClaims = false;
        o.RequireHttpsMetadata = new Uri(options.Authority!).Scheme == Uri.UriSchemeHttps; // http only where SignInOptions lets it: on this computer
        o.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (MachineOf(context.Principal!) is { } actor) context.HttpContext.SetActor(actor); // validated: there is one
                else context.Fail("The token grants nothing here: it needs a scope or role of ours, as supplyrisk.read.");
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>A program by its token: rights as scopes or roles, <c>supplyrisk.start_runs</c>; <c>supplyrisk.read</c> may only look.</summary>
    internal static Actor? MachineOf(ClaimsPrincipal token)
    {
        const string Ours = "supplyrisk.";
        var granted = token.FindAll(c => c.Type is "scope" or "scp" or "roles").SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(v => v.StartsWith(Ours, StringComparison.Ordinal)).Select(v => v[Ours.Length..]).ToList();
        var rights = granted.Select(Words.Parse<Right>).OfType<Right>().Where(r => r != Right.ManagePeople).ToHashSet();
        if (rights.Count == 0 && !granted.Contains("read")) return null; // what we do not know grants nothing, not even looking
        if ((token.FindFirstValue("client_id") ?? token.FindFirstValue("azp") ?? token.FindFirstValue("sub")) is not { Length: > 0 and <= 200 } id) return null;
        return new Actor($"program:{Words.Visible(id)}", $"Program {Words.Visible(id)}") { Rights = rights };
    }

    private static void AddProvider(AuthenticationBuilder schemes, ProviderOptions provider) => schemes.AddOAuth(Schemes.Provider, o =>
    {
        (o.AuthorizationEndpoint, o.TokenEndpoint, o.UserInformationEndpoint) = (provider.Authorization, provider.Token, provider.UserInfo);
        (o.ClientId, o.ClientSecret, o.UsePkce, o.SaveTokens) = (provider.ClientId, provider.ClientSecret, true, false);
        o.CallbackPath = "/sign-in/back";
        o.SignInScheme = Schemes.Provided;
        o.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        o.CorrelationCookie.SameSite = SameSiteMode.Lax; // the way back is a link that is followed
        o.Scope.Clear();
        foreach (var scope in provider.Scopes) o.Scope.Add(scope);
        o.Events.OnCreatingTicket = async context =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, provider.UserInfo);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
            answer.EnsureSuccessStatusCode();
            using var who = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));
            if ((Text(who, "sub") ?? Text(who, "id")) is not { Length: > 0 } key) throw new AuthenticationFailureException("The provider does not say who it is.");
            context.Identity!.AddClaim(new Claim(ClaimTypes.NameIdentifier, key)); // made by the handler
            var confirmed = provider.TrustEmail || Text(who, "email_verified") is "true" or "True";
            if (confirmed && Text(who, "email") is { Length: > 0 } email) context.Identity.AddClaim(new Claim(ClaimTypes.Email, email));
        };
        o.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect("/sign-in?failed=provider");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    });

    private static string? Text(JsonDocument json, string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value)
        ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(), _ => null } : null;

    private static void AddLimits(IServiceCollection services, SignInOptions options) => services.AddRateLimiter(o =>
    {
        o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        o.OnRejected = (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        // By where it comes from: whoever tries passwords or links tries many names.
        o.AddPolicy(SignInLimit, http => HttpMethods.IsGet(http.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(http.Address(), _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsAMinute, Window = TimeSpan.FromMinutes(1) }));
        o.AddPolicy(ApiLimit, http => RateLimitPartition.GetTokenBucketLimiter(
            http.Request.Headers.Authorization.ToString() is { Length: > 0 } key ? key.GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture) : http.Address(),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.ApiRequestsAMinute,
                TokensPerPeriod = Math.Max(1, options.ApiRequestsAMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));
    });

    /// <summary>Who hands out rights sets up a second factor before anything else.</summary>
    private static Task SecondFactorFirstAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path;
        if (http.SignedIn() is not { LacksSecondFactor: true } || http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null || path.StartsWithSegments("/account/second-factor", StringComparison.Ordinal) || path == "/sign-out") return next(http);
        if (SessionEvents.IsForPrograms(path)) http.Response.StatusCode = StatusCodes.Status403Forbidden;
        else http.Response.Redirect("/account/second-factor");
        return Task.CompletedTask;
    }
}

namespace SupplyRisk.Search;

/// <summary>The index cannot be asked or written just now. The product goes on without it; the outbox keeps what it has to learn.</summary>
/// <param name="message">A sentence for the administrator. Holds no password, no key and nothing of a record.</param>
public sealed class SearchUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

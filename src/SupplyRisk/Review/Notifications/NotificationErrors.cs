namespace SupplyRisk.Review.Notifications;

/// <summary>What can be wrong with a channel, in words for whoever sets it up.</summary>
public static class NotificationErrors
{
    public static Refusal NoSuchChannel() => new(RefusalKind.NotFound, "channel_not_found", "There is no such channel.");

    public static Refusal NoSuchMessage() => new(RefusalKind.NotFound, "message_not_found", "There is no such message; old ones are forgotten after 30 days.");

    public static Refusal NameMissing() => new(RefusalKind.Invalid, "name_missing", "Give it a name.", "name");

    public static Refusal NameTooLong() => new(RefusalKind.Invalid, "name_too_long", "Keep the name under 100 characters.", "name");

    public static Refusal NameTaken(string name) => new(RefusalKind.Conflict, "name_taken", $"There is a channel called {name} already.", "name");

    public static Refusal AddressUnusable(string why) => new(RefusalKind.Invalid, "address_unusable", why, "target");

    public static Refusal NoMailServer() => new(RefusalKind.Conflict, "no_mail_server", "No mail server is configured; set Notifications__Mail__Host and Notifications__Mail__From first.", "target");

    public static Refusal KindFixed() => new(RefusalKind.Invalid, "kind_fixed", "A channel stays what it is; add another one.", "kind");

    public static Refusal NothingChosen(string field, string what) => new(RefusalKind.Invalid, $"{field}_missing", $"Choose at least one {what}.", field);

    public static Refusal NoSuchZone(string zone) => new(RefusalKind.Invalid, "time_zone_unknown", $"{zone} is no time zone; write it as Europe/Berlin.", "time_zone");

    public static Refusal NotAWebhook() => new(RefusalKind.Conflict, "not_a_webhook", "Only a webhook has a secret.");

    public static Refusal NotWaiting() => new(RefusalKind.Conflict, "message_not_waiting", "The message does not wait any more.");

    public static Refusal StillWaiting() => new(RefusalKind.Conflict, "message_waiting", "The message still waits, and is tried again by itself.");
}

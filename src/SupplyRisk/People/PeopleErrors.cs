namespace SupplyRisk.People;

internal static class PeopleErrors
{
    public static Refusal NoSuchPerson() => new(RefusalKind.NotFound, "person_not_found", "There is no such person.");

    public static Refusal NoSuchKey() => new(RefusalKind.NotFound, "key_not_found", "There is no such key.");

    public static Refusal NoSuchSession() => new(RefusalKind.NotFound, "session_not_found", "There is no such session.");

    public static Refusal NoName() => new(RefusalKind.Invalid, "name_missing", "Give a name of at most 100 characters.", "name");

    public static Refusal NoEmail() => new(RefusalKind.Invalid, "email_unusable", "Give an e-mail address, as ada@example.com.", "email");

    public static Refusal EmailTaken(string email) => new(RefusalKind.Conflict, "email_taken", $"{email} is invited already; look among the people.", "email");

    public static Refusal NoRole() => new(RefusalKind.Invalid, "role_missing", "Choose at least one role.", "role");

    public static Refusal LastAdministrator() => new(RefusalKind.Conflict, "last_administrator", "This is the last administrator who can sign in. Make somebody else one first.");

    public static Refusal Deactivated() => new(RefusalKind.Conflict, "person_deactivated", "This person is deactivated. Let them in again first.");

    public static Refusal NoReason(int most) => new(RefusalKind.Invalid, "reason_missing", $"Say why the person's data are erased, in at most {most} characters; the reason stays in the record.", "because");

    public static Refusal RightNotForKeys() => new(RefusalKind.Invalid, "right_not_for_keys", "A key cannot manage people and keys: whoever found it could make more.", "right");

    public static Refusal BadExpiry(int most) => new(RefusalKind.Invalid, "expiry_unusable", $"A key is good for 1 to {most} days.", "days");

}

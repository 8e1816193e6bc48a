namespace SupplyRisk.Review.Exchange;

/// <summary>What can be wrong in asking a supplier and in what it answers. Those for the supplier are in words for it.</summary>
public static class ExchangeErrors
{
    public static Refusal NoSuchLink() => new(RefusalKind.NotFound, "link_not_found", "There is no such link.");

    public static Refusal NoSuchRequest() => new(RefusalKind.NotFound, "request_not_found", "There is no such request, or it was settled.");

    public static Refusal NoSuchAnswer() => new(RefusalKind.NotFound, "answer_not_found", "There is no such answer.");

    public static Refusal Decided() => new(RefusalKind.Conflict, "answer_decided", "Somebody else has decided this answer.");

    public static Refusal DaysOutOfRange(int most) => new(RefusalKind.Invalid, "days_out_of_range", $"A link is open for 1 to {most} days.", "days");

    public static Refusal WhatMissing() => new(RefusalKind.Invalid, "what_missing", "Say which document you ask for.", "what");

    public static Refusal OutOfDate() => new(RefusalKind.Conflict, "fact_changed", "The fact was changed meanwhile, or says so already. Reject the answer, or ask the supplier again.");

    public static Refusal FileMissing() => new(RefusalKind.Invalid, "file_missing", "Choose a file first.", "file");

    public static Refusal FileTooLarge(long most) => new(RefusalKind.Invalid, "file_too_large", $"The file is too large. Files of up to {most >> 20} MB can be sent here.", "file");

    public static Refusal FileKind() => new(RefusalKind.Invalid, "file_kind", "This kind of file cannot be sent here. Please send PDF, Word (docx), Excel (xlsx), text, or a photograph (jpg, png).", "file");

    public static Refusal TooMany() => new(RefusalKind.Conflict, "too_many_answers", "You have sent a lot in a short time. Please wait an hour and try again.");

    public static Refusal SayWhat() => new(RefusalKind.Invalid, "words_missing", "Please tell us in a few words.", "words");

    public static Refusal WordsTooLong(int most) => new(RefusalKind.Invalid, "words_too_long", $"Please keep it under {most:N0} characters.", "words");

    public static Refusal FactMissing() => new(RefusalKind.Invalid, "fact_missing", "Choose what you would like us to correct.", "fact");

    public static Refusal ValueUnusable() => new(RefusalKind.Invalid, "value_unusable", "Please write the right value. A country has two letters (for example VN), a number of workers only digits.", "value");
}

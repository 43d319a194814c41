package dev.kcompact.finalizer.feedback;

/** How many messages were sent. */
public record FeedbackAnswer(long events, long deadLetters) {}

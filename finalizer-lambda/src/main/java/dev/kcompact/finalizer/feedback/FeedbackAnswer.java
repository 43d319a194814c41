package dev.kcompact.finalizer.feedback;

/** The numbers of messages sent, by topic. */
public record FeedbackAnswer(long events, long deadLetters, long parked) {}

package dev.kcompact.finalizer.feedback;

/** How many messages were sent, by the topic that they went to. */
public record FeedbackAnswer(long events, long deadLetters, long parked) {}

package dev.kcompact.finalizer.publish;

import java.time.LocalDate;

/** What the state machine asks. */
public record PublishRequest(LocalDate date, String run, long token) {}

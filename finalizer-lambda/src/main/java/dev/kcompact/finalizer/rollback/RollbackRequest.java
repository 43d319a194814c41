package dev.kcompact.finalizer.rollback;

import java.time.LocalDate;

/** What the state machine asks. */
public record RollbackRequest(LocalDate date, String run, long token) {}

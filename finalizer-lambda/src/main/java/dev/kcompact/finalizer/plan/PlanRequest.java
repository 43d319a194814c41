package dev.kcompact.finalizer.plan;

import java.time.LocalDate;

/**
 * What the state machine asks.
 *
 * @param attempt looks so far
 * @param planAttempts looks in all
 * @param waitSeconds first wait
 */
public record PlanRequest(
    LocalDate date, String run, long token, int attempt, int planAttempts, int waitSeconds) {}

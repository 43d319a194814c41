package dev.kcompact.finalizer.clean;

import org.jspecify.annotations.Nullable;

/**
 * What the state machine asks.
 *
 * @param dryRun whether only to tell what would be done
 * @param progress what earlier invocations did
 */
public record CleanRequest(boolean dryRun, @Nullable Progress progress) {}
